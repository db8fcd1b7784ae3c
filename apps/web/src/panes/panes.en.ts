/** The words of the threads side by side. */
export const panesEn = {
  title: 'Panes',
  pane: (n: number, of: number) => `Pane ${n} of ${of}`,
  tabs: 'Open threads',
  untitled: 'Thread',
  add: 'Open beside…',
  alone: (title: string) => `Open ${title} alone`,
  close: (title: string) => `Close ${title}`,
  empty: 'Nothing is open side by side',
  emptyHint: 'Choose a thread here, or press O on a row of the tray. The address keeps what is open.',
  full: (most: number) => `${most} is as many as fit. Close one first.`,
} as const
