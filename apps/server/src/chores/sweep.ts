import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '@sluice/prisma/sql'

/** Generations, and of each one events, that one statement looks at: on PGlite all else waits for it. 5,000 rows take 12 ms there (2026-11). */
const batch = 20
const slice = 250
/** After a statement it rests for so many times as long, so that what streams meanwhile is hardly held up. */
const rest = { times: 3, mostMs: 200 }

/** What to sweep. */
export interface SweepOptions {
  /** How long ago a generation must have ended, in milliseconds. */
  readonly afterMs: number
  /** Stops between two statements; what has been swept stays so. */
  readonly signal: AbortSignal
}

/**
 * Deletes the deltas of generations that ended some time ago, whose text stands whole on their row, and raises their floor
 * with them; other events stay. Slice by slice, so that nothing waits long and a sweep that is ended goes on where it was.
 *
 * @returns how many slices were swept
 */
export async function sweep(sql: Sql, { afterMs, signal }: SweepOptions): Promise<number> {
  let swept = 0
  while (!signal.aborted) {
    const from = performance.now()
    const count = await sweepSlices(sql, afterMs)
    swept += count
    if (count === 0) break
    const restMs = Math.min((performance.now() - from) * rest.times, rest.mostMs)
    await delay(restMs, undefined, { signal }).catch(() => {})
  }
  return swept
}

/**
 * The rows are found one generation after the other, by their key, and taken by their place. Told to join, PostgreSQL read the whole table each time where it knew
 * nothing of its contents, as on PGlite: 1.2 to 6 s, in which nothing else went on, in a table of 1 GB (2026-11).
 */
async function sweepSlices(sql: Sql, afterMs: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `WITH due AS (
       SELECT id, floor, least(head, floor + $3::int) AS upto, head FROM generation
       WHERE floor < head AND status IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')
         AND ended_at < now() - $1 * interval '1 ms' ORDER BY ended_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
     ), gone AS (
       DELETE FROM generation_event WHERE ctid = ANY (ARRAY(
         SELECT e.ctid FROM due CROSS JOIN LATERAL (
           SELECT ctid FROM generation_event
           WHERE generation_id = due.id AND seq >= due.floor AND seq < due.upto AND kind IN ('TextDelta', 'ThinkingDelta') OFFSET 0
         ) e
       ))
     ), raised AS (
       UPDATE generation g SET floor = due.upto,
         checkpoint_text = CASE WHEN g.output IS NULL THEN g.checkpoint_text ELSE '' END,
         checkpoint_thinking = CASE WHEN g.thinking IS NULL THEN g.checkpoint_thinking ELSE '' END
       FROM due WHERE g.id = due.id
     )
     SELECT count(*) AS count FROM due`,
    [afterMs, batch, slice],
    { name: 'sweep' },
  )
  return row?.count ?? 0
}
