import { SluiceError, type SluiceErrorCode } from './errors.ts'
import { type GenerationEvent, isTerminal, isUnlogged } from './events.ts'
import { backoffMs } from './wait.ts'

const longestReconnectMs = 60_000
/** Gaps in a row without progress, after which only a snapshot helps. */
const gapLimit = 3

/** These end a stream. The last four say that the request itself is wrong, which no repetition heals. */
const finalCodes: ReadonlySet<SluiceErrorCode> = new Set<SluiceErrorCode>([
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_CURSOR',
  'OVERLOADED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_ANSWER',
])

/** Where a watcher stands; one who was given a cursor alone does not know its seq. */
export type Standing = { readonly cursor: string; readonly seq: number | null }

/** Whether this error ends a stream: any other is a drop, after which one comes back. */
export function isFinal(error: unknown): error is SluiceError {
  return error instanceof SluiceError && finalCodes.has(error.code)
}

/** What to do with an event, seen from where the watcher stands: for those who pass events on to others. */
export function judge(event: GenerationEvent, at: Standing | null): 'take' | 'repeated' | 'gap' {
  if (event.__typename === 'GenerationSnapshot' || event.__typename === 'Reconnect') return 'take'
  if (at === null) return event.seq <= 1 || isTerminal(event) || isUnlogged(event) ? 'take' : 'gap'
  if (at.seq === null) return 'take' // only a cursor is known, and the server goes on with the event after it
  if (event.seq > at.seq + (isUnlogged(event) ? 0 : 1)) return 'gap'
  return event.seq > at.seq || isTerminal(event) || isUnlogged(event) ? 'take' : 'repeated'
}

/** What one connection has come to. */
export type Outcome = { kind: 'ended' | 'dropped' | 'gap' | 'woken' } | { kind: 'asked'; afterMs: number }

/** How often in a row it went wrong. */
export interface Trouble {
  failures: number
  gaps: number
}

/**
 * How long to wait before the next connection, in milliseconds.
 *
 * @param onLost - called when only a snapshot helps any more
 */
export function pauseAfter(outcome: Outcome, trouble: Trouble, onLost: () => void): number {
  if (outcome.kind === 'woken') return 0
  if (outcome.kind === 'asked') {
    const isFirst = trouble.failures++ === 0 // a server that asks again and again gets no hot loop
    return Math.min(Math.max(outcome.afterMs, isFirst ? 0 : backoffMs(trouble.failures)), longestReconnectMs)
  }
  if (outcome.kind === 'gap' && ++trouble.gaps >= gapLimit) {
    trouble.gaps = 0
    onLost()
  }
  return backoffMs(trouble.failures++)
}
