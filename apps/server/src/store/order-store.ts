import type { Move, OrderStore } from '@sluice/core/line/move-in-line'
import type { Viewer } from '@sluice/core/viewer'
import type { Database } from '@sluice/prisma/sql'
import { claimLock } from '../dispatch/claim.ts'
import { seesThread } from './sees-thread.ts'

/** What the store that people order their own line in works with. */
export interface OrderStoreOptions {
  readonly database: Database
  readonly onMoved: () => void
}

/** Moves generations within the line of their person. */
export function makeOrderStore({ database, onMoved }: OrderStoreOptions): OrderStore {
  return {
    async move(viewer, move) {
      const outcome = await moveOne(database, viewer, move)
      if (outcome === 'moved') onMoved()
      return outcome
    },
  }
}

/**
 * All of the person's in line, in their order, are put into the new one, and each place hands its ticket to whoever
 * stands there now. Where that would not order them - tickets of the same millisecond are ordered by id, and background
 * work may hold older ones than what goes before it - a ticket is raised as far as it needs, never lowered: the n-th turn
 * of this person comes no sooner than before. Only tickets that change are written.
 *
 * Short moves in a line of 2,000 take 7 ms on PostgreSQL, from its end to its beginning 55 ms (2026-11). It took 6 s: the
 * planner thinks so little of the rows that it joined them one by one. So tickets change hands through an array, the goal is
 * materialised, and the status is compared with columns, so that no partial index offers to lead.
 */
const moveText = `WITH asked AS (
    SELECT g.person, g.priority FROM generation g JOIN thread t ON t.id = g.thread_id
    WHERE g.id = $1 AND g.owner_id = $2 AND g.status = 'QUEUED' AND g.hold IS NULL AND ${seesThread('t', '$2')}
  ), line AS (
    SELECT g.id, g.priority, g.queued_at, row_number() OVER (ORDER BY g.priority DESC, g.queued_at, g.id) AS place
    FROM generation g JOIN asked a ON g.person = a.person WHERE g.owner_id = $2 AND g.status = 'QUEUED' AND g.hold IS NULL
  ), goal AS MATERIALIZED (
    SELECT priority, place - 0.5 AS place FROM line WHERE id = $3::uuid
    UNION ALL
    SELECT a.priority, (SELECT max(l.place) + 0.5 FROM line l WHERE l.priority = a.priority) FROM asked a WHERE $3::uuid IS NULL
  ), hands AS (
    SELECT array_agg(queued_at ORDER BY place) AS tickets FROM line
  ), ordered AS (
    SELECT l.id, l.queued_at, l.priority AS was, CASE WHEN l.id = $1 THEN g.priority ELSE l.priority END AS priority,
      row_number() OVER (ORDER BY CASE WHEN l.id = $1 THEN g.place ELSE l.place END) AS place
    FROM line l CROSS JOIN goal g
  ), stepped AS (
    SELECT o.*, (SELECT tickets FROM hands)[o.place] AS ticket, CASE WHEN o.id < lag(o.id) OVER kind THEN 1 ELSE 0 END AS step
    FROM ordered o WINDOW kind AS (PARTITION BY o.priority ORDER BY o.place)
  ), raised AS (
    SELECT *, sum(step) OVER (PARTITION BY priority ORDER BY place) * interval '1 ms' AS least FROM stepped
  ), held AS (
    SELECT id, was, queued_at, priority, 'QUEUED' AS status, '' AS hold, least + max(ticket - least) OVER (PARTITION BY priority ORDER BY place) AS ticket FROM raised
  ), moved AS (
    UPDATE generation g SET queued_at = t.ticket, priority = t.priority FROM held t
    WHERE g.id = t.id AND (t.id = $1 OR t.ticket <> t.queued_at OR t.priority <> t.was)
      AND (g.status::text, coalesce(g.hold::text, '')) = (t.status, t.hold)
    RETURNING g.id
  )
  SELECT (SELECT count(*)::int FROM generation g JOIN thread t ON t.id = g.thread_id
      WHERE g.id IN ($1, $3::uuid) AND g.owner_id = $2 AND ${seesThread('t', '$2')}) AS found,
    EXISTS (SELECT FROM moved WHERE id = $1) AS is_moved`

/**
 * Under the lock of the claims: nobody is taken from the line between the reading of it and the writing. Whoever is
 * cancelled in between is not written, which is as if that had come right afterwards.
 */
function moveOne(database: Database, viewer: Viewer, { id, before }: Move): ReturnType<OrderStore['move']> {
  return database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [claimLock], { name: 'claim-lock' })
    const [row] = await sql.query<{ found: number; is_moved: boolean }>(moveText, [id, viewer.id, before], {
      name: 'move-in-line',
    })
    if (!row || row.found < new Set([id, before ?? id]).size) return 'not-found'
    return row.is_moved ? 'moved' : 'not-in-line'
  })
}
