import type { Dictionary } from '../i18n/dictionary.ts'

export const apiDe: Dictionary['api'] = {
  unanswered: 'Der Server hat nicht geantwortet. Läuft er, und bist du online?',
  signedOut: 'Du bist nicht angemeldet.',
  empty: 'Der Server hat eine leere Antwort geschickt.',
}
