/** The word for a value of an enum; the value itself where it is of a newer server than this page. */
export const wordFor = (words: Readonly<Record<string, string>>, value: string): string =>
  (Object.hasOwn(words, value) ? words[value] : undefined) ?? value
