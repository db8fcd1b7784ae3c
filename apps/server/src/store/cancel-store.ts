import type { CancelStore } from '@sluice/core/generation/cancel'
import type { GenerationStatus } from '@sluice/core/generation/status'
import type { Sql } from '@sluice/prisma/sql'

/** What the store that generations are stopped in works with. */
export interface CancelStoreOptions {
  readonly sql: Sql
  /** A running one has been flagged; this worker owns it. */
  readonly onFlagged: (id: string, workerId: string) => void
  /** One that waited has ended. */
  readonly onEnded: (id: string) => void
}

interface CancelRow {
  readonly before: GenerationStatus
  readonly worker_id: string | null
}

/** Stops generations, in one statement. */
export function makeCancelStore({ sql, onFlagged, onEnded }: CancelStoreOptions): CancelStore {
  return {
    async cancel(viewer, id) {
      const [row] = await sql.query<CancelRow>(
        `WITH target AS (
           SELECT id, status, worker_id FROM generation WHERE id = $1 AND owner_id = $2 FOR UPDATE
         ), waiting AS (
           UPDATE generation g SET status = 'CANCELLED', hold = NULL, not_before = NULL, head = g.head + 1, ended_at = now(),
             cancel_requested_at = now(), output = '', thinking = ''
           FROM target t WHERE g.id = t.id AND t.status = 'QUEUED' RETURNING g.id, g.head, g.attempt
         ), logged AS (
           INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
           SELECT id, head, attempt, 'GenerationCancelled', '{}'::json FROM waiting
         ), running AS (
           UPDATE generation g SET status = 'CANCELLING', cancel_requested_at = now()
           FROM target t WHERE g.id = t.id AND t.status = 'RUNNING'
         )
         SELECT status::text AS before, worker_id FROM target`,
        [id, viewer.id],
        { name: 'cancel' },
      )
      if (!row) return false
      if (row.before === 'QUEUED') onEnded(id)
      else if (row.worker_id) onFlagged(id, row.worker_id)
      return true
    },
  }
}
