/** Each is kept by every connection, as long as that lasts. */
const mostNames = 100

/** A list of values: for each length of it there is another text. */
const isOfManyTexts = /\$\d+,\$\d+\)/

/**
 * Names for Prisma's statements, which has none of its own: with a name the database parses and plans a text once. The first hundred that only read get
 * one, of those that every asker sends alike; the others go without, as all did before.
 */
export function makeStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= mostNames || !text.startsWith('SELECT ') || isOfManyTexts.test(text)) return undefined
    const name = `prisma-${names.size}`
    names.set(text, name)
    return name
  }
}
