import { hasEnded } from '@sluice/client'
import { type Accessor, createEffect, createMemo, createSignal, untrack } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import { useApi } from '../graphql/api.ts'
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

/** Which passage each of them rewrites: asked for one by one, since few are pending at a time. */
function createRefinements(pending: Accessor<readonly Entry[]>) {
  const api = useApi()
  const [known, setKnown] = createSignal<ReadonlyMap<string, RefinementRow>>(new Map())
  const load = async (id: string) => {
    const refinement = await loadRefinement(api, id)
    if (refinement) setKnown((all) => new Map([...all, [id, refinement]]))
  }
  createEffect(() => {
    const unknown = pending().filter(({ id }) => !untrack(known).has(id))
    for (const { id } of unknown) void load(id).catch(() => {})
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
