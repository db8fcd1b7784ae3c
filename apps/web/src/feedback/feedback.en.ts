/** The words of feedback. */
export const feedbackEn = {
  good: 'Good answer',
  bad: 'Bad answer',
  whatWasGood: 'What was good about it?',
  whatWasBad: 'What was wrong with it?',
  hint: 'Only if you like: the thumb is kept already.',
  save: 'Save note',
  others: 'Feedback',
  you: 'You',
  somebody: 'Somebody',
  tookIt: (count: number) => (count === 1 ? 'took this one over another answer' : `took this one over ${count} others`),
} as const
