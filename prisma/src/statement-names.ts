/** Each is kept by every connection, as long as that lasts. */
const mostNames = 100
/** So many texts are remembered that were seen once. */
const mostSeen = 1_000

/** A list of values: for each length of it there is another text. */
const isOfManyTexts = /\$\d+,\$\d+\)/

/**
 * Names for Prisma's statements, which has none of its own: with a name the database parses and plans a text once. The first hundred that only read, and
 * that are asked a second time, get one; the others go without, as all did before.
 */
export function makeStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= mostNames || !text.startsWith('SELECT ') || isOfManyTexts.test(text)) return undefined
    if (!seen.delete(text)) {
      if (seen.size >= mostSeen) seen.clear()
      seen.add(text)
      return undefined
    }
    const name = `prisma-${names.size}`
    names.set(text, name)
    return name
  }
}
