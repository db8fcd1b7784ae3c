import type { CancelStore } from '@sluice/core/generation/cancel'
import type { Sql } from '@sluice/prisma/sql'
import { mayStop, seesThread } from './sees-thread.ts'
import { announce, type StopHints, type Stopped, stopOne, stopTargets } from './stop.ts'

/** What the store that generations are stopped in works with. */
export interface CancelStoreOptions extends StopHints {
  readonly sql: Sql
}

/** Stops generations, each in one statement. */
export function makeCancelStore({ sql, ...hints }: CancelStoreOptions): CancelStore {
  return {
    async cancel(viewer, id) {
      const stopped = await stopOne(sql, viewer.id, id)
      if (stopped) announce(hints, [stopped])
      return stopped !== null
    },
    async cancelThread(viewer, id) {
      const found = await stopThread(sql, viewer.id, id)
      if (!found) return null
      announce(hints, found.stopped)
      let late = 0
      for (const busy of found.busy) {
        const stopped = await stopOne(sql, viewer.id, busy)
        if (!stopped) continue
        announce(hints, [stopped])
        if (stopped.before === 'QUEUED' || stopped.before === 'RUNNING') late += 1
      }
      return found.stopped.length + late
    },
  }
}

interface ThreadRow extends Stopped {
  readonly is_busy: boolean
}

/**
 * Stops all of a thread that this viewer may stop in one statement, those that wait for others among them, so that these do not fail with what
 * they wait for. A flush or a claim locks many rows too, in an order of its own: whoever waited for one of them while
 * holding others could wait for ever. So rows that are locked right now are left out and answered as `busy`.
 */
async function stopThread(
  sql: Sql,
  viewerId: string,
  threadId: string,
): Promise<{ stopped: readonly Stopped[]; busy: readonly string[] } | null> {
  const rows = await sql.query<ThreadRow | { id: null }>(
    `WITH going AS MATERIALIZED (
       SELECT g.id FROM generation g JOIN thread t ON t.id = g.thread_id
       WHERE g.thread_id = $1 AND ${seesThread('t', '$2')} AND ${mayStop('g', 't', '$2')} AND g.status IN ('QUEUED', 'RUNNING')
     ), target AS (
       SELECT g.id, g.status, g.worker_id FROM going JOIN generation g ON g.id = going.id
       WHERE g.status IN ('QUEUED', 'RUNNING') FOR NO KEY UPDATE OF g SKIP LOCKED
     ), ${stopTargets('$2')}
     SELECT NULL::uuid AS id, NULL AS before, NULL::uuid AS worker_id, false AS is_busy FROM thread t
     WHERE t.id = $1 AND ${seesThread('t', '$2')}
     UNION ALL SELECT id, status::text, worker_id, false FROM target
     UNION ALL SELECT id, NULL, NULL, true FROM going WHERE id NOT IN (SELECT id FROM target)`,
    [threadId, viewerId],
    { name: 'cancel-thread' },
  )
  const found = rows.flatMap((row) => (row.id === null ? [] : [row]))
  if (found.length === rows.length) return null
  return {
    stopped: found.filter(({ is_busy }) => !is_busy),
    busy: found.filter(({ is_busy }) => is_busy).map(({ id }) => id),
  }
}
