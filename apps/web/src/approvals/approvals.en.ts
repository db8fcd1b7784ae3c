/** What people read of approvals. */
export const approvalsEn = {
  intro:
    'What waits for your yes or no, because a budget has no room for all that it may use. It also runs by itself once there is room.',
  none: 'Nothing waits for you',
  noneMeaning: 'What is above a budget that lets it wait comes here, and whoever started it sees that it waits.',
  untitled: 'A thread that is not shared with you',
  askedBy: (who: string, space: string | null) => (space === null ? `by ${who}` : `by ${who} in ${space}`),
  since: (at: string) => `waits since ${at}`,
  atMost: (amount: string) => `${amount} at most`,
  approve: 'Approve',
  decline: 'Decline',
  declineQuestion: (who: string) => `It ends, and ${who} sees that it was declined. They may ask again for less.`,
  keep: 'Let it wait',
  of: (who: string, model: string) => `what ${who} asks of ${model}`,
} as const
