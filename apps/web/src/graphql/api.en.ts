/** What is said when a request gave nothing, and the server no reason. */
export const apiEn = {
  unanswered: 'The server did not answer. Is it running, and are you online?',
  signedOut: 'You are not signed in.',
  empty: 'The server sent an empty answer.',
} as const
