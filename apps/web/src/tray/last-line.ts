const longest = 200
/** No line that is worth showing begins earlier. */
const read = 2_000

/** What starts a line of Markdown without saying anything, and what stands around words in it. */
const markers = /^(?:[#>\-*+|\s]|\d+[.)]\s)+|[*_`|]/g

/** The last line of a text that says something, without Markdown's signs; of a long one its end. */
export function lastLine(text: string): string {
  const lines = text.slice(-read).split('\n')
  for (const line of lines.toReversed()) {
    const words = line.replace(markers, '').trim()
    if (/[\p{L}\p{N}]/u.test(words)) return words.length > longest ? `…${words.slice(1 - longest)}` : words
  }
  return ''
}
