import type { Database } from '@sluice/prisma/sql'

/** A generation whose row and log do not say the same, or whose log is not whole. */
export interface BrokenLog {
  readonly id: string
  readonly status: string
  /** What is wrong with it. */
  readonly faults: readonly string[]
}

/**
 * Looks at every generation that there is: each has ended, its log has no gap and no attempt that comes back, one
 * terminal event, the last, of which the row says the same, and at most one attempt that succeeded. Answers those of
 * which that is not true. Reads the tables, because a stream ends at the first terminal event and cannot see a second.
 */
export function findBrokenLogs(database: Database): Promise<BrokenLog[]> {
  return database.query<BrokenLog>(
    `WITH event AS (
       SELECT generation_id, seq, kind, attempt < lag(attempt) OVER (PARTITION BY generation_id ORDER BY seq) AS comes_back,
         CASE kind WHEN 'GenerationSucceeded' THEN 'SUCCEEDED' WHEN 'GenerationFailed' THEN 'FAILED'
           WHEN 'GenerationCancelled' THEN 'CANCELLED' WHEN 'GenerationInterrupted' THEN 'INTERRUPTED' END AS ends_as
       FROM generation_event
     ), log AS (
       SELECT generation_id, count(*) AS events, min(seq) AS first, max(seq) AS last, bool_or(comes_back) AS comes_back,
         count(ends_as) AS ends, max(seq) FILTER (WHERE ends_as IS NOT NULL) AS end_at, min(ends_as) AS ends_as
       FROM event GROUP BY generation_id
     ), tries AS (
       SELECT generation_id, count(*) AS attempts, count(*) FILTER (WHERE outcome = 'SUCCEEDED') AS successes,
         count(*) FILTER (WHERE outcome IS NULL) AS open
       FROM attempt GROUP BY generation_id
     ), found AS (
       SELECT g.id, g.status::text, array_remove(ARRAY[
         CASE WHEN g.status NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED') THEN 'has not ended' END,
         CASE WHEN g.worker_id IS NOT NULL THEN 'names a worker' END,
         CASE WHEN l.first IS DISTINCT FROM 1 OR l.last <> l.events THEN 'has a gap' END,
         CASE WHEN l.last IS DISTINCT FROM g.head THEN 'head is not the last event' END,
         CASE WHEN l.comes_back THEN 'an earlier attempt writes after a later one' END,
         CASE WHEN l.ends IS DISTINCT FROM 1 THEN coalesce(l.ends, 0) || ' terminal events' END,
         CASE WHEN l.end_at IS DISTINCT FROM l.last THEN 'the terminal event is not the last' END,
         CASE WHEN l.ends_as IS DISTINCT FROM g.status::text THEN 'the terminal event says ' || coalesce(l.ends_as, 'nothing') END,
         CASE WHEN coalesce(t.attempts, 0) <> g.attempt THEN coalesce(t.attempts, 0) || ' attempts of ' || g.attempt END,
         CASE WHEN t.open > 0 THEN t.open || ' attempts are open' END,
         CASE WHEN coalesce(t.successes, 0) <> (g.status = 'SUCCEEDED')::int THEN coalesce(t.successes, 0) || ' attempts succeeded' END
       ], NULL) AS faults
       FROM generation g LEFT JOIN log l ON l.generation_id = g.id LEFT JOIN tries t ON t.generation_id = g.id
     )
     SELECT * FROM found WHERE cardinality(faults) > 0 ORDER BY id`,
  )
}
