import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import type { AnnotationsState } from './create-annotations.ts'
import { createChange } from './create-change.ts'
import { createDeciding } from './create-deciding.ts'
import { createPassage } from './create-passage.ts'
import { createSuggestions } from './create-suggestions.ts'

type RefiningOptions = { entry: Entry; refining: Refining; annotations: AnnotationsState }

/** How an answer is changed by pointing: the passage that is meant, what is suggested for it, what became of it. */
export function createRefining({ entry, refining, annotations }: RefiningOptions) {
  const passage = createPassage(entry, annotations)
  const suggestions = createSuggestions(passage, refining)
  return {
    ...passage,
    ...createChange(passage, refining),
    ...suggestions,
    ...createDeciding({ passage, refining, annotations, refinementOf: suggestions.refinementOf }),
  }
}

export type RefiningState = ReturnType<typeof createRefining>
