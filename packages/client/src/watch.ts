import { SluiceError, type SluiceErrorCode } from './errors.ts'
import type { OpenEvents } from './event-stream.ts'
import { type GenerationEvent, isTerminal, isUnlogged } from './events.ts'
import { makeLifeline } from './lifeline.ts'
import { abortWith, backoffMs, wait } from './wait.ts'

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

const longestReconnectMs = 60_000
/** Gaps in a row without progress, after which only a snapshot helps. */
const gapLimit = 3

/** These end a watch. The last four say that the request itself is wrong, which no repetition heals. */
const finalCodes: ReadonlySet<SluiceErrorCode> = new Set<SluiceErrorCode>([
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'BAD_CURSOR',
  'OVERLOADED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_ANSWER',
])

type Standing = { cursor: string; seq: number | null }

/** What to do with an event, seen from where the watcher stands. */
function judge(event: GenerationEvent, at: Standing | null): 'take' | 'repeated' | 'gap' {
  if (event.__typename === 'GenerationSnapshot' || event.__typename === 'Reconnect') return 'take'
  if (at === null) return event.seq <= 1 || isTerminal(event) || isUnlogged(event) ? 'take' : 'gap'
  if (at.seq === null) return 'take' // only a cursor is known, and the server goes on with the event after it
  if (event.seq > at.seq + (isUnlogged(event) ? 0 : 1)) return 'gap'
  return event.seq > at.seq || isTerminal(event) || isUnlogged(event) ? 'take' : 'repeated'
}

/** What one connection has come to. */
type Outcome = { kind: 'ended' | 'dropped' | 'gap' | 'woken' } | { kind: 'asked'; afterMs: number }

/** The state of one watch, across its connections. */
interface Progress {
  standing: Standing | null
  failures: number
  gaps: number
}

interface Follow extends WatchOptions {
  readonly id: string
  /** Aborts when the loop is left, or with `signal`. */
  readonly leaving: AbortController
}

/** One connection: yields what is new and returns why it is over. A dead or garbled line counts as a drop. */
async function* followConnection(
  openEvents: OpenEvents,
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
    for await (const event of openEvents({ id, after: progress.standing?.cursor ?? null, signal, onOpen, onLife })) {
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
    if (error instanceof SluiceError && finalCodes.has(error.code)) throw error
  } finally {
    lifeline.close()
    if (isOpen) onConnection?.(false)
  }
  return { kind: lifeline.isWoken() ? 'woken' : 'dropped' }
}

/** How long to wait before the next connection, and what to ask it for. */
function prepareNext(outcome: Outcome, progress: Progress): number {
  if (outcome.kind === 'woken') return 0
  if (outcome.kind === 'asked') {
    const isFirst = progress.failures++ === 0 // a server that asks again and again gets no hot loop
    return Math.min(Math.max(outcome.afterMs, isFirst ? 0 : backoffMs(progress.failures)), longestReconnectMs)
  }
  if (outcome.kind === 'gap' && ++progress.gaps >= gapLimit) Object.assign(progress, { standing: null, gaps: 0 })
  return backoffMs(progress.failures++)
}

async function* follow(openEvents: OpenEvents, options: Follow): AsyncGenerator<GenerationEvent, void> {
  const { after = null, signal, leaving } = options
  const standing = typeof after === 'string' ? { cursor: after, seq: null } : after
  const progress: Progress = { standing: standing && { ...standing }, failures: 0, gaps: 0 }
  const unlink = abortWith(signal, leaving)
  try {
    for (;;) {
      signal?.throwIfAborted()
      if (leaving.signal.aborted) return
      const outcome = yield* followConnection(openEvents, options, progress)
      if (outcome.kind === 'ended') return
      const pauseMs = prepareNext(outcome, progress)
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
  openEvents: OpenEvents,
  id: string,
  options: WatchOptions = {},
): AsyncIterableIterator<GenerationEvent, void> {
  const leaving = new AbortController()
  const events = follow(openEvents, { ...options, id, leaving })
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => events.next(),
    return() {
      leaving.abort() // a generator would first wait for the event that it waits for
      return events.return()
    },
  }
}
