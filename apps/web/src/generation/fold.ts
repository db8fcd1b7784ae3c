import type {
  ErrorCode,
  EventReason,
  FinishReason,
  GenerationPhase,
  GenerationStatus,
  PlaceFieldsFragment,
  UsageFieldsFragment,
} from '../graphql/generated/graphql.ts'
import { type GenerationEvent, isTerminalEvent, isUnlogged, type Position } from '../graphql/watch-generation.ts'

/** Something worth telling that is no failure: a retry, a fallback, a stall, a restart. */
export type Notice = { seq: number; at: string; reason: EventReason; message: string | null; isRestart: boolean }

/** Where it stands in line, as it was told at some time. */
export type Place = PlaceFieldsFragment & { at: string }

/** What the page shows of one generation, and how far it has come. */
export type GenerationView = {
  /** Null until the first event: then a stream must begin with a snapshot. */
  position: Position | null
  status: GenerationStatus
  phase: GenerationPhase | null
  /** Null unless it is queued and was told so. */
  place: Place | null
  text: string
  thinking: string
  usage: UsageFieldsFragment | null
  cost: string | null
  finishReason: FinishReason | null
  error: { code: ErrorCode; message: string; retryable: boolean } | null
  notices: readonly Notice[]
  endedAt: string | null
}

const endedStatuses: ReadonlySet<GenerationStatus> = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'])

/** True when nothing more will come. */
export const hasEnded = (status: GenerationStatus) => endedStatuses.has(status)

type Change = Partial<GenerationView>

const end = (event: GenerationEvent, status: GenerationStatus, rest: Change = {}): Change => ({
  status,
  phase: null,
  place: null,
  endedAt: event.at,
  ...rest,
})

/** What one event says, apart from the position. EventUnknown says nothing that this version understands. */
function changeOf(view: GenerationView, event: GenerationEvent): Change {
  switch (event.__typename) {
    case 'GenerationSnapshot': {
      const { status, phase, text, thinking, usage } = event
      return { status, phase, text, thinking, usage, place: status === 'QUEUED' ? view.place : null }
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
      return { notices: [...view.notices, noticeOf(event, event.message, false)] }
    case 'Restarted':
      return { text: '', thinking: '', notices: [...view.notices, noticeOf(event, null, true)] }
    case 'GenerationSucceeded':
      return end(event, 'SUCCEEDED', { finishReason: event.finishReason })
    case 'GenerationFailed': {
      const { code, message, retryable } = event
      return end(event, 'FAILED', { error: { code, message, retryable } })
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

function noticeOf(
  event: Extract<GenerationEvent, { __typename: 'Warned' | 'Restarted' }>,
  message: string | null,
  isRestart: boolean,
): Notice {
  return { seq: event.seq, at: event.at, reason: event.reason, message, isRestart }
}

/**
 * Takes one event into the view. Idempotent by `seq`: a logged event at or below the view's position changes nothing,
 * except that a repeated terminal event may still end a view that has not ended. Events outside of the log apply
 * whatever their `seq`.
 */
export function fold(view: GenerationView, event: GenerationEvent): GenerationView {
  const isNew = view.position === null || event.seq > view.position.seq
  const isRepeatedEnd = isTerminalEvent(event) && !hasEnded(view.status)
  if (!isNew && !isUnlogged(event) && !isRepeatedEnd) return view
  return { ...view, ...changeOf(view, event), position: { cursor: event.cursor, seq: event.seq } }
}
