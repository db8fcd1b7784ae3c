import type { Dictionary } from '../../i18n/dictionary.ts'

export const accountDe: Dictionary['account'] = {
  intro: 'Wie du dich anmeldest, und was von dir aufbewahrt wird.',
  youAre: 'Du bist',
  signOut: 'Abmelden',
  stillSignedIn:
    'Du bist hier noch angemeldet: Der Server hat nicht geantwortet oder es nicht getan. Versuche es noch einmal.',
  password: {
    title: 'Mit einem Passwort anmelden',
    ofIssuer: 'Dich lässt dein Anmeldedienst ein, deshalb brauchst du hier kein Passwort.',
    isSet: 'Dein Passwort ist gesetzt. Deine anderen Browser sind abgemeldet.',
    email: 'E-Mail',
    current: 'Bisheriges Passwort',
    new: 'Neues Passwort',
    hint: '10 Zeichen oder mehr. Deine anderen Browser werden abgemeldet.',
    change: 'Passwort ändern',
    set: 'Passwort setzen',
  },
  issuer: {
    title: (name) => `Mit ${name} anmelden`,
    isLinked: 'Dein Konto dort meldet dich hier an.',
    link: (name) => `Dein Konto bei ${name} verknüpfen`,
    unlink: 'Verknüpfung lösen',
    of: (name) => `dein Konto bei ${name}`,
    question:
      'Deine anderen Browser, die darüber hereinkamen, werden abgemeldet, und du meldest dich von da an mit deinem Passwort an.',
  },
}
