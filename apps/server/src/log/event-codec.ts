import type { EventBody, LoggedEvent } from '@sluice/core/generation/event'

/** A row of `generation_event`. */
export interface EventRow {
  readonly generation_id: string
  readonly seq: number
  readonly attempt: number
  readonly kind: string
  readonly version: number
  readonly payload: object
  readonly at: Date
}

const known: Readonly<Record<EventBody['kind'], number>> = {
  StatusChanged: 1,
  TextDelta: 1,
  ThinkingDelta: 1,
  UsageUpdated: 1,
  Warned: 1,
  Restarted: 1,
  GenerationSucceeded: 1,
  GenerationFailed: 1,
  GenerationCancelled: 1,
  GenerationInterrupted: 1,
}

/** The text of `payload` for an event: its body without the kind, which has a column of its own. */
export function encodePayload({ kind: _, ...payload }: EventBody): string {
  return JSON.stringify(payload)
}

/** A row as an event. A kind or version that a newer Sluice wrote comes out as EventUnknown and keeps its seq. */
export function decodeEvent({ seq, attempt, kind, version, payload, at }: EventRow): LoggedEvent {
  if (!isKnown(kind) || version > known[kind]) return { seq, attempt, at, body: { kind: 'EventUnknown' } }
  // The payload was written by encodePayload under the same kind and version; this is the inverse of the spread there.
  return { seq, attempt, at, body: { kind, ...payload } as EventBody }
}

function isKnown(kind: string): kind is EventBody['kind'] {
  return Object.hasOwn(known, kind)
}
