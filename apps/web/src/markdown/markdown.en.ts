/** The words around what a model has written. */
export const markdownEn = {
  code: 'Code',
  plainText: 'text',
  copyCode: 'Copy code',
  table: 'Table',
} as const
