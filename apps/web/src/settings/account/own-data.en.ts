/** What people read of what is kept of them. */
export const ownDataEn = {
  title: 'What is yours',
  exportWords:
    'A file of all that is yours: how you sign in, your spaces, your threads with their generations and attempts. It has one JSON object a line.',
  export: 'Download it all',
  deleteWords:
    'You can delete yourself here. Threads that a space shares stay there, without your name; all your others go for good.',
  delete: 'Delete yourself',
  of: 'and all that is yours alone',
  question: 'You are signed out everywhere, and your threads go for good. Nobody can bring them back.',
  keep: 'Stay',
} as const
