import type { LoggedEvent, Snapshot } from './event.ts'
import type { GenerationStatus } from './status.ts'

/** A piece of a generation's log. */
export interface LogPage {
  /** In order of `seq`, beginning right after the seq asked for, without a gap unless the floor has risen above it since. */
  readonly events: readonly LoggedEvent[]
  /** The last event of a generation that has ended, when nothing else is left to read; null while it goes on. */
  readonly terminal: LoggedEvent | null
  /** True when nothing was there beyond these, and whatever comes will wake the watcher: it need not look again. */
  readonly isCaughtUp?: boolean
}

/** What is there to read. `floor` is the first seq from which the log is whole; before it, only a snapshot serves. */
export interface LogBounds {
  readonly floor: number
  readonly head: number
  readonly status: GenerationStatus
}

/** The log as readers see it: only what has been committed. */
export interface EventLog {
  /** Null when there is no such generation. */
  bounds(id: string): Promise<LogBounds | null>
  read(id: string, range: { after: number; limit: number }): Promise<LogPage>
  /** One consistent read of everything so far. Null when there is no such generation. */
  snapshot(id: string): Promise<Snapshot | null>
}
