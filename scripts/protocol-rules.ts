/** A rule of docs/protocol.md: `- **W3** The server MUST … (`path/of.test.ts`)`. */
const ruleStart = /^- \*\*([A-Z])(\d+)\*\* /
const testPath = /`((?:test|packages|apps|prisma)\/[\w./-]+\.(?:test|spec)\.ts)`/g

/**
 * What is wrong with the rules of a protocol: one without a MUST or without a test, a test that is not there, a number left out, a
 * MUST that is no rule.
 *
 * @param isThere - whether there is a file at this path from the root
 */
export function findRuleFaults(protocol: string, isThere: (path: string) => boolean): string[] {
  const faults: string[] = []
  const last = new Map<string, number>()
  for (const item of itemsOf(protocol)) {
    const [, letter = '', number = ''] = ruleStart.exec(item) ?? []
    if (letter === '') {
      if (/\bMUST\b/.test(item)) faults.push(`A MUST that is no numbered rule: ${item.slice(0, 80)}`)
      continue
    }
    const name = `${letter}${number}`
    if (Number(number) !== (last.get(letter) ?? 0) + 1)
      faults.push(`${name} does not follow ${letter}${last.get(letter) ?? 0}`)
    last.set(letter, Number(number))
    if (!/\bMUST\b/.test(item)) faults.push(`${name} says of nobody what they MUST do`)
    const tests = [...item.matchAll(testPath)].map(([, path = '']) => path)
    if (tests.length === 0) faults.push(`${name} names no test`)
    for (const path of tests) if (!isThere(path)) faults.push(`${name} names ${path}, which is not there`)
  }
  if (last.size === 0) faults.push('There are no rules')
  return faults
}

/** Paragraphs, and items of lists each for itself. */
function itemsOf(text: string): string[] {
  return text.split(/\n(?=- |\n)/).map((item) => item.trim())
}
