import type { Entry } from '../generation/create-entry.ts'
import type { RefiningState } from './create-refining.ts'
import { fitted } from './fitted.ts'

/** The blocks that a suggestion touches, before and after it. */
export type Suggested = { before: string; after: string; isPlaced: boolean }

/** What a suggestion makes of the blocks around its passage; of the passage alone where that has been changed since. */
export function suggestedText(state: RefiningState, suggestion: Entry): Suggested {
  const { text, blocks, place, blocksUnder } = state
  const refinement = state.refinementOf(suggestion)
  const written = suggestion.view().text
  const span = refinement && place(refinement)
  const under = refinement && blocksUnder(refinement)
  if (!span || !under) return { before: refinement?.quote ?? '', after: written, isPlaced: false }
  const start = Math.min(span.start, blocks()[under.first]?.start ?? span.start)
  const end = Math.max(span.end, blocks()[under.last]?.end ?? span.end)
  const quote = text().slice(span.start, span.end)
  return {
    before: text().slice(start, end),
    after: text().slice(start, span.start) + fitted(quote, written) + text().slice(span.end, end),
    isPlaced: true,
  }
}
