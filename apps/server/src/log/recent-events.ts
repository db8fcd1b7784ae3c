import { systemClock } from '@sluice/core/clock'
import type { LoggedEvent } from '@sluice/core/generation/event'
import type { EventLog, LogPage } from '@sluice/core/generation/event-log'
import { makeWake } from '@sluice/core/generation/wake'
import type { WakeUp } from '@sluice/core/generation/watch'

/**
 * Most events kept for one watched generation: a fifth of a second at 40 flushes a second, half a one in a crowd. Whoever is further behind reads the log. With 48 they
 * outlived the quick garbage collection, which had to copy them (780 ms in 20 s of 500 streams, 480 now), and were left to the slow one (2026-11).
 */
const maxEvents = 8
/** Most text kept for one watched generation, in UTF-16 code units. */
const maxLength = 256 * 1024

/** What this process knows about one watched generation. */
interface Watched {
  readonly wakes: Set<(events?: readonly LoggedEvent[]) => void>
  /** Without a gap, oldest first. */
  events: LoggedEvent[]
  length: number
  /** The seq that the next event to come must follow; null while nobody has read. */
  last: number | null
  /** Somebody asked what is new while nobody had read: what there was is not told of again. */
  isPassedOver: boolean
}

/** A generation that somebody here watches, and how far its log is known here. */
export interface Position {
  readonly id: string
  readonly after: number
}

/**
 * The recent events of the generations that are watched in this process, and their watchers' wake-ups. Committed events
 * come in through `publish`; a watcher whose place is still in the ring reads from it, any other from the log.
 */
export interface RecentEvents extends WakeUp {
  /** Hands on events right after their commit. */
  publish(id: string, events: readonly LoggedEvent[]): void
  /** Something was written that nobody handed on: the watchers read the log. */
  wake(id: string): void
  /** All that is watched here and has been read at least once, for one query that asks what is new. */
  positions(): Position[]
  /** The same log, read from memory where that is possible. */
  over(log: EventLog): EventLog
}

/** An empty one. It holds nothing for a generation that nobody watches. */
export function createRecentEvents(): RecentEvents {
  const watched = new Map<string, Watched>()

  const recent = (id: string, after: number, limit: number): LoggedEvent[] => {
    const events = watched.get(id)?.events ?? []
    const first = events[0]
    if (!first || after + 1 < first.seq) return []
    return events.slice(after + 1 - first.seq, after + 1 - first.seq + limit)
  }
  const noteRead = (id: string, seq: number) => {
    const entry = watched.get(id)
    if (!entry || entry.events.length > 0 || seq <= (entry.last ?? -1)) return
    const isPassedOver = entry.last === null && entry.isPassedOver
    entry.last = seq
    // Whoever follows the log asks only for what comes after this. Another watcher who looked a moment earlier and waits
    // would never hear of what lies between; where that was the end, it waited for ever (2026-11).
    if (isPassedOver || entry.wakes.size > 1) for (const wake of entry.wakes) wake()
  }

  return {
    listen: (id, { signal }) => {
      const entry = watched.get(id) ?? { wakes: new Set(), events: [], length: 0, last: null, isPassedOver: false }
      watched.set(id, entry)
      return makeWake(systemClock, signal, (wake) => {
        entry.wakes.add(wake)
        return () => {
          entry.wakes.delete(wake)
          if (entry.wakes.size === 0 && watched.get(id) === entry) watched.delete(id)
        }
      })
    },
    publish(id, events) {
      const entry = watched.get(id)
      if (!entry) return
      keep(entry, events)
      for (const wake of entry.wakes) wake(events)
    },
    wake(id) {
      for (const wake of watched.get(id)?.wakes ?? []) wake()
    },
    positions: () =>
      [...watched].flatMap(([id, entry]) => {
        if (entry.last !== null) return [{ id, after: entry.last }]
        entry.isPassedOver = true
        return []
      }),
    over: (log) => ({
      bounds: log.bounds,
      async read(id, range) {
        const events = recent(id, range.after, range.limit)
        const last = events.at(-1)
        // Caught up, a watcher waits. Looking into the log once more each time cost two queries per watcher and flush:
        // with 200 streams on PGlite four fifths of a core and of all garbage (2026-11).
        if (last) return { events, terminal: null, isCaughtUp: last.seq === watched.get(id)?.last }
        const page: LogPage = await log.read(id, range)
        noteRead(id, page.events.at(-1)?.seq ?? range.after)
        return page
      },
      async snapshot(id) {
        const snapshot = await log.snapshot(id)
        if (snapshot) noteRead(id, snapshot.seq)
        return snapshot
      },
    }),
  }
}

/** Adds events to a ring; a gap empties it first, what is known already is passed over. */
function keep(entry: Watched, events: readonly LoggedEvent[]): void {
  for (const event of events) {
    if (entry.last !== null && event.seq <= entry.last) continue
    if (entry.last === null || event.seq !== entry.last + 1) {
      entry.events = []
      entry.length = 0
    }
    entry.events.push(event)
    entry.length += lengthOf(event)
    entry.last = event.seq
  }
  while (entry.events.length > maxEvents || (entry.length > maxLength && entry.events.length > 1)) {
    const oldest = entry.events.shift()
    if (oldest) entry.length -= lengthOf(oldest)
  }
}

function lengthOf({ body }: LoggedEvent): number {
  return 'text' in body ? body.text.length : 0
}
