import type { GenerationEventsSubscription } from './generated/graphql.ts'

/** One event of one generation, as the page asks for it. */
export type GenerationEvent = GenerationEventsSubscription['generationEvents']

/** The server's answer that watching makes no sense: these end a watch, everything else is a drop. */
export class WatchRefused extends Error {
  override readonly name = 'WatchRefused'
  readonly code: string

  constructor(code: string) {
    super(`The server refused to stream: ${code}`)
    this.code = code
  }
}

/** Where a watcher stands: the last event that it has taken over. */
export type Position = { cursor: string; seq: number }

type Opening = { id: string; after: string | null; signal: AbortSignal; onOpen: () => void }

/** Opens one connection. Ends when the server closes it; throws {@link WatchRefused} on a GraphQL error. */
export type OpenEvents = (opening: Opening) => AsyncIterable<GenerationEvent>

export type Watch = {
  id: string
  /** Null begins with a snapshot. */
  from: Position | null
  signal: AbortSignal
  /** Called with true when a connection is up, with false when it is lost. */
  onConnection?: (isConnected: boolean) => void
}

export type WatchPorts = {
  openEvents: OpenEvents
  /** Resolves after `ms`, at once when the browser comes back online or into sight, or on abort. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>
  random: () => number
}

/** The server says KeepAlive after 15 s of silence, so 40 s of nothing is a dead line. */
export const silenceLimitMs = 40_000
const firstBackoffMs = 250
const longestBackoffMs = 8_000
/** Gaps in a row without progress, after which only a snapshot helps. */
const gapLimit = 3

const terminalKinds = new Set([
  'GenerationSucceeded',
  'GenerationFailed',
  'GenerationCancelled',
  'GenerationInterrupted',
])
const unloggedKinds = new Set(['GenerationSnapshot', 'QueueMoved', 'KeepAlive', 'Reconnect'])

/** True for the one event that ends a generation. */
export const isTerminalEvent = (event: GenerationEvent) => terminalKinds.has(event.__typename)

/** True for events that the log does not hold; their `seq` is that of the last logged event before them. */
export const isUnlogged = (event: GenerationEvent) => unloggedKinds.has(event.__typename)

/** What to do with an event, seen from where the watcher stands. */
function judge(event: GenerationEvent, at: Position | null): 'take' | 'repeated' | 'gap' {
  if (isUnlogged(event)) return 'take'
  if (at === null) return event.seq <= 1 || isTerminalEvent(event) ? 'take' : 'gap'
  if (event.seq > at.seq + 1) return 'gap'
  return event.seq > at.seq || isTerminalEvent(event) ? 'take' : 'repeated'
}

/** Full jitter above a floor, so that a restarted server does not meet all pages at once. */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 10))
  return firstBackoffMs + (ceiling - firstBackoffMs) * random()
}

/** What one connection has come to. */
type Outcome = { kind: 'ended' } | { kind: 'dropped' } | { kind: 'gap' } | { kind: 'asked'; afterMs: number }

/** The mutable state of one watch, across its connections. */
type Progress = { position: Position | null; failures: number; gaps: number }

/** One connection: yields what is new and returns why it is over. A dead or garbled line counts as a drop. */
async function* followConnection(
  ports: WatchPorts,
  watch: Watch,
  progress: Progress,
): AsyncGenerator<GenerationEvent, Outcome> {
  const connection = new AbortController()
  const signal = AbortSignal.any([watch.signal, connection.signal])
  let watchdog: ReturnType<typeof setTimeout> | undefined
  const feedWatchdog = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => connection.abort(), silenceLimitMs)
  }
  try {
    feedWatchdog()
    const after = progress.position?.cursor ?? null
    const onOpen = () => watch.onConnection?.(true)
    for await (const event of ports.openEvents({ id: watch.id, after, signal, onOpen })) {
      feedWatchdog()
      const verdict = judge(event, progress.position)
      if (verdict === 'gap') return { kind: 'gap' }
      if (verdict === 'repeated') continue
      progress.position = { cursor: event.cursor, seq: event.seq }
      if (event.__typename === 'Reconnect') return { kind: 'asked', afterMs: event.afterMs }
      Object.assign(progress, { failures: 0, gaps: 0 })
      yield event
      if (isTerminalEvent(event)) return { kind: 'ended' }
    }
  } catch (error) {
    if (!(error instanceof WatchRefused)) return { kind: 'dropped' }
    if (error.code === 'NOT_FOUND' || error.code === 'UNAUTHENTICATED') throw error
    if (error.code === 'BAD_CURSOR') progress.position = null
  } finally {
    clearTimeout(watchdog)
    connection.abort()
    watch.onConnection?.(false)
  }
  return { kind: 'dropped' }
}

/**
 * A generation's events in order, each once, through any number of drops; ends after the terminal event or on abort.
 * Neither transport of urql resumes, so the cursor is kept here. Throws {@link WatchRefused} (NOT_FOUND,
 * UNAUTHENTICATED).
 */
export async function* watchGeneration(ports: WatchPorts, watch: Watch): AsyncGenerator<GenerationEvent, void> {
  const progress: Progress = { position: watch.from, failures: 0, gaps: 0 }
  while (!watch.signal.aborted) {
    const outcome = yield* followConnection(ports, watch, progress)
    if (outcome.kind === 'ended' || watch.signal.aborted) return
    if (outcome.kind === 'asked') {
      await ports.wait(outcome.afterMs, watch.signal)
      continue
    }
    if (outcome.kind === 'gap' && ++progress.gaps >= gapLimit) Object.assign(progress, { position: null, gaps: 0 })
    await ports.wait(backoffMs(progress.failures++, ports.random), watch.signal)
  }
}
