import type { Marks, ThreadStore } from '@sluice/core/thread/thread'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'
import { mayManage, seesThread } from './sees-thread.ts'

/** What the store of threads works with. */
export interface ThreadStoreOptions {
  readonly database: Database
  readonly address: string | null
  /** What somebody has seen, or has not, may be shown in another tab of theirs. */
  readonly onMarked: () => void
}

/** What people change of threads, in the database. In the audit log is what an owner of a space does to a thread of somebody else's. */
export function makeThreadStore({ database, address, onMarked }: ThreadStoreOptions): ThreadStore {
  return {
    rename: (viewer, threadId, title) =>
      audited(database, { viewer, address }, async (sql) => {
        const renamed = await rename(sql, viewer, { threadId, title })
        const isTold = renamed !== null && !renamed.is_mine && renamed.is_new
        return { result: renamed !== null, fact: isTold ? { action: 'THREAD_RENAMED', subject: threadId } : null }
      }),
    async mark(viewer, marks) {
      const outcome = await mark(database, viewer, marks)
      if (outcome === 'done' && marks.isSeen !== undefined) onMarked()
      return outcome
    },
  }
}

interface Renamed {
  readonly is_mine: boolean
  readonly is_new: boolean
}

async function rename(
  sql: Sql,
  viewer: Viewer,
  { threadId, title }: { readonly threadId: string; readonly title: string },
): Promise<Renamed | null> {
  const [row] = await sql.query<Renamed>(
    `WITH found AS (
       SELECT t.id, t.owner_id = $1 AS is_mine, t.title <> $3 AS is_new FROM thread t WHERE t.id = $2 AND ${mayManage('t', '$1')} FOR UPDATE
     ), renamed AS (UPDATE thread t SET title = $3 FROM found f WHERE t.id = f.id AND f.is_new)
     SELECT is_mine, is_new FROM found`,
    [viewer.id, threadId, title],
  )
  return row ?? null
}

/** A mark that is set is null where nothing is said about it. What was pinned stays so since then. */
const isMarked = (column: string, said: string, before: string) =>
  `${column} = CASE WHEN ${said} THEN coalesce(${before}.${column}, now()) WHEN ${said} IS NULL THEN ${before}.${column} END`

/**
 * Marks of threads have a row of their own. Whether somebody has seen what ended stands on the generation, where the trigger that sees it end
 * puts it: lists go by that, and a page of what is unread costs an index and no look at the marks.
 */
async function mark(
  sql: Sql,
  viewer: Viewer,
  { threadId, leafId, isPinned, isArchived, isSeen }: Marks,
): Promise<'done' | 'no-thread' | 'no-leaf'> {
  const [row] = await sql.query<{ has_leaf: boolean }>(
    `WITH found AS (
       SELECT t.id, $5::uuid IS NULL OR EXISTS (SELECT FROM generation g WHERE g.id = $5 AND g.thread_id = t.id) AS has_leaf
       FROM thread t WHERE t.id = $2 AND ${seesThread('t', '$1')}
     ), marked AS (
       INSERT INTO thread_mark AS m (principal_id, thread_id, pinned_at, archived_at, active_leaf_id)
       SELECT $1, id, CASE WHEN $3::boolean THEN now() END, CASE WHEN $4::boolean THEN now() END, $5 FROM found
       WHERE has_leaf AND ($3::boolean IS NOT NULL OR $4::boolean IS NOT NULL OR $5::uuid IS NOT NULL)
       ON CONFLICT (principal_id, thread_id) DO UPDATE SET ${isMarked('pinned_at', '$3::boolean', 'm')},
         ${isMarked('archived_at', '$4::boolean', 'm')}, active_leaf_id = coalesce($5, m.active_leaf_id)
     ), seen AS (
       UPDATE generation g SET is_unread = false FROM found f
       WHERE f.has_leaf AND $6::boolean AND g.owner_id = $1 AND g.thread_id = f.id AND g.is_unread
     ), unseen AS (
       UPDATE generation g SET is_unread = true FROM found f
       WHERE f.has_leaf AND NOT $6::boolean AND g.id = (
         SELECT l.id FROM generation l WHERE l.thread_id = f.id AND l.owner_id = $1 AND l.ended_at IS NOT NULL AND NOT l.is_copy
         ORDER BY l.ended_at DESC, l.id DESC LIMIT 1)
     )
     SELECT has_leaf FROM found`,
    [viewer.id, threadId, isPinned ?? null, isArchived ?? null, leafId ?? null, isSeen ?? null],
    { name: 'mark-thread' },
  )
  if (!row) return 'no-thread'
  return row.has_leaf ? 'done' : 'no-leaf'
}
