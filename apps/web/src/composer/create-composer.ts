import { wait } from '@sluice/client'
import { createEffect, createSignal, untrack } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { titleOf } from '../generation/words.ts'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { createStoredSignal } from '../ui/stored-signal.ts'
import { type StartedGeneration, type StartRefusal, startOnce } from './composer-requests.ts'
import { createDraft, type Draft, requestOfDraft } from './draft.ts'
import { makeIdempotencyKey } from './idempotency-key.ts'
import { makeStarter, type StartRequest } from './make-starter.ts'

/** A start on its way, or one that failed while the next prompt was already being written. */
export type Sending = {
  id: number
  title: string
  draft: Draft
  model: string
  place: StartPlace
  refused: StartRefusal | null
}

/** Where a start goes, beside what is asked. */
export type StartPlace = Pick<StartRequest, 'spaceId' | 'isInternal'>

/** What a start goes on from. `parentId` is undefined while that is not known, and null where the thread has nothing. */
export type Follows = { threadId: string; parentId: string | null | undefined }

/** Whether it can be said where a start goes; without anything to follow it begins a thread. */
export const isKnown = (follows: Follows | null) => follows === null || follows.parentId !== undefined

type ComposerOptions = {
  /** Where the draft belongs: one per thread, one for the tray. */
  place: string
  follows: () => Follows | null
  startPlace: () => StartPlace
  onStarted: (generation: StartedGeneration) => void
}

/** Starts what a request says; see {@link makeStarter}. */
export function createStart() {
  const api = useApi()
  return makeStarter({
    send: (input) => startOnce(api, input),
    makeKey: makeIdempotencyKey,
    wait,
  })
}

/**
 * The state of a composer. Sending empties the prompt at once; a refusal brings it back, or waits beside the next. Sent
 * before it is known what it follows, it goes as soon as that is.
 */
export function createComposer(options: ComposerOptions) {
  const words = useWords('generation', generationEn)
  const start = createStart()
  const [draft, setDraft] = createDraft(options.place)
  const [model, setModel] = createStoredSignal({
    key: 'sluice.model',
    initial: '',
    isValid: (value) => typeof value === 'string',
  })
  const [sendings, setSendings] = createSignal<readonly Sending[]>([])
  const [refusal, setRefusal] = createSignal<StartRefusal | null>(null)
  /** It was sent, and goes once it is known what it follows. */
  const [isAwaited, setAwaited] = createSignal(false)
  let lastId = 0

  const drop = (id: number) => setSendings((all) => all.filter((sending) => sending.id !== id))
  const restore = (sending: Sending) => {
    drop(sending.id)
    setDraft(sending.draft)
    setModel(sending.model)
    setRefusal(sending.refused)
  }

  const deliver = async (sending: Sending) => {
    setSendings((all) => [...all.filter((other) => other.id !== sending.id), { ...sending, refused: null }])
    const follows = options.follows()
    const outcome = await start({ ...requestOfDraft(sending.draft, sending.model), ...sending.place, ...follows })
    if ('started' in outcome) {
      drop(sending.id)
      options.onStarted(outcome.started)
      return
    }
    const failed = { ...sending, refused: outcome.refused }
    if (draft().prompt.trim() === '') restore(failed)
    else setSendings((all) => all.map((other) => (other.id === sending.id ? failed : other)))
  }

  const send = () => {
    const current = draft()
    if (current.prompt.trim() === '' || model().trim() === '') return
    setAwaited(!isKnown(options.follows()))
    if (isAwaited()) return
    setRefusal(null)
    setDraft({ ...current, prompt: '' })
    const title = titleOf(current.prompt, words().untitled, 80)
    const place = options.startPlace()
    void deliver({ id: ++lastId, title, draft: current, model: model().trim(), place, refused: null })
  }

  createEffect(() => isAwaited() && isKnown(options.follows()) && untrack(send))
  /** What is still being written is not what was sent. */
  const write = (next: Draft) => {
    setAwaited(false)
    setDraft(next)
  }

  const writing = { draft, setDraft: write, model, setModel }
  return { ...writing, isAwaited, sendings, refusal, send, drop, restore, retry: deliver }
}

export type ComposerState = ReturnType<typeof createComposer>
