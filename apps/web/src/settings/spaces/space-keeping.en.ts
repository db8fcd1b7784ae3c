/** What people read of what a space keeps, and for how long. */
export const spaceKeepingEn = {
  retention: {
    title: 'How long threads are kept',
    submit: 'Save',
    days: 'Days without a change',
    hint: 'A thread in which nothing has begun, ended or been revised for so many days is deleted for good. Leave it empty to keep all.',
    kept: 'Threads are kept.',
    saved: (days: number) => `Threads are deleted after ${days === 1 ? '1 day' : `${days} days`}.`,
  },
  models: {
    title: 'What partners may ask',
    submit: 'Save',
    which: 'Models',
    all: 'All that this server has',
    some: 'Only some',
    list: 'Which',
    hint: 'One a line, as provider:model. With none they may ask nothing here.',
    offer: 'Add one that is listed now',
    choose: 'Choose…',
    saved: 'Saved. It counts from the next start on.',
  },
  remove: {
    label: 'Delete space',
    question: (name: string) =>
      `${name} goes for good, with all of its threads, whoever began them. What runs there is stopped. Nobody can bring it back.`,
    keep: 'Keep it',
  },
} as const
