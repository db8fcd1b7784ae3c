/** What people read of the tokens of services. */
export const tokensEn = {
  intro:
    'An internal service signs in with a token, sent as its bearer token. Each service has a space of its own. Tokens of the server’s configuration are not listed here.',
  none: 'No service has a token',
  noneMeaning: 'Make one below for each service, with no more rights than it needs.',
  made: (service: string) => `Token for ${service}`,
  madeAdvice: 'Give it to the service now. It is shown this once; the server keeps only a hash of it.',
  madeBy: (name: string) => `made by ${name},`,
  neverUsed: 'never used',
  lastUsed: 'last used',
  neverExpires: 'does not expire',
  expires: 'expires',
  endedAt: 'ended',
  ended: 'Revoked and expired',
  states: { revoked: 'Revoked', expired: 'Expired' },
  endsIn: {
    minutes: (count: number) => `Ends in ${count} min`,
    hours: (count: number) => `Ends in ${count} h`,
    days: (count: number) => `Ends in ${count} days`,
  },
  revoke: 'Revoke',
  revokeQuestion: 'The service is refused from the next request on, and its open streams end within seconds.',
  rotate: 'Rotate',
  rotateOf: (service: string) => `Rotate ${service}`,
  rotation: { overlap: 'The old token holds beside the new one', submit: 'Make new token', cancel: 'Cancel' },
  overlaps: { none: 'Not at all', hour: 'An hour', day: 'A day', week: 'A week' },
  lifetimes: { month: '30 days', quarter: '90 days', year: 'A year', ever: 'Until it is revoked' },
  scopes: { READ: 'Read', START: 'Start', ADMIN: 'Administer' },
  meanings: {
    READ: 'Reads and watches what it may see.',
    START: 'Starts generations, stops and moves its own, shares and deletes threads, and answers approvals.',
    ADMIN:
      'Adds providers, sets caps and budgets, makes spaces, tokens and sign-in links, deletes people, and reads the audit log.',
  },
  form: {
    title: 'Make a token',
    submit: 'Make token',
    service: 'Service',
    serviceHint: 'Letters, digits, dots, - and _. Several tokens of one name are one service.',
    lifetime: 'Holds for',
    scopes: 'What it may do',
  },
} as const
