/** What people read of the browsers that they are signed in with. */
export const sessionsEn = {
  intro:
    'Where you are signed in. Sign out what you do not know, or do not use any more: its open streams end within seconds.',
  /** "Firefox on Windows". */
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknown: 'Unknown browser',
  isThis: 'This browser',
  signedIn: 'Signed in',
  until: 'until',
  signOut: 'Sign out',
  ofThis: 'this browser',
  questionOfThis: 'You have to sign in again to come back in this browser.',
  question: 'Whoever uses that browser has to sign in again.',
  keep: 'Stay signed in',
} as const
