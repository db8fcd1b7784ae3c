/** What people read of how they sign in. */
export const accountEn = {
  intro: 'How you sign in, and what is kept of you.',
  youAre: 'You are',
  signOut: 'Sign out',
  stillSignedIn: 'You are still signed in here: the server did not answer, or did not do it. Try again.',
  password: {
    title: 'Sign in with a password',
    ofIssuer: 'You are let in by your sign-in provider, so you need no password here.',
    isSet: 'Your password is set. Your other browsers are signed out.',
    email: 'E-mail',
    current: 'Current password',
    new: 'New password',
    hint: '10 characters or more. Your other browsers are signed out.',
    change: 'Change password',
    set: 'Set password',
  },
  issuer: {
    title: (name: string) => `Sign in with ${name}`,
    isLinked: 'Your account there signs you in here.',
    link: (name: string) => `Link your account at ${name}`,
    unlink: 'Unlink',
    of: (name: string) => `your account at ${name}`,
    question: 'Your other browsers that came in by it are signed out, and you sign in with your password from then on.',
  },
} as const
