import type { Sql } from '@sluice/prisma/sql'
import { goesOn } from './generation-sql.ts'
import { type Stopped, stopTargets } from './stop.ts'

/** Rows that one statement removes: on PGlite all else waits for it. */
const slice = 2_000

/** Stops what goes on in deleted threads. What is locked in this moment is found by the next look, or ends by itself. */
export function stopDeleted(sql: Sql): Promise<Stopped[]> {
  return sql.query<Stopped>(
    `WITH target AS (
       SELECT g.id, g.status, g.worker_id FROM thread t JOIN generation g ON g.thread_id = t.id
       WHERE t.deleted_at IS NOT NULL AND g.status IN ('QUEUED', 'RUNNING') FOR NO KEY UPDATE OF g SKIP LOCKED
     ), ${stopTargets('NULL')}
     SELECT id, status::text AS before, worker_id FROM target`,
    [],
    { name: 'stop-deleted' },
  )
}

/**
 * Removes what deleted threads and spaces held, slice by slice, once nothing goes on there any more. A removal that is ended goes on
 * where it was.
 */
export async function removeDeleted(sql: Sql, { signal }: { readonly signal: AbortSignal }): Promise<void> {
  await hideThreadsOfTheDeleted(sql)
  await stopDeleted(sql)
  while (!signal.aborted) {
    // In turns: whose events are gone goes too, and is not walked over again for the next slice.
    const [events, generations, threads] = [
      await removeEvents(sql),
      await removeGenerations(sql),
      await removeThreads(sql),
    ]
    if (Math.max(events, generations, threads) < slice) break
  }
  if (!signal.aborted) await removeSpaces(sql)
}

/**
 * A start that was under way may have begun one later, or somebody have shared one in the space that goes with its person; and a space may have
 * taken back what a person who is gone had shared there. Nobody sees them.
 */
async function hideThreadsOfTheDeleted(sql: Sql): Promise<void> {
  await sql.query(
    `WITH of_space AS (
       SELECT t.id FROM space s JOIN thread t ON t.space_id = s.id WHERE s.deleted_at IS NOT NULL AND t.deleted_at IS NULL
     ), at_home AS (
       SELECT t.id FROM principal p JOIN thread t ON t.space_id = p.space_id WHERE p.deleted_at IS NOT NULL AND t.deleted_at IS NULL
     ), of_person AS (
       SELECT t.id FROM principal p JOIN thread t ON t.owner_id = p.id
       WHERE p.deleted_at IS NOT NULL AND t.visibility = 'PRIVATE' AND t.deleted_at IS NULL
     )
     UPDATE thread SET deleted_at = now() WHERE id IN (SELECT id FROM of_space UNION SELECT id FROM at_home UNION SELECT id FROM of_person)`,
  )
}

/** Of threads in which all has ended: what goes on still writes. */
const quiet = `t.deleted_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM generation a WHERE a.thread_id = t.id AND ${goesOn('a')})`

async function removeEvents(sql: Sql): Promise<number> {
  return removed(
    sql,
    `WITH due AS (
       SELECT e.generation_id, e.seq FROM thread t JOIN generation g ON g.thread_id = t.id JOIN generation_event e ON e.generation_id = g.id
       WHERE ${quiet} LIMIT $1
     ), gone AS (
       DELETE FROM generation_event e USING due WHERE e.generation_id = due.generation_id AND e.seq = due.seq
     ) SELECT count(*)::int AS count FROM due`,
  )
}

/** With their attempts, and the keys that they were started by. Only those whose log is gone: no foreign key would remove it. */
async function removeGenerations(sql: Sql): Promise<number> {
  return removed(
    sql,
    `WITH due AS (
       SELECT g.id, g.owner_id FROM thread t JOIN generation g ON g.thread_id = t.id
       WHERE ${quiet} AND NOT EXISTS (SELECT FROM generation_event e WHERE e.generation_id = g.id) LIMIT $1
     ), keys AS (
       DELETE FROM idempotency_key k USING due WHERE k.principal_id = due.owner_id AND k.generation_id = due.id
     ), gone AS (DELETE FROM generation g USING due WHERE g.id = due.id)
     SELECT count(*)::int AS count FROM due`,
  )
}

async function removeThreads(sql: Sql): Promise<number> {
  return removed(
    sql,
    `WITH due AS (
       SELECT t.id FROM thread t WHERE ${quiet} AND NOT EXISTS (SELECT FROM generation g WHERE g.thread_id = t.id) LIMIT $1
     ), gone AS (DELETE FROM thread t USING due WHERE t.id = due.id)
     SELECT count(*)::int AS count FROM due`,
  )
}

/** With their budgets. */
async function removeSpaces(sql: Sql): Promise<void> {
  await sql.query(
    `WITH budgets AS (DELETE FROM budget b USING space s WHERE s.deleted_at IS NOT NULL AND b.subject = s.id)
     DELETE FROM space s WHERE s.deleted_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM thread t WHERE t.space_id = s.id) AND NOT EXISTS (SELECT FROM generation g WHERE g.space_id = s.id)`,
  )
}

async function removed(sql: Sql, text: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(text, [slice])
  return row?.count ?? 0
}

/** Deletes threads in which nothing has begun, ended or been revised for as long as their space keeps them, some at a time. */
export async function retire(sql: Sql): Promise<void> {
  await sql.query(
    `UPDATE thread SET deleted_at = now() WHERE id IN (
       SELECT t.id FROM space s JOIN thread t ON t.space_id = s.id
       WHERE s.retention_days IS NOT NULL AND t.deleted_at IS NULL AND t.created_at < now() - s.retention_days * interval '1 day'
         AND NOT EXISTS (SELECT FROM generation g WHERE g.thread_id = t.id
           AND (g.ended_at IS NULL OR g.ended_at > now() - s.retention_days * interval '1 day'
             OR EXISTS (SELECT FROM revision r WHERE r.generation_id = g.id AND r.created_at > now() - s.retention_days * interval '1 day')))
       LIMIT $1)`,
    [slice],
  )
}
