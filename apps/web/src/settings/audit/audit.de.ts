import type { Dictionary } from '../../i18n/dictionary.ts'

const inSpace = (name: string | null) => (name === null ? 'in einem Raum' : `im Raum ${name}`)
const intoSpace = (name: string | null) => (name === null ? 'in einen Raum' : `in den Raum ${name}`)
const ofSpace = (name: string | null) => (name === null ? 'einem Raum' : `dem Raum ${name}`)
const theSpace = (name: string | null) => (name === null ? 'einen Raum' : `den Raum ${name}`)

export const auditDe: Dictionary['audit'] = {
  intro:
    'Wer sich angemeldet, andere eingelassen oder fortgeschickt, Gespräche geteilt, Token erstellt und Obergrenzen gesetzt hat, und von wo. Niemand kann einen Eintrag ändern oder entfernen.',
  begin: 'Hier beginnt das Protokoll.',
  showOlder: 'Ältere zeigen',
  done: {
    SIGNED_IN: 'hat sich angemeldet',
    SIGN_IN_FAILED: 'wurde nicht eingelassen: Das Passwort war falsch',
    SIGNED_OUT: 'hat sich abgemeldet',
    PASSWORD_SET: 'hat das eigene Passwort gesetzt',
    ISSUER_LINKED: 'hat das eigene Konto beim Anmeldedienst verknüpft',
    ISSUER_UNLINKED: 'hat die Verknüpfung mit dem eigenen Konto beim Anmeldedienst gelöst',
    SESSION_REVOKED: 'hat einen der eigenen Browser abgemeldet',
    THREAD_RENAMED: 'hat ein Gespräch umbenannt',
    THREAD_DELETED: 'hat ein Gespräch gelöscht',
    SHARE_CREATED: 'hat einen Link zu einem Gespräch erstellt',
    SHARE_REVOKED: 'hat einen Link zu einem Gespräch widerrufen',
    SHARE_USED: 'hat einen Link zu einem Gespräch geöffnet',
    EXPORTED: 'hat alles Eigene heruntergeladen',
    APPROVED: 'hat eine Generierung laufen lassen, für die ein Budget keinen Platz hatte',
    DECLINED: 'hat eine Generierung abgelehnt, für die ein Budget keinen Platz hatte',
    MODELS_SET: 'hat festgelegt, welche Modelle die Partner eines Raums fragen dürfen',
  },
  doneTo: {
    TOKEN_REVOKED: (service) => `hat ein Token von ${service} widerrufen`,
    SPACE_CREATED: (name) => `hat den Raum ${name} eingerichtet`,
    SPACE_DELETED: (name) => `hat den Raum ${name} gelöscht`,
    LINK_MADE: (name) => `hat einen Anmeldelink für ${name} erstellt`,
    PERSON_DELETED: (name) => `hat ${name} gelöscht`,
    BUDGET_SET: (budget) => `hat ein Budget gesetzt: ${budget}`,
    PROVIDER_ADDED: (name) => `hat den Anbieter ${name} hinzugefügt`,
    PROVIDER_CHANGED: (name) => `hat den Anbieter ${name} geändert`,
    PROVIDER_REMOVED: (name) => `hat den Anbieter ${name} entfernt`,
  },
  tokenMade: (service) => `hat ein Token für ${service} erstellt`,
  tokenMadeThatMay: (service, may) => `hat ein Token für ${service} erstellt, das ${may} darf`,
  may: { READ: 'lesen', START: 'starten', ADMIN: 'verwalten' },
  tokenRotated: (service) => `hat ein Token von ${service} erneuert`,
  oldTokenEnded: '; das alte endete sofort',
  oldTokenHolds: (time) => `; das alte gilt noch ${time}`,
  overlaps: { hour: 'eine Stunde', day: 'einen Tag', week: 'eine Woche' },
  capSet: (target, cap) => `hat die Obergrenze für ${target} auf ${cap} gesetzt`,
  capTakenBack: (target) => `hat die Obergrenze für ${target} zurückgenommen`,
  roles: { OWNER: 'Besitzer', STAFF: 'Mitarbeiter', PARTNER: 'Partner' },
  invited: (name, role, to) => `hat ${name} als ${role} ${intoSpace(to)} eingeladen`,
  roleSet: (name, role, at) => `hat ${name} ${inSpace(at)} zum ${role} gemacht`,
  left: (name) => `hat ${theSpace(name)} verlassen`,
  removed: (name, from) => `hat ${name} aus ${ofSpace(from)} entfernt`,
  shared: (to) => `hat ein Gespräch mit ${ofSpace(to)} geteilt`,
  takenBack: (from) => `teilt ein Gespräch nicht mehr mit ${ofSpace(from)}`,
  commentDeleted: (author) => `hat einen Kommentar von ${author ?? 'jemandem'} gelöscht`,
  threadsKept: (name) => `lässt den Raum ${name} seine Gespräche behalten`,
  threadsEnd: (name, days, written) =>
    `lässt den Raum ${name} seine Gespräche nach ${written} ${days === 1 ? 'Tag' : 'Tagen'} löschen`,
}
