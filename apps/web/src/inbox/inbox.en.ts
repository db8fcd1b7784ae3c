/** The words of the inbox. */
export const inboxEn = {
  title: 'Inbox',
  open: (count: string) => (count ? `Inbox, ${count} new` : 'Inbox'),
  ended: 'Ended since you looked',
  needsYou: 'Waits for your yes or no',
  asks: (by: string, model: string) => `${by} asks for ${model}`,
  markAll: 'Mark all as seen',
  nothing: 'You have seen everything.',
  nothingHint: 'What ends while you are elsewhere is listed here.',
  more: 'There is more than is listed.',
  noticesOff: 'Notify me when something ends',
  noticesOn: 'Stop notifying me',
  noticesOnHint: 'While no tab of this page is in sight, your browser tells you what has ended.',
  noticesBlocked: 'Your browser blocks notifications of this page. Allow them in its settings for this site.',
} as const
