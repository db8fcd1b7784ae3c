import type { Dictionary } from '../../i18n/dictionary.ts'

export const sessionsDe: Dictionary['sessions'] = {
  intro:
    'Wo du angemeldet bist. Melde ab, was du nicht kennst oder nicht mehr benutzt: Offene Datenströme enden dort binnen Sekunden.',
  browserOn: (browser, system) => `${browser} auf ${system}`,
  unknown: 'Unbekannter Browser',
  isThis: 'Dieser Browser',
  signedIn: 'Angemeldet am',
  until: 'bis',
  signOut: 'Abmelden',
  ofThis: 'diesen Browser',
  questionOfThis: 'Du musst dich neu anmelden, um in diesem Browser zurückzukommen.',
  question: 'Wer ihn benutzt, muss sich neu anmelden.',
  keep: 'Angemeldet bleiben',
}
