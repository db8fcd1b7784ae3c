import type { ActivityFeed, Changes } from '@sluice/core/activity/activity'
import type { Sql } from '@sluice/prisma/sql'
import { type ChangedRow, readActivity, readChanges } from './read-changes.ts'

/** Most changes kept for one stream that does not take them, and most that one look brings for one owner. */
const maxChanges = 1_000
/** Between two looks, however many hints come: 200 streams alone give 40 a second. */
const pauseMs = 200

/** The feed of this process: one query a look, however many follow. */
export interface ChangeFollower extends ActivityFeed {
  /** Something may have changed: looks now, or at the end of the pause after the last look. */
  look(): void
  dispose(): void
}

/** What a follower works with. */
export interface FollowChangesOptions {
  readonly sql: Sql
  /** Looks at least this often while anybody follows, so that a lost hint costs no more. */
  readonly pollMs: number
  readonly report: (fault: unknown) => void
}

/** What one stream is still to be told. */
interface Follower {
  readonly ownerId: string
  readonly onChanged: () => void
  since: number
  hasMore: boolean
  readonly pending: Set<string>
  /** What it has been told at or after `since`, which the next look brings again. */
  readonly told: Map<string, number>
}

/** Follows nobody yet. */
export function followChanges({ sql, pollMs, report }: FollowChangesOptions): ChangeFollower {
  const followers = new Set<Follower>()
  let isLooking = false
  let isAsked = false
  let pause: NodeJS.Timeout | null = null

  const bring = async () => {
    const looking = [...followers]
    const { cursor, rows } = await readChanges(sql, sinceOf(looking), maxChanges + 1)
    const rowsOf = Map.groupBy(rows, ({ ownerId }) => ownerId)
    for (const follower of looking) note(follower, rowsOf.get(follower.ownerId) ?? [], cursor)
  }
  const look = async () => {
    isAsked = true
    if (isLooking || pause || followers.size === 0) return
    isLooking = true
    isAsked = false
    await bring().catch(report)
    isLooking = false
    pause = setTimeout(() => {
      pause = null
      if (isAsked) void look()
    }, pauseMs)
    pause.unref()
  }
  const timer = setInterval(() => void look(), pollMs)
  timer.unref()

  return {
    snapshot: (ownerId, options) => readActivity(sql, ownerId, options),
    follow(ownerId, since, onChanged) {
      const follower: Follower = { ownerId, onChanged, since, hasMore: false, pending: new Set(), told: new Map() }
      followers.add(follower)
      void look()
      return {
        take: () => take(follower),
        [Symbol.dispose]: () => void followers.delete(follower),
      }
    },
    look: () => void look(),
    dispose() {
      clearInterval(timer)
      if (pause) clearTimeout(pause)
      followers.clear()
    },
  }
}

/** The lowest horizon of each owner: what one of two streams has been told already, it passes over. */
function sinceOf(followers: readonly Follower[]): Map<string, number> {
  const lowest = new Map<string, number>()
  for (const { ownerId, since } of followers) lowest.set(ownerId, Math.min(since, lowest.get(ownerId) ?? since))
  return lowest
}

function note(follower: Follower, rows: readonly ChangedRow[], cursor: number): void {
  const { pending, told } = follower
  const size = pending.size
  for (const { id, changedIn } of rows) {
    if (changedIn < follower.since || told.get(id) === changedIn) continue
    told.set(id, changedIn)
    pending.add(id)
  }
  if (rows.length > maxChanges || pending.size > maxChanges) follower.hasMore = true
  follower.since = Math.max(follower.since, cursor)
  for (const [id, changedIn] of told) if (changedIn < follower.since) told.delete(id)
  if (pending.size > size || follower.hasMore) follower.onChanged()
}

function take({ pending, hasMore, since }: Follower): Changes {
  const ids = [...pending]
  pending.clear()
  return { ids, hasMore, cursor: since }
}
