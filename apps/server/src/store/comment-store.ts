import { type CommentStore, mostComments, mostInThread, type NewComment } from '@sluice/core/comment/comment'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from '../auth/audit.ts'
import { asChanged, toldOf } from './generation-sql.ts'
import { mayManage, seesThread } from './sees-thread.ts'

/** What the store of comments works with. */
export interface CommentStoreOptions {
  readonly database: Database
  readonly address: string | null
  /** Somebody may look at comments that are others now. Called once that is committed, and only if it is so. */
  readonly onChanged: () => void
}

/** Comments in the database, for one who asks from `address`. Each change of one is a change of its generation, which `activity` tells of. */
export function makeCommentStore({ database, address, onChanged }: CommentStoreOptions): CommentStore {
  const told = async <T>(changing: Promise<T>, isChange: (outcome: T) => boolean): Promise<T> => {
    const outcome = await changing
    if (isChange(outcome)) onChanged()
    return outcome
  }
  return {
    add: (viewer, comment) =>
      told<Awaited<ReturnType<CommentStore['add']>>>(
        database.transaction(async (sql) => {
          const threadId = await markCommented(sql, viewer.id, comment.generationId)
          return threadId === null ? null : insert(sql, { ...comment, viewerId: viewer.id, threadId })
        }),
        (outcome) => outcome !== null && outcome !== 'full',
      ),
    resolve: (viewer, { id, isResolved }) =>
      told(resolve(database, { viewerId: viewer.id, id, isResolved }), (isThere) => isThere),
    delete: (viewer, id) =>
      told(
        audited<Awaited<ReturnType<CommentStore['delete']>>>(database, { viewer, address }, async (sql) => {
          const found = await remove(sql, viewer.id, id)
          if (!found) return { result: null, fact: null }
          const { generation_id: generationId, thread_id: subject, is_mine: isMine, may, author } = found
          if (!may) return { result: 'forbidden', fact: null }
          const fact = { action: 'COMMENT_DELETED', subject, details: { author } } as const
          return { result: { generationId }, fact: isMine ? null : fact }
        }),
        (outcome) => outcome !== null && outcome !== 'forbidden',
      ),
  }
}

/** Holds the generation's row until the commit, so that of many at once each counts the ones before. Answers its thread; null when the viewer does not see it. */
async function markCommented(sql: Sql, viewerId: string, id: string): Promise<string | null> {
  const [row] = await sql.query<{ thread_id: string }>(
    `UPDATE generation g SET ${asChanged} FROM thread t
     WHERE g.id = $1 AND t.id = g.thread_id AND ${seesThread('t', '$2')} RETURNING g.thread_id`,
    [id, viewerId],
    { name: 'mark-commented' },
  )
  return row?.thread_id ?? null
}

interface CommentRow extends NewComment {
  readonly viewerId: string
  readonly threadId: string
}

/** Whoever has had no answer sends it again: that is one comment. */
async function insert(sql: Sql, comment: CommentRow): Promise<{ id: string } | 'full'> {
  const { generationId, viewerId, text, revision, span, threadId } = comment
  const [row] = await sql.query<{ id: string }>(
    `WITH same AS (
       SELECT id FROM comment WHERE generation_id = $2 AND author_id = $3 AND text = $4 AND revision = $5 AND resolved_at IS NULL
         AND span_start IS NOT DISTINCT FROM $6::int AND span_end IS NOT DISTINCT FROM $7::int
         AND created_at > now() - interval '10 minutes' LIMIT 1
     ), added AS (
       INSERT INTO comment (id, generation_id, author_id, text, revision, span_start, span_end, quote)
       SELECT $1::uuid, $2::uuid, $3::uuid, $4, $5::int, $6::int, $7::int, $8::text
       WHERE NOT EXISTS (SELECT FROM same) AND (SELECT count(*) FROM comment WHERE generation_id = $2) < $10
         AND (SELECT count(*) FROM generation g JOIN comment c ON c.generation_id = g.id WHERE g.thread_id = $9) < $11
       RETURNING id
     )
     SELECT id FROM same UNION ALL SELECT id FROM added`,
    [
      newId(),
      generationId,
      viewerId,
      text,
      revision,
      span?.start ?? null,
      span?.end ?? null,
      span?.quote ?? null,
      threadId,
      mostComments,
      mostInThread,
    ],
    { name: 'add-comment' },
  )
  return row ?? 'full'
}

interface Resolving {
  readonly viewerId: string
  readonly id: string
  readonly isResolved: boolean
}

/** False when the viewer sees no such comment. Who has resolved it first stays. */
async function resolve(sql: Sql, { viewerId, id, isResolved }: Resolving): Promise<boolean> {
  const rows = await sql.query(
    `WITH seen AS (
       SELECT c.id, c.resolved_at IS NOT NULL AS is_resolved FROM comment c JOIN generation g ON g.id = c.generation_id
       JOIN thread t ON t.id = g.thread_id WHERE c.id = $1 AND ${seesThread('t', '$2')} FOR UPDATE OF c
     ), settled AS (
       UPDATE comment c SET resolved_at = CASE WHEN $3 THEN now() END, resolved_by_id = CASE WHEN $3 THEN $2::uuid END
       FROM seen s WHERE c.id = s.id AND s.is_resolved <> $3::boolean RETURNING c.generation_id
     ), ${toldOf('settled')}
     SELECT id FROM seen`,
    [id, viewerId, isResolved],
    { name: 'resolve-comment' },
  )
  return rows.length > 0
}

interface Removed {
  readonly generation_id: string
  readonly thread_id: string
  readonly author: string
  readonly is_mine: boolean
  readonly may: boolean
}

/** Removes it if the viewer may; null when they see no such comment. */
async function remove(sql: Sql, viewerId: string, id: string): Promise<Removed | null> {
  const [row] = await sql.query<Removed>(
    `WITH seen AS (
       SELECT c.id, c.generation_id, g.thread_id, p.name AS author, c.author_id = $2 AS is_mine,
         c.author_id = $2 OR ${mayManage('t', '$2')} AS may
       FROM comment c JOIN principal p ON p.id = c.author_id JOIN generation g ON g.id = c.generation_id JOIN thread t ON t.id = g.thread_id
       WHERE c.id = $1 AND ${seesThread('t', '$2')} FOR UPDATE OF c
     ), gone AS (
       DELETE FROM comment c USING seen s WHERE c.id = s.id AND s.may RETURNING c.generation_id
     ), ${toldOf('gone')}
     SELECT generation_id, thread_id, author, is_mine, may FROM seen`,
    [id, viewerId],
    { name: 'delete-comment' },
  )
  return row ?? null
}
