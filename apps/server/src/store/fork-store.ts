import type { ForkedBefore, ForkStore, ForkTurn, NewFork } from '@sluice/core/thread/fork'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { isRefinement } from './history.ts'
import { isPartner } from './partner.ts'
import { seesThread } from './sees-thread.ts'

/** Forks in the database, each in one statement. */
export function makeForkStore(sql: Sql): ForkStore {
  return {
    findRepeat: (viewer, key) => findRepeat(sql, viewer, key),
    readPath: (viewer, generationId, limit) => readPath(sql, { viewer, generationId, limit }),
    insert: (fork) => insert(sql, fork),
  }
}

async function findRepeat(sql: Sql, viewer: Viewer, key: string): Promise<ForkedBefore | null> {
  const [before] = await sql.query<ForkedBefore>(
    `SELECT g.thread_id AS "threadId", k.body_hash AS "bodyHash" FROM idempotency_key k JOIN generation g ON g.id = k.generation_id
     WHERE k.principal_id = $1 AND k.key = $2`,
    [viewer.id, key],
    { name: 'find-fork' },
  )
  return before ?? null
}

/** SQL: the text of a generation as it reads now. */
const textNow = (generation: string) =>
  `coalesce(${generation}.current_text, ${generation}.output, ${generation}.checkpoint_text)`

/** Of texts that are not in the row itself, this counts without reading them. */
const bytesOf = (generation: string) =>
  ['prompt', 'instructions', 'output', 'current_text', 'thinking']
    .map((column) => `coalesce(octet_length(${generation}.${column}), 0)`)
    .join(' + ')

const oneIfTurn = (id: string) => `(NOT ${isRefinement(id)})::int`

interface PathOf {
  readonly viewer: Viewer
  readonly generationId: string
  readonly limit: number
}

/**
 * What rewrites a span of another is no turn, and is not copied: what came of it stands in that one's text. Nor does it count, or a path that is
 * too long would be taken for a whole one.
 */
async function readPath(sql: Sql, { viewer, generationId, limit }: PathOf): Promise<readonly ForkTurn[] | null> {
  const rows = await sql.query<ForkTurn>(
    `WITH RECURSIVE path AS (
       SELECT g.id, g.parent_id, g.status, ${bytesOf('g')} AS bytes, ${oneIfTurn('g.id')} AS turns
       FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $1 AND ${seesThread('t', '$2')}
       UNION ALL
       SELECT g.id, g.parent_id, g.status, ${bytesOf('g')}, p.turns + ${oneIfTurn('g.id')}
       FROM path p JOIN generation g ON g.id = p.parent_id WHERE p.turns < $3
     )
     SELECT id, status::text, bytes FROM path p WHERE NOT ${isRefinement('p.id')} ORDER BY turns DESC`,
    [generationId, viewer.id, limit],
    { name: 'fork-path' },
  )
  return rows.length > 0 ? rows : null
}

/**
 * Key, thread, copies and their logs. A copy has ended as what it is of has, with what that reads now, and no more: no attempt, usage or cost, and
 * nothing of what its new owner is not shown; nor the schema of an output that people have changed since, which may not follow it any more.
 * Its log holds its end alone and is whole only after that, as if it had been swept: whoever comes without the text begins with a snapshot.
 */
const insertText = `WITH source AS (
    SELECT t.id, t.title, t.space_id FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $5 AND ${seesThread('t', '$1')}
  ), key AS (
    INSERT INTO idempotency_key (principal_id, key, body_hash, generation_id) SELECT $1, $2, $3, $4 FROM source
    ON CONFLICT DO NOTHING RETURNING generation_id
  ), begun AS (
    INSERT INTO thread (id, space_id, owner_id, title, forked_from_id)
    SELECT $6, coalesce((SELECT m.space_id FROM membership m WHERE m.space_id = s.space_id AND m.principal_id = $1), $7), $1,
      coalesce($8, s.title), $5 FROM key CROSS JOIN source s RETURNING id, space_id
  ), pair AS (
    SELECT from_id, id, lag(id) OVER (ORDER BY n) AS parent_id FROM unnest($9::uuid[], $10::uuid[]) WITH ORDINALITY AS p(from_id, id, n)
  ), original AS (
    SELECT g.*, g.is_internal AND g.owner_id <> $1 AND ${isPartner('g.space_id', '$1')} AS is_hidden
    FROM pair p JOIN generation g ON g.id = p.from_id
  ), copied AS (
    INSERT INTO generation (id, thread_id, space_id, owner_id, person, parent_id, requested_model, provider, model, prompt, instructions,
      parameters, is_internal, output_schema, status, ended_at, head, floor, output, thinking, finish_reason, error_code, error_message,
      error_retryable, is_copy)
    SELECT p.id, b.id, b.space_id, $1, $1::text, p.parent_id, o.requested_model, o.provider, o.model,
      CASE WHEN o.is_hidden THEN '' ELSE o.prompt END, CASE WHEN NOT o.is_hidden THEN o.instructions END, o.parameters, o.is_internal,
      CASE WHEN NOT o.is_hidden AND o.current_text IS NULL THEN o.output_schema END, o.status, now(), 1, 2, ${textNow('o')},
      CASE WHEN o.is_hidden THEN '' ELSE coalesce(o.thinking, '') END, o.finish_reason, o.error_code, o.error_message, o.error_retryable, true
    FROM begun b CROSS JOIN pair p JOIN original o ON o.id = p.from_id
    RETURNING id, status, finish_reason, error_code, error_message, error_retryable
  ), logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, 1, 0, CASE status WHEN 'SUCCEEDED' THEN 'GenerationSucceeded' WHEN 'FAILED' THEN 'GenerationFailed'
        WHEN 'CANCELLED' THEN 'GenerationCancelled' ELSE 'GenerationInterrupted' END,
      CASE status WHEN 'SUCCEEDED' THEN json_build_object('finishReason', finish_reason)
        WHEN 'FAILED' THEN json_build_object('code', error_code, 'message', error_message, 'retryable', error_retryable)
        ELSE '{}'::json END FROM copied
  )
  SELECT EXISTS (SELECT FROM source) AS is_seen, EXISTS (SELECT FROM begun) AS is_begun`

async function insert(sql: Sql, fork: NewFork): Promise<'forked' | 'repeated' | 'gone'> {
  const { viewer, copies } = fork
  const [row] = await sql.query<{ is_seen: boolean; is_begun: boolean }>(
    insertText,
    [
      viewer.id,
      fork.idempotencyKey,
      fork.bodyHash,
      copies.at(-1)?.id,
      fork.generationId,
      fork.threadId,
      viewer.spaceId,
      fork.title,
      copies.map(({ from }) => from),
      copies.map(({ id }) => id),
    ],
    { name: 'fork' },
  )
  if (!row?.is_seen) return 'gone'
  return row.is_begun ? 'forked' : 'repeated'
}
