import type { WatchSubscription } from './generated/operations.ts'

/** One event of one generation. A kind that this version does not know comes as `EventUnknown`. */
export type GenerationEvent = WatchSubscription['generationEvents']

/** Logged events count in `seq`; a terminal one is the last; the others belong to one stream and repeat the seq before. */
type Kind = 'logged' | 'terminal' | 'unlogged'

const kinds: Record<GenerationEvent['__typename'], Kind> = {
  GenerationSnapshot: 'unlogged',
  QueueMoved: 'unlogged',
  KeepAlive: 'unlogged',
  Reconnect: 'unlogged',
  StatusChanged: 'logged',
  TextDelta: 'logged',
  ThinkingDelta: 'logged',
  UsageUpdated: 'logged',
  Warned: 'logged',
  Restarted: 'logged',
  EventUnknown: 'logged',
  GenerationSucceeded: 'terminal',
  GenerationFailed: 'terminal',
  GenerationCancelled: 'terminal',
  GenerationInterrupted: 'terminal',
}

/** The one event that ends a generation. */
export type TerminalEvent = Extract<
  GenerationEvent,
  {
    __typename: 'GenerationSucceeded' | 'GenerationFailed' | 'GenerationCancelled' | 'GenerationInterrupted'
  }
>

/** True for the one event that ends a generation. */
export function isTerminal(event: GenerationEvent): event is TerminalEvent {
  return kinds[event.__typename] === 'terminal'
}

/** True for events that are not in the log: they apply whatever their `seq`. */
export function isUnlogged(event: GenerationEvent): boolean {
  return kinds[event.__typename] === 'unlogged'
}

/** An event as it came over the line, possibly from a newer server. Null when it is none at all. */
export function toEvent(sent: unknown): GenerationEvent | null {
  if (typeof sent !== 'object' || sent === null) return null
  const { __typename, seq, cursor, at } = sent as Partial<Record<string, unknown>>
  if (typeof __typename !== 'string' || typeof seq !== 'number' || typeof cursor !== 'string') return null
  if (Object.hasOwn(kinds, __typename)) return sent as GenerationEvent
  return { __typename: 'EventUnknown', seq, cursor, at: String(at) }
}
