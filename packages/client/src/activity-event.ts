import { toEvent } from './events.ts'
import type { ActivitySubscription } from './generated/operations.ts'

/** Something that happened among one's generations, or a sign that the stream lives. */
export type ActivityEvent = ActivitySubscription['activity']

type Kind = ActivityEvent['__typename']

const kinds: Record<Kind, true> = {
  ActivitySnapshot: true,
  GenerationChanged: true,
  GenerationActivity: true,
  PositionRefused: true,
  ActivityKeepAlive: true,
  ActivityReconnect: true,
}

/** An event as it came over the line. Null when it is none that this version knows: nothing depends on those. */
export function toActivityEvent(sent: unknown): ActivityEvent | null {
  if (typeof sent !== 'object' || sent === null) return null
  const { __typename, cursor, event } = sent as Partial<Record<string, unknown>>
  if (typeof __typename !== 'string' || !Object.hasOwn(kinds, __typename) || typeof cursor !== 'string') return null
  if (__typename !== 'GenerationActivity') return sent as ActivityEvent
  const inner = toEvent(event)
  return inner && ({ ...sent, event: inner } as ActivityEvent)
}
