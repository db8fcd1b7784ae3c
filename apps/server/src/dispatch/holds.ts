import type { Database } from '@sluice/prisma/sql'
import { goesOn, waitsForApproval } from '../store/generation-sql.ts'

/** What a look at the held generations has changed. */
export interface Lifted {
  /** Generations that are in line now, held ones not counted. */
  readonly inLine: boolean
  /** Generations that failed because the one that they refine did. */
  readonly failed: readonly string[]
  /** Whether any waits for approval. */
  readonly hasUnapproved: boolean
}

/**
 * Whether something that p refines goes on: one that was interrupted while it waited has ended before what it waited for,
 * and what comes after it is to know that answer too.
 */
const refinesUnended = `EXISTS (
  WITH RECURSIVE up AS (
    SELECT a.parent_id, a.status FROM generation a WHERE a.id = p.parent_id
    UNION ALL SELECT a.parent_id, a.status FROM up JOIN generation a ON a.id = up.parent_id
  ) SELECT FROM up WHERE ${goesOn('up')})`

/**
 * Lifts holds that are due: retries whose time has come, and follow-ups whose parent has succeeded. A follow-up whose
 * parent ended otherwise fails with it, or runs all the same if its parent may fail. Tells also whether anything is in
 * line, or waits for approval, so that an idle dispatcher asks no more.
 */
export async function liftHolds(database: Database): Promise<Lifted> {
  const rows = await database.query<{ id: string | null; in_line: boolean; unapproved: boolean }>(
    `WITH due AS (
       SELECT g.id, CASE WHEN g.hold = 'PARENT' AND p.status <> 'SUCCEEDED' AND NOT g.parent_may_fail THEN 'FAILED' ELSE 'QUEUED' END AS next
       FROM generation g LEFT JOIN generation p ON p.id = g.parent_id
       WHERE g.status = 'QUEUED' AND ((g.hold = 'RETRY' AND g.not_before <= now())
         OR (g.hold = 'PARENT' AND p.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')
           AND NOT (g.parent_may_fail AND ${refinesUnended})))
       FOR UPDATE OF g SKIP LOCKED
     ), lifted AS (
       UPDATE generation g SET hold = NULL, not_before = NULL FROM due d WHERE g.id = d.id AND d.next = 'QUEUED' RETURNING g.id
     ), failed AS (
       UPDATE generation g SET status = 'FAILED', hold = NULL, head = g.head + 1, ended_at = now(), output = '', thinking = '',
         error_code = 'PARENT_FAILED', error_retryable = false, error_message = $1
       FROM due d WHERE g.id = d.id AND d.next = 'FAILED' RETURNING g.id, g.head, g.attempt
     ), logged AS (
       INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
       SELECT id, head, attempt, 'GenerationFailed', json_build_object('code', 'PARENT_FAILED', 'message', $1::text, 'retryable', false)
       FROM failed
     )
     SELECT id, true AS in_line, false AS unapproved FROM failed
     UNION ALL SELECT NULL, EXISTS (SELECT FROM lifted) OR EXISTS (SELECT FROM generation WHERE status = 'QUEUED' AND hold IS NULL),
       EXISTS (SELECT FROM generation g WHERE ${waitsForApproval('g')})`,
    ['The generation that this one refines did not succeed. Start that one again, or ask anew.'],
    { name: 'lift-holds' },
  )
  return {
    inLine: rows.some(({ id, in_line }) => id === null && in_line),
    hasUnapproved: rows.some(({ unapproved }) => unapproved),
    failed: rows.flatMap(({ id }) => (id === null ? [] : [id])),
  }
}
