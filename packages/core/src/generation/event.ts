import type { ErrorCode } from '../app-error.ts'
import type { QueuePlace } from '../line/queue-place.ts'
import type { FinishReason, GenerationPhase, GenerationStatus, TerminalStatus } from './status.ts'
import type { Usage } from './usage.ts'

/** Why a generation was given a warning. */
export type WarningReason = 'RETRY' | 'FALLBACK' | 'STALL'

/** Why a generation went back to the line with its text begun anew. */
export type RestartReason = 'WORKER_LOST' | 'DRAIN'

/** What an event of the log says. Its `kind` is stored as it stands here; a new kind is read one release before it is written. */
export type EventBody =
  | { kind: 'StatusChanged'; status: Exclude<GenerationStatus, TerminalStatus>; phase: GenerationPhase | null }
  | { kind: 'TextDelta'; text: string }
  | { kind: 'ThinkingDelta'; text: string }
  | { kind: 'UsageUpdated'; usage: Usage; cost: string | null }
  | { kind: 'Warned'; reason: WarningReason; code: ErrorCode; message: string; retryAfterMs: number | null }
  | { kind: 'Restarted'; reason: RestartReason }
  | TerminalBody

/** What the last event of a generation says. */
export type TerminalBody =
  | { kind: 'GenerationSucceeded'; finishReason: FinishReason }
  | { kind: 'GenerationFailed'; code: ErrorCode; message: string; retryable: boolean }
  | { kind: 'GenerationCancelled' }
  | { kind: 'GenerationInterrupted' }

/** A fact about a generation as it stands in the log. `seq` counts 1, 2, 3 … per generation, across attempts, without a gap. */
export interface LoggedEvent {
  readonly seq: number
  readonly attempt: number
  readonly at: Date
  /** A kind that this version does not know is read as `EventUnknown`, never left out. */
  readonly body: EventBody | { readonly kind: 'EventUnknown' }
}

/** Everything up to `seq` in one piece: what a watcher needs who has seen nothing. */
export interface Snapshot {
  readonly seq: number
  readonly status: GenerationStatus
  readonly phase: GenerationPhase | null
  /** The text of the current attempt, exactly up to `seq`. */
  readonly text: string
  readonly thinking: string
  readonly usage: Usage | null
  readonly at: Date
}

/** What a watcher is sent: the log, and around it what only this stream needs. The latter carry the `seq` of the last logged event sent. */
export type WatchEvent =
  | LoggedEvent
  | {
      readonly seq: number
      readonly at: Date
      readonly body: { readonly kind: 'GenerationSnapshot' } & Omit<Snapshot, 'seq' | 'at'>
    }
  | { readonly seq: number; readonly at: Date; readonly body: { readonly kind: 'QueueMoved' } & QueuePlace }
  | { readonly seq: number; readonly at: Date; readonly body: { readonly kind: 'KeepAlive'; readonly head: number } }
  | { readonly seq: number; readonly at: Date; readonly body: { readonly kind: 'Reconnect'; readonly afterMs: number } }

const terminalKinds: ReadonlySet<string> = new Set<TerminalBody['kind']>([
  'GenerationSucceeded',
  'GenerationFailed',
  'GenerationCancelled',
  'GenerationInterrupted',
])

/** Whether this is the last event that its generation will ever have. */
export function isTerminal(event: { readonly body: { readonly kind: string } }): boolean {
  return terminalKinds.has(event.body.kind)
}

/** The status that a terminal event stands for. */
export function terminalStatusOf(body: TerminalBody): TerminalStatus {
  switch (body.kind) {
    case 'GenerationSucceeded':
      return 'SUCCEEDED'
    case 'GenerationFailed':
      return 'FAILED'
    case 'GenerationCancelled':
      return 'CANCELLED'
    case 'GenerationInterrupted':
      return 'INTERRUPTED'
  }
}
