import { type GenerationEvent, isTerminal, isUnlogged } from './events.ts'
import type {
  ErrorCode,
  EventReason,
  FinishReason,
  GenerationPhase,
  GenerationStatus,
  UsageFieldsFragment,
} from './generated/operations.ts'
import type { Position } from './watch.ts'

/** Tokens used. */
export type Usage = UsageFieldsFragment

/** Where a generation waits, and for what, as it was told `at` that time; null where the server cannot say. */
export type Place = Pick<
  Extract<GenerationEvent, { __typename: 'QueueMoved' }>,
  'position' | 'ahead' | 'etaMs' | 'reason' | 'running' | 'cap' | 'at'
>

/** Something worth telling that is no failure: a retry, a fallback, a stall, a restart. */
export interface Notice {
  readonly seq: number
  readonly at: string
  readonly reason: EventReason
  /** Null for a restart. */
  readonly message: string | null
}

/** What is known of one generation, and how far that reaches. */
export interface GenerationView {
  /** What to give to `watch` as `after`. Null before the first event. */
  readonly position: Position | null
  readonly status: GenerationStatus
  readonly phase: GenerationPhase | null
  /** Null when it does not wait, or nothing is known of its place yet. */
  readonly place: Place | null
  readonly text: string
  readonly thinking: string
  readonly usage: Usage | null
  /** US dollars, as a decimal. Null while not known; a snapshot does not say. */
  readonly cost: string | null
  readonly finishReason: FinishReason | null
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly retryable: boolean } | null
  /** The last 50. */
  readonly notices: readonly Notice[]
  readonly endedAt: string | null
}

/** Nothing seen yet. */
export const emptyView: GenerationView = {
  position: null,
  status: 'QUEUED',
  phase: null,
  place: null,
  text: '',
  thinking: '',
  usage: null,
  cost: null,
  finishReason: null,
  error: null,
  notices: [],
  endedAt: null,
}

const noticeLimit = 50
const ended: ReadonlySet<GenerationStatus> = new Set<GenerationStatus>([
  'SUCCEEDED',
  'FAILED',
  'CANCELLED',
  'INTERRUPTED',
])

/** True when nothing more will come. */
export function hasEnded(status: GenerationStatus): boolean {
  return ended.has(status)
}

type Change = Partial<GenerationView>

function noticed({ notices }: GenerationView, notice: Notice): Change {
  return { notices: [...notices, notice].slice(-noticeLimit) }
}

function end(event: GenerationEvent, status: GenerationStatus): Change {
  return { status, phase: null, place: null, endedAt: event.at }
}

/** What one event says, apart from the position. */
function changeOf(view: GenerationView, event: GenerationEvent): Change {
  switch (event.__typename) {
    case 'GenerationSnapshot': {
      const { status, phase, text, thinking, usage } = event
      return { status, phase, place: status === 'QUEUED' ? view.place : null, text, thinking, usage }
    }
    case 'StatusChanged':
      return { status: event.status, phase: event.phase, place: null }
    case 'QueueMoved': {
      const { position, ahead, etaMs, reason, running, cap, at } = event
      return { place: { position, ahead, etaMs, reason, running, cap, at } }
    }
    case 'TextDelta':
      return { text: view.text + event.text }
    case 'ThinkingDelta':
      return { thinking: view.thinking + event.text }
    case 'UsageUpdated':
      return { usage: event.usage, cost: event.cost }
    case 'Warned':
      return noticed(view, { seq: event.seq, at: event.at, reason: event.reason, message: event.message })
    case 'Restarted':
      return {
        text: '',
        thinking: '',
        ...noticed(view, { seq: event.seq, at: event.at, reason: event.reason, message: null }),
      }
    case 'GenerationSucceeded':
      return { ...end(event, 'SUCCEEDED'), finishReason: event.finishReason }
    case 'GenerationFailed': {
      const { code, message, retryable } = event
      return { ...end(event, 'FAILED'), error: { code, message, retryable } }
    }
    case 'GenerationCancelled':
      return end(event, 'CANCELLED')
    case 'GenerationInterrupted':
      return end(event, 'INTERRUPTED')
    case 'KeepAlive':
    case 'Reconnect':
    case 'EventUnknown':
      return {}
  }
}

/**
 * Takes one event into the view. Idempotent by `seq`: a logged event at or below the view's position changes nothing, but
 * that a repeated terminal event ends a view that has not ended. Events outside of the log apply whatever their `seq`; of
 * them only a snapshot moves the position.
 */
export function fold(view: GenerationView, event: GenerationEvent): GenerationView {
  const isLogged = !isUnlogged(event)
  const isNew = view.position === null || event.seq > view.position.seq
  const isRepeatedEnd = isTerminal(event) && !hasEnded(view.status)
  if (isLogged && !isNew && !isRepeatedEnd) return view
  const moves = isLogged || event.__typename === 'GenerationSnapshot'
  return {
    ...view,
    ...changeOf(view, event),
    ...(moves && { position: { cursor: event.cursor, seq: event.seq } }),
  }
}
