/** The words of comparing answers. */
export const compareEn = {
  compare: 'Compare',
  title: 'Compare answers',
  which: 'Which ones',
  answer: (number: number) => `Answer ${number}`,
  shown: 'shown now',
  wordDiff: 'Mark what differs',
  wordDiffHint: (number: number) => `Compared with answer ${number}, word by word.`,
  took: 'Time',
  tokens: 'Tokens',
  cost: 'Cost',
  unknown: 'not known',
  takeThis: 'Take this one',
  takeParagraph: 'Take this paragraph',
  tooFew: 'Choose two at least.',
  close: 'Close',
} as const
