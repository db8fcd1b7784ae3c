/** What the composer says of cost, before a start. */
export const estimateEn = {
  atMost: (amount: string) => `about ${amount} at most`,
  free: 'costs nothing',
  left: (amount: string, until: string) => `${amount} left until ${until}`,
  noRoom: (left: string) => `That is more than ${left}.`,
  noRoomElsewhere: 'That is more than the space has left.',
  refused: 'It would be refused.',
  approval: 'It would wait until somebody approves it.',
  tokens: (count: string, isOne: boolean) => `${count} ${isOne ? 'token' : 'tokens'}`,
} as const
