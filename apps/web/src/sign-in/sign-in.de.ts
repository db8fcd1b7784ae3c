import type { Dictionary } from '../i18n/dictionary.ts'

export const signInDe: Dictionary['signIn'] = {
  title: 'Anmelden',
  submit: 'Anmelden',
  email: 'E-Mail',
  password: 'Passwort',
  withIssuer: (name) => `Mit ${name} anmelden`,
  firstTime:
    'Zum ersten Mal hier? Öffne den Anmeldelink, den der Server in seinem Terminal ausgegeben oder den jemand hier für dich erstellt hat; er gilt einmal. Setze dann unter deinem Namen ein Passwort.',
  failures: {
    access_denied: 'Du hast es dort nicht fortgesetzt.',
    not_let_in:
      'Unter der E-Mail-Adresse dieses Kontos ist hier niemand bekannt. Bitte, wer diesen Server betreibt, dich einzulassen.',
    email_not_verified: 'Die E-Mail-Adresse dieses Kontos ist nicht bestätigt.',
    email_not_found: 'Dieses Konto hat keine E-Mail-Adresse.',
    state_mismatch: 'Es hat zu lange gedauert oder wurde in einem anderen Browser begonnen. Versuche es noch einmal.',
    account_already_linked_to_different_user: 'Mit diesem Konto meldet sich hier schon jemand anderes an.',
    unable_to_link_account: 'Du wurdest inzwischen abgemeldet, oder das Konto hat keine bestätigte E-Mail-Adresse.',
  },
  refusals: {
    wrongPassword: 'Diese E-Mail und dieses Passwort gehören nicht zusammen.',
    tooMany: (minutes) =>
      `Zu viele Versuche. Versuche es in ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} noch einmal.`,
    busy: 'Gerade werden viele Passwörter geprüft. Versuche es noch einmal.',
    signInAgain: 'Melde dich zuerst neu an: Eine Stunde lang kannst du danach ein Konto verknüpfen.',
    issuerSilent: 'Dein Anmeldedienst antwortet nicht. Versuche es gleich noch einmal.',
  },
  otherFailure:
    'Es hat nicht geklappt. Versuche es noch einmal, oder bitte, wer diesen Server betreibt, in sein Protokoll zu sehen.',
}
