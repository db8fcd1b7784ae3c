/** What a model has written, with the blanks around it that the passage had: a line break more would tear a paragraph in two. */
export function fitted(quote: string, written: string): string {
  const before = /^\s*/.exec(quote)?.[0] ?? ''
  const after = /\s*$/.exec(quote.slice(before.length))?.[0] ?? ''
  return before + written.trim() + after
}
