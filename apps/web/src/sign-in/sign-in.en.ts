/** The words for whoever is not signed in. */
export const signInEn = {
  title: 'Sign in',
  submit: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  withIssuer: (name: string) => `Sign in with ${name}`,
  firstTime:
    'Here for the first time? Open the one-time sign-in link that the server printed in its terminal, or that somebody here has made for you. Then set a password under your name.',
  failures: {
    access_denied: 'You did not go on there.',
    not_let_in:
      'Nobody here is known by the e-mail address of that account. Ask whoever runs this server to let you in.',
    email_not_verified: 'That account has no verified e-mail address.',
    email_not_found: 'That account has no e-mail address.',
    state_mismatch: 'It took too long, or was begun in another browser. Try again.',
    account_already_linked_to_different_user: 'Somebody else here signs in with that account already.',
    unable_to_link_account: 'You were signed out meanwhile, or that account has no verified e-mail address.',
  },
  refusals: {
    wrongPassword: 'This e-mail and password do not belong together.',
    tooMany: (minutes: number) => `Too many tries. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    busy: 'Many passwords are being looked at right now. Try again.',
    signInAgain: 'Sign in again first: within an hour after that you can link an account.',
    issuerSilent: 'Your sign-in provider does not answer. Try again in a moment.',
  },
  otherFailure: 'It did not work out. Try again, or ask whoever runs this server to look into its log.',
} as const
