/** The words that the parts of ui/ say by themselves. */
export const uiEn = {
  copy: 'Copy',
  copied: 'Copied',
  done: 'Done',
  keep: 'Keep',
  /** What a button that stands in a row does there, for those who hear it without the row. Begins as the button does. */
  deed: (label: string, of: string) => `${label} ${of}`,
  loading: 'Loading…',
  old: 'The server does not answer. What you see may be old; trying again.',
  tryNow: 'Try now',
  notLoaded: 'This part could not be loaded: the network is away, or there is a newer version of the page.',
  tryAgain: 'Try again',
  reload: 'Reload the page',
  close: 'Close',
} as const
