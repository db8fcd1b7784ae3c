import type { Database, Sql } from '@sluice/prisma/sql'
import { logHead } from '../store/generation-sql.ts'

/** After this many losses of its worker a generation is given up. */
const maxLosses = 3

/** Which workers to take for dead: those whose lease has lapsed, or all others, when a lock proves that none of them lives. */
export type Suspects = 'lapsed' | 'all-others'

/**
 * Takes their generations from dead workers: one that was being cancelled is cancelled, the others go back to the line
 * with `Restarted`, or end as INTERRUPTED after the third loss. Answers which.
 *
 * The workers' rows are locked and marked first, in a statement of its own: a flush of theirs either committed before,
 * and the second statement sees it, or waits for the lock and then finds itself dead.
 */
export function reap(database: Database, me: string, suspects: Suspects): Promise<string[]> {
  return database.transaction(async (sql) => {
    const dead = await sql.query<{ id: string }>(
      `UPDATE worker SET dead_at = now() WHERE dead_at IS NULL AND id <> $1 AND ($2 OR lease_until < now()) RETURNING id`,
      [me, suspects === 'all-others'],
    )
    if (dead.length === 0) return []
    return recover(sql, { workerIds: dead.map(({ id }) => id), running: [] })
  })
}

/**
 * Gives back what a worker that lives has been given but does not run: a claim was committed and its answer lost. Only
 * for that worker itself to call, while it claims nothing. Answers which.
 */
export function returnOrphans(sql: Sql, workerId: string, running: readonly string[]): Promise<string[]> {
  return recover(sql, { workerIds: [workerId], running })
}

/** The text of an attempt that nobody can tell any more, put together from checkpoint and log. */
const recoverText = `WITH lost AS (
    SELECT g.id, g.attempt, ${logHead('g')} AS head, g.recoveries,
      CASE WHEN g.status = 'CANCELLING' THEN 'CANCELLED' WHEN g.recoveries + 1 >= $2::int THEN 'INTERRUPTED' ELSE 'QUEUED' END AS next,
      g.checkpoint_text || coalesce(d.text, '') AS text, g.checkpoint_thinking || coalesce(d.thinking, '') AS thinking
    FROM generation g LEFT JOIN LATERAL (
      SELECT string_agg(payload->>'text', '' ORDER BY seq) FILTER (WHERE kind = 'TextDelta') AS text,
             string_agg(payload->>'text', '' ORDER BY seq) FILTER (WHERE kind = 'ThinkingDelta') AS thinking
      FROM generation_event WHERE generation_id = g.id AND seq > g.checkpoint_seq AND kind IN ('TextDelta', 'ThinkingDelta')
    ) d ON true
    WHERE g.worker_id = ANY($1::uuid[]) AND g.status IN ('RUNNING', 'CANCELLING') AND g.id <> ALL($3::uuid[]) FOR UPDATE OF g
  ), moved AS (
    UPDATE generation g SET status = l.next::"GenerationStatus", phase = NULL, worker_id = NULL, recoveries = g.recoveries + 1,
      head = l.head + CASE l.next WHEN 'QUEUED' THEN 2 ELSE 1 END,
      ended_at = CASE WHEN l.next <> 'QUEUED' THEN now() END,
      first_token_at = CASE WHEN l.next <> 'QUEUED' THEN g.first_token_at END,
      checkpoint_seq = l.head + 1, checkpoint_text = '', checkpoint_thinking = '',
      output = CASE WHEN l.next <> 'QUEUED' THEN l.text END, thinking = CASE WHEN l.next <> 'QUEUED' THEN l.thinking END,
      error_code = CASE l.next WHEN 'INTERRUPTED' THEN 'WORKER_LOST' END, error_retryable = CASE l.next WHEN 'INTERRUPTED' THEN true END,
      error_message = CASE l.next WHEN 'INTERRUPTED' THEN 'The worker was lost ' || $2::int || ' times. What had arrived is kept; start it again.' END
    FROM lost l WHERE g.id = l.id RETURNING g.id
  ), logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, head + 1, attempt, 'Restarted', '{"reason":"WORKER_LOST"}'::json FROM lost WHERE next = 'QUEUED'
    UNION ALL
    SELECT id, head + 2, attempt, 'StatusChanged', '{"status":"QUEUED","phase":null}'::json FROM lost WHERE next = 'QUEUED'
    UNION ALL
    SELECT id, head + 1, attempt, CASE next WHEN 'CANCELLED' THEN 'GenerationCancelled' ELSE 'GenerationInterrupted' END, '{}'::json
    FROM lost WHERE next <> 'QUEUED'
  ), tried AS (
    UPDATE attempt a SET ended_at = now(), outcome = 'LOST', partial_text = l.text
    FROM lost l WHERE a.generation_id = l.id AND a.number = l.attempt
  )
  SELECT id FROM moved`

async function recover(
  sql: Sql,
  taken: { workerIds: readonly string[]; running: readonly string[] },
): Promise<string[]> {
  const moved = await sql.query<{ id: string }>(recoverText, [taken.workerIds, maxLosses, taken.running])
  return moved.map(({ id }) => id)
}
