import { diffArrays } from 'diff'

/** A stretch of two texts that are compared. */
export type DiffPart = { kind: 'same' | 'added' | 'removed'; text: string }

/** Comparing costs by what differs: two texts of 200 kB that have nothing in common would freeze the page. */
const timeoutMs = 400

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
const wordsOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)

/** What became of a text, word by word; null when they are too different to say so in time. */
export function wordDiff(before: string, after: string): DiffPart[] | null {
  const changes = diffArrays(wordsOf(before), wordsOf(after), { timeout: timeoutMs })
  if (!changes) return null
  return partsOf(joinChanges(changes.map(toStretch)))
}

/** A stretch that is the same in both, or what came in place of what. */
type Stretch = { same: string } | { removed: string; added: string }

function toStretch({ value, added, removed }: { value: string[]; added: boolean; removed: boolean }): Stretch {
  const text = value.join('')
  if (added) return { removed: '', added: text }
  return removed ? { removed: text, added: '' } : { same: text }
}

/** What is the same by chance only tears a change apart: an `and` between two long changes, a blank between two words. */
function isByChance(same: string, before: Stretch | undefined, after: Stretch | undefined): boolean {
  const reach = (stretch: Stretch | undefined) =>
    stretch && 'removed' in stretch ? Math.max(stretch.removed.length, stretch.added.length) : 0
  return !same.includes('\n') && same.length <= reach(before) && same.length <= reach(after)
}

function joinChanges(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    if ('same' in stretch) joined.push(stretch)
    else if (last && 'removed' in last) joined.splice(-1, 1, join(last, stretch))
    else {
      const before = joined.at(-2)
      const isTorn = last && before && 'removed' in before && isByChance(last.same, before, stretch)
      if (isTorn) joined.splice(-2, 2, join(join(before, { removed: last.same, added: last.same }), stretch))
      else joined.push(stretch)
    }
  }
  return joined
}

type Change = Extract<Stretch, { removed: string }>

const join = (a: Change, b: Change): Change => ({ removed: a.removed + b.removed, added: a.added + b.added })

const partsOf = (stretches: readonly Stretch[]): DiffPart[] =>
  stretches
    .flatMap((stretch): DiffPart[] =>
      'same' in stretch
        ? [{ kind: 'same', text: stretch.same }]
        : [
            { kind: 'removed', text: stretch.removed },
            { kind: 'added', text: stretch.added },
          ],
    )
    .filter(({ text }) => text !== '')
