import { hasEnded } from '@sluice/client'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import type { Passage } from './create-passage.ts'
import { loadRefinement, type RefinementRow } from './refine-requests.ts'

/** Something that is suggested, and the blocks that it is about; null where those are gone. */
type PlacedSuggestion = { suggestion: Entry; blocks: { first: number; last: number } | null }

/** What is suggested for an answer and not decided yet, oldest first. */
export function createSuggestions({ blocksUnder }: Passage, refining: Refining) {
  const pending = createMemo(() => refining.refinements().filter(isPending), [], { equals: sameItems })
  const refinementOf = createRefinements(pending)
  const suggestions = createMemo(() =>
    pending().flatMap((suggestion): PlacedSuggestion[] => {
      const refinement = refinementOf(suggestion)
      return refinement ? [{ suggestion, blocks: blocksUnder(refinement) }] : []
    }),
  )
  // Asked for by each block, and read again at each frame of what is written: so it changes only when it does.
  const replacing = createMemo(() => suggestions().filter(isWorthShowing), [], { equals: sameItems })
  return {
    suggestions,
    refinementOf,
    /** Whether something is shown in a block's place. */
    isReplaced: (index: number) =>
      replacing().some(({ blocks }) => blocks && index >= blocks.first && index <= blocks.last),
  }
}

/** Without it a suggestion has no place, and is not shown. */
const againMs = 2_000

/** Which passage each of them rewrites: asked for one by one, since few are pending at a time, and until it is known. */
function createRefinements(pending: Accessor<readonly Entry[]>) {
  const api = useApi()
  const isVisible = createVisibility()
  const [known, setKnown] = createSignal<ReadonlyMap<string, RefinementRow | null>>(new Map())
  const unknown = createMemo(() => pending().filter(({ id }) => !known().has(id)), [], { equals: sameItems })
  createPoll({
    round: async (signal) => {
      const load = async ({ id }: Entry) => [id, await loadRefinement(api, id)] as const
      const settled = await Promise.allSettled(unknown().map(load)) // what fails is asked for again, and hides nothing
      const found = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      if (!signal.aborted) setKnown((all) => new Map([...all, ...found]))
      const failed = settled.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
    intervalMs: () => againMs,
    isEnabled: () => unknown().length > 0 && isVisible() && !api.isSignedOut(),
  })
  return (suggestion: Entry) => known().get(suggestion.id) ?? null
}

const isPending = (suggestion: Entry) => suggestion.row().refinement?.state === 'PENDING'

/** One that came to nothing leaves the passage as it is. */
function isWorthShowing({ suggestion }: PlacedSuggestion): boolean {
  const { status, text } = suggestion.view()
  return !hasEnded(status) || (status === 'SUCCEEDED' && text.trim() !== '')
}

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, index) => item === b[index])
