/** Below this, two paragraphs that share words are about different things. */
const leastLikeness = 0.3

/** Beyond this many pairs only what is the same at both ends is paired: 0.2 s on a slow laptop. */
const pairLimit = 40_000

/**
 * Which paragraph of `before` each one of `after` stands for; null for those that are new. Order is kept, and of all ways to pair
 * them this is the one with the most in common.
 */
export function pairParagraphs(before: readonly string[], after: readonly string[]): (number | null)[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const middle = pairMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail))
  return after.map((_, index) => {
    if (index < head) return index
    if (index >= after.length - tail) return before.length - (after.length - index)
    const paired = middle[index - head] ?? null
    return paired === null ? null : paired + head
  })
}

const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return (2 * shared) / (a.size + b.size)
}

/** The longest common subsequence, weighed by likeness. */
function pairMiddle(before: readonly string[], after: readonly string[]): (number | null)[] {
  const pairs = Array.from<number | null>({ length: after.length }).fill(null)
  if (before.length * after.length > pairLimit) return pairs
  const [olds, news] = [before.map(wordsOf), after.map(wordsOf)]
  const alike = news.map((b) => olds.map((a) => likeness(a, b)))
  const best = bestSums(alike, before.length)
  const sum = (j: number, i: number) => best[j]?.[i] ?? 0
  for (let j = 0, i = 0; j < after.length && i < before.length; ) {
    const like = alike[j]?.[i] ?? 0
    if (like >= leastLikeness && sum(j, i) === like + sum(j + 1, i + 1)) {
      pairs[j] = i
      j += 1
      i += 1
    } else if (sum(j, i) === sum(j + 1, i)) j += 1
    else i += 1
  }
  return pairs
}

/** For each beginning, the most that what follows it can have in common. */
function bestSums(alike: readonly (readonly number[])[], width: number): readonly (readonly number[])[] {
  const best = Array.from({ length: alike.length + 1 }, () => Array.from<number>({ length: width + 1 }).fill(0))
  for (let j = alike.length - 1; j >= 0; j -= 1) {
    for (let i = width - 1; i >= 0; i -= 1) {
      const like = alike[j]?.[i] ?? 0
      const paired = like >= leastLikeness ? like + (best[j + 1]?.[i + 1] ?? 0) : 0
      const row = best[j]
      if (row) row[i] = Math.max(paired, best[j + 1]?.[i] ?? 0, row[i + 1] ?? 0)
    }
  }
  return best
}
