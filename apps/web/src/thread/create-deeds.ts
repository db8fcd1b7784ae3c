import { createSignal } from 'solid-js'
import { createStart } from '../composer/create-composer.ts'
import { type Draft, requestOfDraft } from '../composer/draft.ts'
import { makeOnce } from '../composer/make-once.ts'
import type { StartRequest } from '../composer/make-starter.ts'
import type { Entry } from '../generation/create-entry.ts'
import { RequestError, useApi } from '../graphql/api.ts'
import type { Branch } from './create-branch.ts'
import { goOnRequest } from './follow-up.ts'
import { forkThread, loadRetryRequest } from './thread-requests.ts'

type Way = {
  threadId: string
  branch: Branch
  /** After something was started, and is on the page. */
  onStarted: () => void
}

/** What can be started from a generation that is there. Each becomes one of its own; nothing is written over. */
export function createDeeds({ threadId, branch, onStarted }: Way) {
  const api = useApi()
  const start = createStart()
  /** What is on its way by the generation that it was started from; why it was not started, once that is known. */
  const [states, setStates] = createSignal<ReadonlyMap<string, string | null>>(new Map())
  const set = (id: string, problem?: string | null) => {
    const next = new Map(states())
    if (problem === undefined) next.delete(id)
    else next.set(id, problem)
    setStates(next)
  }
  /** A fork that was not answered may have been made: asked for again it is the same. */
  const forkOnce = makeOnce((generationId: string, idempotencyKey) => forkThread(api, { generationId, idempotencyKey }))
  const isBusy = (id: string) => states().get(id) === null

  /** All that it was started with. */
  const asked = ({ row }: Entry) => loadRetryRequest(api, row(), threadId)

  /** Answers whether it was started. */
  const run = async ({ id }: Entry, request: () => StartRequest | Promise<StartRequest>) => {
    if (isBusy(id)) return false
    set(id, null)
    try {
      const outcome = await start(await request())
      if ('refused' in outcome) {
        set(id, outcome.refused.message)
        return false
      }
      await branch.show(outcome.started.id)
      set(id)
      onStarted()
      return true
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      set(id, error.message)
      return false
    }
  }

  return {
    isBusy,
    problem: (id: string) => states().get(id) ?? null,
    /** The same again, beside it. */
    again: (entry: Entry) => run(entry, () => asked(entry)),
    /** Another prompt in its place. */
    edit: (entry: Entry, prompt: string) => run(entry, async () => ({ ...(await asked(entry)), prompt })),
    /** The same prompt for another model, or with other parameters. */
    regenerate: (entry: Entry, draft: Draft, model: string) =>
      run(entry, async () => ({
        ...(await asked(entry)),
        instructions: undefined,
        ...requestOfDraft(draft, model),
      })),
    /** A thread of the viewer's own that holds what led here; answers its id. */
    fork: async (entry: Entry) => {
      if (isBusy(entry.id)) return null
      set(entry.id, null)
      const outcome = await forkOnce(entry.id)
      if ('refused' in outcome) {
        set(entry.id, outcome.refused.message)
        return null
      }
      set(entry.id)
      return outcome.done.thread.id
    },
    /** More of an answer that was cut. */
    goOn: (entry: Entry, prompt: string) => run(entry, () => goOnRequest(entry.row(), threadId, prompt)),
  }
}

export type Deeds = ReturnType<typeof createDeeds>
