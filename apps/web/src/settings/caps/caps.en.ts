/** What people read of caps. */
export const capsEn = {
  intro:
    'How many generations run at once; what is above a cap waits in line. What is set here counts at once, in all processes, in place of what is configured.',
  none: 'All caps are as configured',
  noneMeaning: 'Set one below to hold a provider back for a while, or to let somebody run more. What runs goes on.',
  scopes: { PERSON: 'Person', SPACE: 'Space', MODEL: 'Model', PROVIDER: 'Provider' },
  all: { PERSON: 'Each person', SPACE: 'Each space', MODEL: 'Each model', PROVIDER: 'Each provider' },
  /** Whom a cap limits, within a sentence; null stands for all of them. */
  targets: {
    PERSON: (name: string | null) => (name === null ? 'each person' : `the person ${name}`),
    SPACE: (name: string | null) => (name === null ? 'each space' : `the space ${name}`),
    MODEL: (name: string | null) => (name === null ? 'each model' : `the model ${name}`),
    PROVIDER: (name: string | null) => (name === null ? 'each provider' : `the provider ${name}`),
  },
  nothingMore: 'Nothing more is taken; what runs goes on',
  atMost: (count: string) => `${count} at once at most`,
  takeBack: 'Take back',
  of: (target: string) => `the cap of ${target}`,
  question: 'The configured cap counts again.',
  form: {
    title: 'Set a cap',
    submit: 'Set cap',
    scope: 'What',
    which: 'Which',
    cap: 'At once, at most',
    capHint: '0 takes nothing more.',
  },
} as const
