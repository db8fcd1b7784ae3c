import type { Sql } from '@sluice/prisma/sql'
import { decodeEvent, type EventRow } from './event-codec.ts'
import type { RecentEvents } from './recent-events.ts'

/** Events that one look brings for one generation; a watcher further behind reads the log itself. */
const limit = 256

/** Brings events that other processes have committed to the watchers in this one. */
export interface LogFollower {
  /** Looks now; calls during a look are answered by one more look. */
  look(): void
  dispose(): void
}

/** What a follower works with. */
export interface FollowOptions {
  readonly sql: Sql
  readonly recent: RecentEvents
  /** Looks at least this often, so that a lost hint costs no more. */
  readonly pollMs: number
  readonly report: (fault: unknown) => void
}

/** Follows the log for all that is watched here, with one query a look, however many watch. */
export function followLog({ sql, recent, pollMs, report }: FollowOptions): LogFollower {
  let isLooking = false
  let isAskedAgain = false

  const look = async () => {
    isAskedAgain = true
    if (isLooking) return
    isLooking = true
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        await bringNew(sql, recent)
      }
    } catch (fault) {
      report(fault)
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void look(), pollMs)
  timer.unref()
  return { look: () => void look(), dispose: () => clearInterval(timer) }
}

async function bringNew(sql: Sql, recent: RecentEvents): Promise<void> {
  const positions = recent.positions()
  if (positions.length === 0) return
  const rows = await sql.query<EventRow>(
    `SELECT e.generation_id, e.seq, e.attempt, e.kind, e.version, e.payload, e.at
     FROM unnest($1::uuid[], $2::int[]) AS w(id, after) CROSS JOIN LATERAL (
       SELECT * FROM generation_event e WHERE e.generation_id = w.id AND e.seq > w.after ORDER BY e.seq LIMIT $3
     ) e ORDER BY e.generation_id, e.seq`,
    [positions.map(({ id }) => id), positions.map(({ after }) => after), limit],
    { name: 'follow-log' },
  )
  for (const [id, own] of Map.groupBy(rows, (row) => row.generation_id)) recent.publish(id, own.map(decodeEvent))
}
