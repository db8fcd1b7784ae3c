import { createSignal } from 'solid-js'
import { makeIdempotencyKey } from '../composer/idempotency-key.ts'
import type { Refining } from '../generation/refining.ts'
import { useApi } from '../graphql/api.ts'
import type { Outcome } from '../graphql/outcome.ts'
import { createAction } from '../ui/create-action.ts'
import type { Passage } from './create-passage.ts'
import { refineSpan } from './refine-requests.ts'

/** Asks a model to change the passage that is meant. */
export function createChange(passage: Passage, refining: Refining) {
  const api = useApi()
  const [lastStarted, setLastStarted] = createSignal<string | null>(null)
  const start = createOnce(passage.words, async (idempotencyKey) => {
    const { isInternal, prompt } = passage.entry.row()
    return refineSpan(api, {
      generationId: passage.entry.id,
      revision: passage.newest(),
      ...passage.askedQuote(),
      instruction: passage.words().trim(),
      model: refining.model(),
      commentId: passage.asked()?.commentId,
      idempotencyKey,
      // Those who are not shown an internal prompt cannot make one.
      ...(isInternal && prompt !== '' && { isInternal: true }),
    })
  })
  return {
    model: refining.model,
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

/** Sends the same words under the same key until they are answered, so that they begin one generation. */
function createOnce<Done>(words: () => string, send: (key: string) => Promise<Outcome<Done>>) {
  let unanswered: { key: string; words: string } | null = null
  return createAction(async () => {
    const key = unanswered?.words === words() ? unanswered.key : makeIdempotencyKey()
    unanswered = { key, words: words() }
    const outcome = await send(key)
    if ('done' in outcome || outcome.refused.code !== null) unanswered = null
    return outcome
  })
}
