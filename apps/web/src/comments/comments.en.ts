/** The words of comments. */
export const commentsEn = {
  comments: 'Comments',
  you: 'You',
  somebody: 'Somebody',
  onAll: 'On the whole answer',
  gone: 'This passage has been changed since.',
  askModel: 'Ask the model to do this',
  resolve: 'Resolve',
  reopen: 'Open again',
  remove: 'Delete',
  ofComment: (author: string) => `comment of ${author}`,
  removeQuestion: 'Delete this comment? It cannot be brought back.',
  resolved: (count: number) => (count === 1 ? '1 resolved comment' : `${count} resolved comments`),
  resolvedBy: (name: string) => `Resolved by ${name}`,
} as const
