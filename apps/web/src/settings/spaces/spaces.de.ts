import type { Dictionary } from '../../i18n/dictionary.ts'

export const spacesDe: Dictionary['spaces'] = {
  intro:
    'Ein Raum ist eine Gruppe von Leuten mit den Gesprächen, die sie teilen. Ein Gespräch sieht nur, wer es begonnen hat, bis es geteilt wird.',
  none: 'Du teilst noch nichts mit anderen',
  noneForAdmins: 'Richte unten einen Raum ein, lass Leute über einen Link hinein und teile Gespräche mit ihnen.',
  noneForOthers: 'Wer diesen Server betreibt, richtet Räume ein und lässt dich hinein.',
  toOwn: 'Gespräche, die keinen Raum nennen, kommen in',
  ownLink: 'deinen eigenen Raum',
  members: (count, written) => `${written} ${count === 1 ? 'Mitglied' : 'Mitglieder'}`,
  all: 'Alle Räume',
  own: 'Dein eigener Raum',
  ownMeaning: 'Hierher kommen Gespräche, die keinen anderen Raum nennen.',
  people: 'Leute',
  toPartners: 'Als Partner erfährst du nicht, wer sonst noch hier ist.',
  role: 'Rolle',
  roleOf: (name) => `Rolle von ${name}`,
  save: 'Speichern',
  roles: { OWNER: 'Besitzer', STAFF: 'Mitarbeiter', PARTNER: 'Partner' },
  meanings: {
    OWNER: 'Lässt andere ein, schickt sie fort, sieht alles, was hier geteilt wird, und kann es anhalten.',
    STAFF: 'Sieht alles, was hier geteilt wird, und kann es anhalten.',
    PARTNER: 'Sieht, was hier geteilt wird, aber weder die Kosten anderer noch Prompts, die als intern markiert sind.',
  },
  youAreHereAs: 'Du bist hier als',
  yourRoles: { OWNER: 'Besitzer', STAFF: 'Mitarbeiter', PARTNER: 'Partner' },
  yourMeanings: {
    OWNER: 'Du lässt andere ein, schickst sie fort, siehst alles, was hier geteilt wird, und kannst es anhalten.',
    STAFF: 'Du siehst alles, was hier geteilt wird, und kannst es anhalten.',
    PARTNER:
      'Du siehst, was hier geteilt wird, aber weder die Kosten anderer noch Prompts, die als intern markiert sind.',
  },
  form: {
    title: 'Einen Raum einrichten',
    submit: 'Raum einrichten',
    name: 'Name',
    hint: 'Wie ihn seine Leute nennen werden. Er gehört dann dir.',
  },
  letIn: {
    title: 'Jemanden einlassen',
    add: (name) => `${name} hinzufügen`,
    submit: 'Einladung erstellen',
    made: (name) => `Einladung für ${name}`,
    advice:
      'Schicke diesen Link nur der Person, für die er ist: Wer ihn öffnet, ist als sie angemeldet. Er gilt ein Mal, einen Tag lang.',
    who: 'Wen',
    somebodyNew: 'Jemand Neues',
    name: 'Name',
    hint: 'Wie die Leute hier diese Person nennen werden.',
  },
  member: {
    you: 'Du',
    service: 'Dienst',
    since: 'seit',
    link: 'Anmeldelink',
    linkFor: (name) => `Anmeldelink für ${name}`,
    linkAdvice:
      'Schicke ihn nur der Person, für die er ist: Wer ihn öffnet, ist als sie angemeldet. Er gilt ein Mal, einen Tag lang.',
    remove: 'Entfernen',
    removeQuestion: (name) =>
      `Was hier geteilt wird, sieht ${name} binnen Sekunden nicht mehr. Selbst begonnene Gespräche bleiben.`,
  },
  leave: {
    label: 'Verlassen',
    question: 'Was hier geteilt wird, siehst du dann nicht mehr. Gespräche, die du begonnen hast, bleiben deine.',
    lastQuestion: 'Du bist sonst nirgends eingelassen: Du wirst abgemeldet.',
    keep: 'Bleiben',
  },
  threads: {
    title: 'Gespräche',
    none: 'Hier ist noch kein Gespräch',
    noneOfOwn: 'Starte etwas im Eingang.',
    noneShared: 'Wähle diesen Raum, wenn du etwas im Eingang startest, und teile das Gespräch dann auf seiner Seite.',
    onlyYou: 'Nur du',
    begunByYou: 'von dir begonnen, ',
    showOlder: 'Ältere zeigen',
  },
}
