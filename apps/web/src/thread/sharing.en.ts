/** Who sees a thread, and who may change that. */
export const sharingEn = {
  label: 'Who sees this thread',
  onlyYou: 'Only you see this thread.',
  everybody: (space: string) => `Everybody in ${space} sees this thread.`,
  everybodyNamely: (space: string, names: string) => `Everybody in ${space} sees this thread: ${names}.`,
  withPartner: (space: string) =>
    `Shared with ${space}. As a partner you see neither costs of others nor internal prompts.`,
  /** The first of the names. */
  you: 'you',
  /** The last of them, for two or more. */
  others: (count: string) => `${count} others`,
  share: (space: string) => `Share with ${space}`,
  stop: 'Stop sharing',
  stopOf: 'this thread',
  stopQuestion: 'Only whoever began it sees it then, and only they can share it again.',
} as const
