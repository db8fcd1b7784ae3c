import { watchDocument } from './documents.ts'
import type { OpenStream } from './event-stream.ts'
import { type GenerationEvent, isTerminal, isUnlogged, toEvent } from './events.ts'
import { leavable } from './leavable.ts'
import { makeLifeline } from './lifeline.ts'
import { isFinal, judge, type Outcome, pauseAfter, type Standing, type Trouble } from './resume.ts'
import { abortWith, wait } from './wait.ts'

/** Where a watcher stands: the last event that it has. Every event and every view is one. */
export interface Position {
  readonly cursor: string
  readonly seq: number
}

/** How to watch. */
export interface WatchOptions {
  /** What one has already: a cursor, or better an event or a view's position. Default: nothing, and a snapshot comes first. */
  readonly after?: string | Position | null | undefined
  /** Ends the watch, never the generation; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called with true when a connection is up, with false when it is lost. */
  readonly onConnection?: ((isConnected: boolean) => void) | undefined
}

/** The state of one watch, across its connections. */
interface Progress extends Trouble {
  standing: Standing | null
}

interface Follow extends WatchOptions {
  readonly id: string
  /** Aborts when the loop is left, or with `signal`. */
  readonly leaving: AbortController
}

/** One connection: yields what is new and returns why it is over. A dead or garbled line counts as a drop. */
async function* followConnection(
  openStream: OpenStream,
  { id, leaving, onConnection }: Follow,
  progress: Progress,
): AsyncGenerator<GenerationEvent, Outcome> {
  const lifeline = makeLifeline(leaving.signal)
  const { signal, onLife } = lifeline
  let isOpen = false
  const onOpen = () => {
    isOpen = true
    onConnection?.(true)
  }
  try {
    const variables = { id, after: progress.standing?.cursor ?? null }
    const subscription = { query: watchDocument, variables, field: 'generationEvents', read: toEvent }
    for await (const event of openStream(subscription, { signal, onOpen, onLife })) {
      if (signal.aborted) break
      const verdict = judge(event, progress.standing)
      if (verdict === 'gap') return { kind: 'gap' }
      if (verdict === 'repeated') continue
      if (event.__typename === 'GenerationSnapshot' || !isUnlogged(event)) {
        progress.standing = { cursor: event.cursor, seq: event.seq }
      }
      if (event.__typename !== 'Reconnect') Object.assign(progress, { failures: 0, gaps: 0 })
      lifeline.pause()
      yield event
      onLife()
      if (isTerminal(event)) return { kind: 'ended' }
      if (event.__typename === 'Reconnect') return { kind: 'asked', afterMs: event.afterMs }
    }
  } catch (error) {
    if (isFinal(error)) throw error
  } finally {
    lifeline.close()
    if (isOpen) onConnection?.(false)
  }
  return { kind: lifeline.isWoken() ? 'woken' : 'dropped' }
}

async function* follow(openStream: OpenStream, options: Follow): AsyncGenerator<GenerationEvent, void> {
  const { after = null, signal, leaving } = options
  const standing = typeof after === 'string' ? { cursor: after, seq: null } : after
  const progress: Progress = { standing: standing && { ...standing }, failures: 0, gaps: 0 }
  const unlink = abortWith(signal, leaving)
  try {
    for (;;) {
      signal?.throwIfAborted()
      if (leaving.signal.aborted) return
      const outcome = yield* followConnection(openStream, options, progress)
      if (outcome.kind === 'ended') return
      const pauseMs = pauseAfter(outcome, progress, () => {
        progress.standing = null
      })
      if (pauseMs > 0) await wait(pauseMs, leaving.signal)
    }
  } finally {
    unlink()
  }
}

/**
 * A generation's events in order, each once, through any number of drops. Ends after the terminal event only; leaving the
 * loop closes the connection at once, even while it waits for an event.
 *
 * @throws SluiceError with NOT_FOUND, UNAUTHENTICATED, BAD_CURSOR or OVERLOADED; the signal's reason
 */
export function watchGeneration(
  openStream: OpenStream,
  id: string,
  options: WatchOptions = {},
): AsyncIterableIterator<GenerationEvent, void> {
  const leaving = new AbortController()
  return leavable(follow(openStream, { ...options, id, leaving }), leaving)
}
