import type { GenerationStatus } from '@sluice/core/generation/status'
import type { Sql } from '@sluice/prisma/sql'
import { mayStop, seesThread } from './sees-thread.ts'

/**
 * Parts of a WITH that stop the generations of its part `target(id, status, worker_id)`, whose rows it must have locked: one
 * that waits ends as CANCELLED, one that runs is flagged for its worker, one that has ended stays as it is.
 *
 * @param by - an expression for the id of whoever stops them; NULL where nobody asked for it
 */
export const stopTargets = (by: string): string => `stopped AS (
    UPDATE generation g SET status = 'CANCELLED', hold = NULL, not_before = NULL, head = g.head + 1, ended_at = now(),
      cancel_requested_at = now(), stopped_by_id = ${by}, output = '', thinking = ''
    FROM target t WHERE g.id = t.id AND t.status = 'QUEUED' RETURNING g.id, g.head, g.attempt
  ), stopped_log AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, head, attempt, 'GenerationCancelled', '{}'::json FROM stopped
  ), flagged AS (
    UPDATE generation g SET status = 'CANCELLING', cancel_requested_at = now(), stopped_by_id = ${by}
    FROM target t WHERE g.id = t.id AND t.status = 'RUNNING'
  )`

/** A generation as it was before it was stopped. */
export interface Stopped {
  readonly id: string
  readonly before: GenerationStatus
  readonly worker_id: string | null
}

/** Whom to tell of it. */
export interface StopHints {
  /** Generations of this worker have been flagged. */
  readonly onFlagged: (workerId: string) => void
  /** These waited, and have ended. */
  readonly onEnded: (ids: readonly string[]) => void
}

/** Tells who has to know that these have been stopped. */
export function announce({ onFlagged, onEnded }: StopHints, stopped: readonly Stopped[]): void {
  const ended = stopped.filter(({ before }) => before === 'QUEUED')
  if (ended.length > 0) onEnded(ended.map(({ id }) => id))
  for (const workerId of new Set(stopped.flatMap(({ worker_id }) => worker_id ?? []))) onFlagged(workerId)
}

/** Stops one generation; null when there is none that this viewer may stop. */
export async function stopOne(sql: Sql, viewerId: string, id: string): Promise<Stopped | null> {
  const [row] = await sql.query<Stopped>(
    `WITH target AS (
       SELECT g.id, g.status, g.worker_id FROM generation g JOIN thread t ON t.id = g.thread_id
       WHERE g.id = $1 AND ${seesThread('t', '$2')} AND ${mayStop('g', 't', '$2')} FOR NO KEY UPDATE OF g
     ), ${stopTargets('$2')}
     SELECT id, status::text AS before, worker_id FROM target`,
    [id, viewerId],
    { name: 'cancel' },
  )
  return row ?? null
}
