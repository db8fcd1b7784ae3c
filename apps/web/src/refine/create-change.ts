import { createEffect, createSignal, on } from 'solid-js'
import { makeOnce } from '../composer/make-once.ts'
import type { Refining } from '../generation/refining.ts'
import { useApi } from '../graphql/api.ts'
import { createAction } from '../ui/create-action.ts'
import type { Passage } from './create-passage.ts'
import type { RefineSpanInput } from './generated/graphql.ts'
import { refineSpan } from './refine-requests.ts'

/** Asks a model to change the passage that is meant. */
export function createChange(passage: Passage, refining: Refining) {
  const api = useApi()
  const [chosen, setChosen] = createSignal<string | null>(null)
  const model = () => chosen() ?? refining.model()
  const [lastStarted, setLastStarted] = createSignal<string | null>(null)
  const startOnce = makeOnce((input: Omit<RefineSpanInput, 'idempotencyKey'>, idempotencyKey) =>
    refineSpan(api, { ...input, idempotencyKey }),
  )
  const start = createAction(() => {
    const { isInternal, prompt } = passage.entry.row()
    return startOnce({
      generationId: passage.entry.id,
      revision: passage.newest(),
      ...passage.askedQuote(),
      instruction: passage.words().trim(),
      model: model(),
      commentId: passage.asked()?.commentId,
      // Those who are not shown an internal prompt cannot make one.
      ...(isInternal && prompt !== '' && { isInternal: true }),
    })
  })
  createEffect(on(passage.asked, start.forget, { defer: true }))
  return {
    /** The answer's own, until another is chosen. */
    model,
    setModel: (id: string) => void setChosen(id),
    /** The one that this person has started last. */
    lastStarted,
    submitChange: async () => {
      if (passage.words().trim() === '' || passage.isAskedGone()) return
      const started = await start.act()
      if (!started) return
      passage.close()
      setLastStarted(started.generation.id)
      refining.onStarted(started.generation.id)
    },
    isChanging: start.isBusy,
    changeRefusal: start.refusal,
  }
}
