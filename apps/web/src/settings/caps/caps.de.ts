import type { Dictionary } from '../../i18n/dictionary.ts'

export const capsDe: Dictionary['caps'] = {
  intro:
    'Wie viele Generierungen zugleich laufen; was darüber ist, wartet in der Schlange. Was hier gesetzt wird, zählt sofort, in allen Prozessen, an Stelle der Konfiguration.',
  none: 'Alle Obergrenzen sind wie konfiguriert',
  noneMeaning:
    'Setze unten eine, um einen Anbieter eine Weile zu bremsen oder jemanden mehr laufen zu lassen. Was läuft, läuft weiter.',
  scopes: { PERSON: 'Person', SPACE: 'Raum', MODEL: 'Modell', PROVIDER: 'Anbieter' },
  all: { PERSON: 'Jede Person', SPACE: 'Jeder Raum', MODEL: 'Jedes Modell', PROVIDER: 'Jeder Anbieter' },
  targets: {
    PERSON: (name) => (name === null ? 'jede Person' : `die Person ${name}`),
    SPACE: (name) => (name === null ? 'jeden Raum' : `den Raum ${name}`),
    MODEL: (name) => (name === null ? 'jedes Modell' : `das Modell ${name}`),
    PROVIDER: (name) => (name === null ? 'jeden Anbieter' : `den Anbieter ${name}`),
  },
  nothingMore: 'Nichts Neues wird angenommen; was läuft, läuft weiter',
  atMost: (count) => `höchstens ${count} zugleich`,
  takeBack: 'Zurücknehmen',
  of: (target) => `die Obergrenze für ${target}`,
  question: 'Die konfigurierte Obergrenze gilt wieder.',
  form: {
    title: 'Eine Obergrenze setzen',
    submit: 'Obergrenze setzen',
    scope: 'Wofür',
    which: 'Für wen oder was',
    cap: 'Höchstens zugleich',
    capHint: '0 nimmt nichts Neues an.',
  },
}
