import { AppError, notFound } from '../app-error.ts'
import type { Clock } from '../clock.ts'
import type { WatchEvent } from '../generation/event.ts'
import { makeWake } from '../generation/wake.ts'
import type { Watch } from '../generation/watch.ts'
import { merge } from '../stream/merge.ts'
import type { ActivityBody, ActivityEvent } from './event.ts'

/** Most generations of one stream whose events come with it. */
export const openLimit = 20
/** Most generations of one snapshot. */
const snapshotLimit = 200
/** An open generation is quiet by itself, and never rotated: the stream around it says that it lives, and when it closes. */
const longMs = 2 ** 30

/** What changed among one owner's generations. */
export interface Changes {
  readonly cursor: number
  readonly ids: readonly string[]
  /** True when there was more than is kept: only another snapshot tells what. */
  readonly hasMore: boolean
}

/** Follows the changes of one owner's generations until disposed. */
export interface FollowedChanges extends Disposable {
  /** What has changed since it was last taken. */
  take(): Changes
}

/** Tells what changes, by committed transactions. */
export interface ActivityFeed {
  /** One consistent read: all that is active, and what has changed at or after the horizon `since`, `limit` at most. */
  snapshot(ownerId: string, options: { since: number | null; limit: number }): Promise<Changes>
  /** Everything at or after the horizon `since`; calls `onChanged` when there is something to take, soon if there is already. */
  follow(ownerId: string, since: number, onChanged: () => void): FollowedChanges
}

/** What {@link followActivity} works with. */
export interface ActivityPorts {
  readonly feed: ActivityFeed
  readonly watch: (watch: Watch) => AsyncIterable<WatchEvent>
  readonly clock: Clock
}

/** A generation whose events are wanted, and from where. */
export interface Position extends Pick<Watch, 'id' | 'after'> {
  /** Whether whoever asks may see it. One who may not is told the same as for one that does not exist. */
  readonly isVisible: boolean
}

/** Whose activity, and from where. */
export interface Activity extends Pick<Watch, 'signal' | 'drain' | 'keepAliveMs' | 'rotateMs'> {
  readonly ownerId: string
  /** At most {@link openLimit}. */
  readonly open: readonly Position[]
  /** The cursor of the last event that the follower has; null for one who has nothing. */
  readonly since: number | null
}

/**
 * Everything that happens to an owner's generations, on one stream: a snapshot, then each change, new generations
 * included, and the events of those that are open. Lasts until the follower leaves or is told to reconnect.
 */
export function followActivity(ports: ActivityPorts, activity: Activity): AsyncGenerator<ActivityEvent> {
  const place = { cursor: activity.since ?? 0 }
  const begun = Promise.withResolvers<void>()
  const stamp = (body: ActivityBody): ActivityEvent => ({ cursor: place.cursor, at: ports.clock.date(), body })
  return merge(activity.signal, (signal) => {
    signal.addEventListener('abort', () => begun.resolve(), { once: true })
    return [
      changes(ports, { ...activity, signal }, { place, stamp, begun }),
      ...activity.open.map((position) => events(ports, { ...position, signal }, { stamp, begun })),
    ]
  })
}

interface Telling {
  /** How far this stream has told. */
  readonly place: { cursor: number }
  readonly stamp: (body: ActivityBody) => ActivityEvent
  /** Resolved once the first snapshot has been taken, or will never be: nothing comes before it. */
  readonly begun: PromiseWithResolvers<void>
}

async function* changes(
  { feed, clock }: ActivityPorts,
  { ownerId, since, signal, drain, keepAliveMs = 15_000, rotateMs = Infinity }: Activity,
  { place, stamp, begun }: Telling,
): AsyncGenerator<ActivityEvent> {
  const ending = drain ? AbortSignal.any([signal, drain]) : signal
  const closeAt = clock.now() + rotateMs
  const isOpen = () => !ending.aborted && clock.now() < closeAt

  for (let from = since; isOpen(); from = place.cursor) {
    const { ids, hasMore, cursor } = await feed.snapshot(ownerId, { since: from, limit: snapshotLimit })
    place.cursor = cursor
    yield stamp({ kind: 'ActivitySnapshot', ids, hasMore })
    begun.resolve()

    const following: { changes?: FollowedChanges } = {}
    using wake = makeWake(clock, ending, (wake) => {
      const followed = feed.follow(ownerId, cursor, wake)
      following.changes = followed
      return () => followed[Symbol.dispose]()
    })
    try {
      while (isOpen()) {
        const reason = await wake.next({ timeoutMs: Math.min(keepAliveMs, closeAt - clock.now()) })
        const changed = following.changes?.take()
        if (changed?.hasMore) break // it does not know what: begin again with a snapshot
        for (const id of changed?.ids ?? []) yield stamp({ kind: 'GenerationChanged', id })
        if (changed) place.cursor = changed.cursor
        if (reason === 'silent' && isOpen()) yield stamp({ kind: 'ActivityKeepAlive' })
      }
    } catch (error) {
      if (!ending.aborted) throw error
    }
  }
  if (!signal.aborted) yield stamp({ kind: 'ActivityReconnect', afterMs: Math.round(250 + Math.random() * 1_750) })
}

/** The events of one open generation. What cannot be watched is said once, and ends nothing else. */
async function* events(
  { watch }: ActivityPorts,
  { id, after, isVisible, signal }: Position & { readonly signal: AbortSignal },
  { stamp, begun }: Pick<Telling, 'stamp' | 'begun'>,
): AsyncGenerator<ActivityEvent> {
  await begun.promise
  if (signal.aborted) return
  try {
    if (!isVisible) throw notFound('generation')
    for await (const event of watch({ id, after, signal, keepAliveMs: longMs, rotateMs: longMs })) {
      const { kind } = event.body
      if (kind !== 'KeepAlive' && kind !== 'Reconnect') yield stamp({ kind: 'GenerationActivity', id, event })
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'UNAVAILABLE') throw error
    yield stamp({ kind: 'PositionRefused', id, refusal: error })
  }
}
