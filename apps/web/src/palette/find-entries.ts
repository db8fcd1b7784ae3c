import { fuzzyScore } from './fuzzy.ts'

/** In the order in which they are shown when nothing is typed. */
export const entryGroups = ['threads', 'actions', 'views', 'settings'] as const

export type EntryGroup = (typeof entryGroups)[number]

/** Something that the palette goes to, or does. */
export type Entry = {
  id: string
  group: EntryGroup
  label: string
  /** Other words that it is looked for by. */
  also?: string
  /** The server has found it: it stays, whatever its label says. */
  isFound?: boolean
  run: () => void
}

export type FoundGroup = { group: EntryGroup; entries: readonly Entry[] }

const mostPerGroup = 8
/** Before anything is typed the newest threads are enough. */
const mostUntyped = 5
/** What fits by its label comes before what was found inside of it. */
const foundScore = 1

const scoreOf = (entry: Entry, typed: string) => {
  const score = fuzzyScore(typed, entry.label)
  if (score !== null) return score * 2
  return (entry.also && fuzzyScore(typed, entry.also)) || (entry.isFound ? foundScore : null)
}

/** What answers `typed`, by group: the group with the best answer first, and in each the best first. */
export function findEntries(entries: readonly Entry[], typed: string): readonly FoundGroup[] {
  const isTyped = typed.trim() !== ''
  const scored = entries
    .map((entry) => ({ entry, score: isTyped ? scoreOf(entry, typed) : 0 }))
    .filter((found): found is { entry: Entry; score: number } => found.score !== null)
  const groups = Map.groupBy(scored, ({ entry }) => entry.group)
  return entryGroups
    .map((group) => ({ group, found: (groups.get(group) ?? []).toSorted((one, other) => other.score - one.score) }))
    .filter(({ found }) => found.length > 0)
    .toSorted((one, other) => (other.found[0]?.score ?? 0) - (one.found[0]?.score ?? 0))
    .map(({ group, found }) => ({
      group,
      entries: found.slice(0, isTyped ? mostPerGroup : mostUntyped).map(({ entry }) => entry),
    }))
}
