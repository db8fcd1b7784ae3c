import { batch, createSignal } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import { useApi } from '../graphql/api.ts'
import type { Refusal } from '../graphql/outcome.ts'
import { createAction } from '../ui/create-action.ts'
import type { AnnotationsState } from './create-annotations.ts'
import type { Passage } from './create-passage.ts'
import { fitted } from './fitted.ts'
import {
  type Annotations,
  type RefinementRow,
  type RevisionRow,
  refuseRefinement,
  reviseGeneration,
  undoRevision,
} from './refine-requests.ts'
import type { Span } from './source-blocks.ts'

type DecidingOptions = {
  passage: Passage
  refining: Refining
  annotations: AnnotationsState
  refinementOf: (suggestion: Entry) => RefinementRow | null
}

/** What becomes of what is suggested: it is accepted, refused, taken back. */
export function createDeciding({ passage, refining, annotations, refinementOf }: DecidingOptions) {
  const api = useApi()
  const { entry, place, quoteOf, newest } = passage
  const acceptance = createAction((suggestion: Entry, span: Span) => {
    const replaced = quoteOf(span)
    const replacement = fitted(replaced.quote, suggestion.view().text)
    const after = newest()
    return reviseGeneration(api, { generationId: entry.id, after, ...replaced, replacement, sourceId: suggestion.id })
  })
  const refusal = createAction((id: string) => refuseRefinement(api, id))
  const undoing = createAction((number: number) => undoRevision(api, { generationId: entry.id, number }))
  /** What was decided about last, by its id, and why that was refused if it was. */
  const [last, setLast] = createSignal<{ id: string; refusal: () => Refusal | null } | null>(null)
  const settle = (suggestion: Entry, state: 'PENDING' | 'ACCEPTED' | 'REFUSED') => {
    suggestion.changeRow({ refinement: { state } })
  }
  const take = (changed: Annotations) => {
    annotations.take(changed)
    entry.revise(changed.currentText)
  }

  return {
    accept: async (suggestion: Entry) => {
      const refinement = refinementOf(suggestion)
      const span = refinement && place(refinement)
      setLast({ id: suggestion.id, refusal: acceptance.refusal })
      const done = span && (await acceptance.act(suggestion, span))
      if (!done) return annotations.catchUp(acceptance.refusal())
      batch(() => {
        settle(suggestion, 'ACCEPTED')
        take(done.generation)
      })
      passage.goHome()
    },
    /** False when that was refused itself. */
    refuse: async (suggestion: Entry) => {
      setLast({ id: suggestion.id, refusal: refusal.refusal })
      if (!(await refusal.act(suggestion.id))) return false
      settle(suggestion, 'REFUSED')
      passage.goHome()
      return true
    },
    /** What was accepted by it is pending again. */
    undo: async ({ id, number, source }: RevisionRow) => {
      const sourceId = source?.id // the row is gone when it has been undone
      setLast({ id, refusal: undoing.refusal })
      const done = await undoing.act(number)
      if (!done) return annotations.catchUp(undoing.refusal())
      take(done.generation)
      const suggestion = refining.refinements().find(({ id }) => id === sourceId)
      if (suggestion) settle(suggestion, 'PENDING')
    },
    isDeciding: () => acceptance.isBusy() || refusal.isBusy() || undoing.isBusy(),
    /** Why what was decided last about a suggestion, or a revision, was refused. */
    decisionRefusal: (id: string) => (last()?.id === id ? (last()?.refusal() ?? null) : null),
  }
}
