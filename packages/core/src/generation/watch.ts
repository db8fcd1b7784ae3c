import { AppError, notFound } from '../app-error.ts'
import type { Clock } from '../clock.ts'
import type { QueuePlace } from '../line/queue-place.ts'
import { isTerminal, type LoggedEvent, type Snapshot, type WatchEvent } from './event.ts'
import type { EventLog, LogBounds, LogPage } from './event-log.ts'
import { makePlaceFollower } from './follow-place.ts'
import { type GenerationStatus, isTerminalStatus } from './status.ts'

/** Tells that a generation's log may have grown. A latch without data: waking once too often costs one read. */
export interface WakeUp {
  /** Listens until disposed. The signal ends a wait, now or later. */
  listen(id: string, options: { signal: AbortSignal }): Wake
}

/** One listener. Whatever was woken since the last `next` counts, so nothing slips between a read and the wait. */
export interface Wake extends Disposable {
  /** Whether the signal has aborted. Of one that is made of others Node looks at all of these, each time it is asked. */
  readonly isOver: boolean
  /**
   * Why the wait is over: silent after `timeoutMs`. Rejects with the signal's reason when that has aborted. One wait at a time. What is there already when it
   * is woken is handed to `take` in the same turn; where that says true, all of it was taken, and the wait goes on.
   */
  next(options: {
    timeoutMs: number
    take?: (events: readonly LoggedEvent[]) => boolean
  }): Promise<'woken' | 'nudged' | 'silent'>
  /** Ends this wait, or the next, for something that is not in the log: nobody reads it for that. */
  nudge(): void
}

/** Tells those who watch a queued generation where it stands. */
export interface QueuePlaces {
  /** Follows one until disposed. Calls `onMoved` when there is something to take. */
  follow(id: string, onMoved: () => void): FollowedPlace
}

/** One follower. */
export interface FollowedPlace extends Disposable {
  /** The place, if it has moved since it was last taken. */
  take(): QueuePlace | null
}

/** What {@link watch} works with. */
export interface WatchPorts {
  readonly log: EventLog
  readonly wakeUp: WakeUp
  readonly places: QueuePlaces
  readonly clock: Clock
}

/**
 * A stream that hands what comes while its reader waits to `take`, at once and in its order: no promise is made for it, which is most of what an event costs
 * a watcher. What `take` refuses comes by `next`, as everything does that is no news.
 */
export interface LiveStream<T> extends AsyncGenerator<T> {
  /** Absent where all comes by `next`. */
  handTo?(take: (event: T) => boolean): void
}

/** The same stream, handing over as it is told. */
export function asLive<T>(stream: AsyncGenerator<T>, handTo: (take: (event: T) => boolean) => void): LiveStream<T> {
  return Object.assign(stream, { handTo })
}

/** What to watch, and from where. */
export interface Watch {
  readonly id: string
  /** The seq of the last event that the watcher has; null for one who has nothing. */
  readonly after: number | null
  /** Leaving ends the watch, never the generation. */
  readonly signal: AbortSignal
  /** Aborted when the process is about to stop: the watcher is told to come back elsewhere. */
  readonly drain?: AbortSignal
  /** Silence after which a KeepAlive is sent. Default: 15 s. */
  readonly keepAliveMs?: number
  /** How long a stream lasts before the watcher is told to come back: no connection grows old. Default: for ever. */
  readonly rotateMs?: number
}

const pageSize = 256
const nothingMore: LogPage = { events: [], terminal: null }

/**
 * Replays what the log holds after `after`, or begins with a snapshot, then follows; always ends with the terminal
 * event, unless the watcher leaves or is told to reconnect.
 *
 * @throws AppError with NOT_FOUND or BAD_CURSOR, before the first event.
 */
export function watch(ports: WatchPorts, what: Watch): LiveStream<WatchEvent> {
  let take: (event: WatchEvent) => boolean = () => false
  return asLive(
    follow(ports, { keepAliveMs: 15_000, rotateMs: Infinity, ...what }, (event) => take(event)),
    (taker) => {
      take = taker
    },
  )
}

async function* follow(
  { log, wakeUp, places, clock }: WatchPorts,
  { id, after, signal, drain, keepAliveMs, rotateMs }: Watch & Required<Pick<Watch, 'keepAliveMs' | 'rotateMs'>>,
  hand: (event: WatchEvent) => boolean,
): AsyncGenerator<WatchEvent> {
  const ending = eitherOf(signal, drain)
  using wake = wakeUp.listen(id, { signal: ending }) // first, so that nothing slips between the read and the wait
  const closeAt = clock.now() + rotateMs
  using place = makePlaceFollower(places, id, wake.nudge)
  const beginning = await begin(log, id, after)
  if (beginning.snapshot) yield fromSnapshot(beginning.snapshot)
  let { seq, hasAll } = beginning
  place.note(beginning.status)
  const take = (events: readonly LoggedEvent[]): boolean => {
    for (const event of events) {
      if (event.seq <= seq) continue
      // The last one ends the stream, which is not for here.
      if (event.seq > seq + 1 || isTerminal(event) || clock.now() >= closeAt || !hand(event)) return false
      seq = event.seq
      place.see(event)
    }
    return true
  }

  while (!wake.isOver && clock.now() < closeAt) {
    const page = hasAll ? nothingMore : await log.read(id, { after: seq, limit: pageSize })
    hasAll = false
    for (const event of page.events) {
      if (event.seq !== seq + 1) break
      yield event
      seq = event.seq
      place.see(event)
      if (isTerminal(event)) return
    }
    if (hasGap(page, seq)) {
      const swept = await snapshotOf(log, id)
      yield fromSnapshot(swept)
      seq = swept.seq
      continue
    }
    if (page.events.length > 0 && !page.isCaughtUp) continue
    if (page.terminal) {
      yield page.terminal // it ended at or before `after`: say so again, never hang
      return
    }
    try {
      // Silence is no reason to read: whatever came would have woken us, at the latest by the poll that looks for all
      // watchers. 500 of them that each looked for themselves asked 71 statements a second (2026-11).
      while (true) {
        const reason = await wake.next({ timeoutMs: Math.min(keepAliveMs, closeAt - clock.now()), take })
        if (reason === 'woken' || clock.now() >= closeAt) break
        const aside = besideTheLog(place.take(), reason, { seq, at: clock.date() })
        if (aside) yield aside
      }
    } catch (error) {
      if (!ending.aborted) throw error
      break // the watcher has left, or is told to come back elsewhere
    }
  }
  const afterMs = Math.round(250 + Math.random() * 1_750)
  if (!signal.aborted) yield { seq, at: clock.date(), body: { kind: 'Reconnect', afterMs } }
}

function eitherOf(signal: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([signal, other]) : signal
}

/** Whether the sweep has been here since the reader came: what is gone stands in the snapshot of one who is behind. */
function hasGap({ events }: LogPage, shown: number): boolean {
  return events.length > 0 && events.at(-1)?.seq !== shown
}

/** What a stream says that is not in the log. */
function besideTheLog(
  moved: QueuePlace | null,
  reason: 'nudged' | 'silent',
  stamp: Pick<WatchEvent, 'seq' | 'at'>,
): WatchEvent | null {
  if (moved) return { ...stamp, body: { kind: 'QueueMoved', ...moved } }
  return reason === 'silent' ? { ...stamp, body: { kind: 'KeepAlive', head: stamp.seq } } : null
}

interface Beginning {
  /** Null when the log goes on right after what the watcher has seen. */
  readonly snapshot: Snapshot | null
  readonly seq: number
  readonly status: GenerationStatus
  /** The snapshot was all that there was: whoever listened before it was read is woken for what is not in it. */
  readonly hasAll: boolean
}

async function begin(log: EventLog, id: string, after: number | null): Promise<Beginning> {
  if (after !== null) {
    const { floor, status } = await boundsFor(log, id, after)
    if (after + 1 >= floor) return { snapshot: null, seq: after, status, hasAll: false }
  }
  const snapshot = await snapshotOf(log, id)
  const { seq, status } = snapshot
  return { snapshot, seq, status, hasAll: !isTerminalStatus(status) }
}

async function snapshotOf(log: EventLog, id: string): Promise<Snapshot> {
  const snapshot = await log.snapshot(id)
  if (!snapshot) throw notFound('generation')
  return snapshot
}

/**
 * Refuses what {@link watch} would refuse, before a stream begins.
 *
 * @throws AppError with NOT_FOUND or BAD_CURSOR.
 */
export async function checkWatch(log: EventLog, { id, after }: { id: string; after: number }): Promise<void> {
  await boundsFor(log, id, after)
}

async function boundsFor(log: EventLog, id: string, after: number): Promise<LogBounds> {
  const bounds = await log.bounds(id)
  if (!bounds) throw notFound('generation')
  if (after < 0) throw new AppError('BAD_CURSOR', { message: 'This is no cursor of ours. Watch again without one.' })
  if (after > bounds.head && !isTerminalStatus(bounds.status)) {
    throw new AppError('BAD_CURSOR', {
      message: 'The cursor lies beyond the end of this generation. Watch again without a cursor.',
    })
  }
  return bounds
}

function fromSnapshot({ seq, at, ...rest }: Snapshot): WatchEvent {
  return { seq, at, body: { kind: 'GenerationSnapshot', ...rest } }
}
