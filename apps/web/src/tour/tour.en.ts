/** The words of the tour that a person sees once. */
export const tourEn = {
  label: 'First steps',
  progress: (step: number, of: number) => `${step} of ${of}`,
  steps: {
    ask: {
      title: 'Ask, and walk away',
      text: 'Write what you want and press Start. The box is free again at once, and everything runs on the server: close the tab if you like.',
    },
    return: {
      title: 'Come back to the tray',
      text: 'Whatever you have started is here with its state: in line, writing, done or failed. Open one to watch it, and to ask further.',
    },
    find: {
      title: 'Find anything',
      text: 'Threads, views, settings and actions by their name; colours and language too. A question mark lists all keys.',
    },
  },
  next: 'Next',
  finish: 'Got it',
  skip: 'Skip the tour',
} as const
