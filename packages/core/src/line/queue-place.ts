/** What a waiting generation waits for. */
export type WaitReason =
  /** So many of the person's own run already. */
  | 'OWN_CAP'
  | 'SPACE_CAP'
  | 'MODEL_CAP'
  | 'PROVIDER_CAP'
  /** Background work takes half of any cap at most, and that half is taken. */
  | 'BACKGROUND_SHARE'
  /** The provider keeps failing, and is left alone for a while. */
  | 'BREAKER'
  /** The provider limits the rate of calls, and is left alone for as long as it asked. */
  | 'PROVIDER_PAUSED'
  /** All slots of all workers are taken. */
  | 'SLOTS'
  /** No worker that lives serves the provider. */
  | 'NO_WORKER'
  /** Nothing but those before it. */
  | 'TURN'
  /** A failed attempt is tried again in a moment. */
  | 'RETRY'
  /** The generation that it refines goes on. */
  | 'PARENT'
  /** A budget has no room for it: until an owner says yes, or it has. */
  | 'APPROVAL'

/** Where a queued generation stands, for the person who waits. */
export interface QueuePlace {
  /** Counted from 1 among all that wait for the same provider; null while it is held. */
  readonly position: number | null
  /** How many are to start before it; null while it is held. */
  readonly ahead: number | null
  /** About how long until it starts, in milliseconds; null when that cannot be said. */
  readonly etaMs: number | null
  readonly reason: WaitReason
  /** With a cap: how many run under it, and how many may. */
  readonly running: number | null
  readonly cap: number | null
}
