import type { InsertOutcome, NewGeneration, Place, StartInput, StartStore } from '@sluice/core/generation/start'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'

/** How many may wait, at most. */
export interface LineLimits {
  readonly person: number
  readonly all: number
}

/** What the store that generations begin in works with. */
export interface StartStoreOptions {
  readonly sql: Sql
  readonly line: LineLimits
  /** Something new is in line. */
  readonly onQueued: () => void
}

/** Where generations begin, in the database. */
export function makeStartStore({ sql, line, onQueued }: StartStoreOptions): StartStore {
  return {
    findRepeat: (viewer, key) => findRepeat(sql, viewer, key),
    findPlace: (viewer, input) => findPlace(sql, viewer, input),
    async insert(generation) {
      const outcome = await insert(sql, line, generation)
      if (outcome.tag === 'started') onQueued()
      return outcome
    },
  }
}

async function findPlace(sql: Sql, viewer: Viewer, { threadId, spaceId, parentId }: StartInput): Promise<Place | null> {
  const fresh: Place = { threadId: newId(), spaceId: viewer.spaceId, isThreadThere: false, mustWaitForParent: false }
  if (threadId === undefined && parentId === undefined) {
    return spaceId === undefined || spaceId === viewer.spaceId ? fresh : null
  }
  const [row] = await sql.query<{ id: string; space_id: string; waits: boolean }>(
    `SELECT t.id, t.space_id, coalesce(p.status IN ('QUEUED', 'RUNNING', 'CANCELLING'), false) AS waits
     FROM thread t LEFT JOIN generation p ON p.id = $2 AND p.thread_id = t.id
     WHERE t.id = coalesce($1, (SELECT thread_id FROM generation WHERE id = $2))
       AND t.owner_id = $3 AND ($4::uuid IS NULL OR t.space_id = $4) AND ($2::uuid IS NULL OR p.id IS NOT NULL)`,
    [threadId ?? null, parentId ?? null, viewer.id, spaceId ?? null],
    { name: 'find-place' },
  )
  return row ? { threadId: row.id, spaceId: row.space_id, isThreadThere: true, mustWaitForParent: row.waits } : null
}

/**
 * Key, thread, generation and event 1 in one statement. The key decides: of many equal starts at once one inserts it, the
 * others wait for that one's commit and then find it. The limits of the line are looked at before the key is taken, so
 * that a refusal leaves none.
 */
const insertText = `WITH line AS (
    SELECT (SELECT count(*) FROM (SELECT FROM generation WHERE status = 'QUEUED' AND person = $7 LIMIT $18) n) AS mine,
           (SELECT count(*) FROM (SELECT FROM generation WHERE status = 'QUEUED' LIMIT $19) n) AS everyones
  ), key AS (
    INSERT INTO idempotency_key (principal_id, key, body_hash, generation_id)
    SELECT $6::uuid, $2, $3, $1::uuid FROM line WHERE mine < $18 AND everyones < $19
    ON CONFLICT DO NOTHING RETURNING generation_id
  ), begun AS (
    INSERT INTO thread (id, space_id, owner_id, title) SELECT $4::uuid, $5::uuid, $6::uuid, $8 FROM key WHERE NOT $9::boolean
  ), queued AS (
    INSERT INTO generation (id, thread_id, space_id, owner_id, person, on_behalf_of, parent_id, requested_model, provider, model,
      prompt, instructions, parameters, labels, hold, head)
    SELECT generation_id, $4::uuid, $5::uuid, $6::uuid, $7, $10, $11::uuid, $12, $13, $12, $14, $15, $16::jsonb, $17::text[],
      CASE WHEN $20::boolean THEN 'PARENT'::"GenerationHold" END, 1 FROM key RETURNING id
  ), logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, 1, 0, 'StatusChanged', '{"status":"QUEUED","phase":null}'::json FROM queued
  )
  SELECT (SELECT id FROM queued) AS id, mine::int, everyones::int FROM line`

async function insert(sql: Sql, line: LineLimits, generation: NewGeneration): Promise<InsertOutcome> {
  const { id, viewer, place, title, person, provider, input, bodyHash } = generation
  const params = [
    id,
    input.idempotencyKey,
    bodyHash,
    place.threadId,
    place.spaceId,
    viewer.id,
    person,
    title,
    place.isThreadThere,
    input.onBehalfOf ?? null,
    input.parentId ?? null,
    input.model,
    provider,
    input.prompt,
    input.instructions ?? null,
    JSON.stringify(input.parameters ?? {}),
    input.labels ?? [],
    line.person,
    line.all,
    place.mustWaitForParent,
  ]
  const [row] = await sql.query<{ id: string | null; mine: number; everyones: number }>(insertText, params, {
    name: 'start',
  })
  if (row?.id) return { tag: 'started', id: row.id }
  const before = await findRepeat(sql, viewer, input.idempotencyKey)
  return before ?? { tag: 'line-full', ahead: Math.max(row?.mine ?? 0, row?.everyones ?? 0) }
}

type Repeated = Extract<InsertOutcome, { tag: 'repeated' }>

async function findRepeat(sql: Sql, viewer: Viewer, key: string): Promise<Repeated | null> {
  const [before] = await sql.query<{ generation_id: string; body_hash: string }>(
    'SELECT generation_id, body_hash FROM idempotency_key WHERE principal_id = $1 AND key = $2',
    [viewer.id, key],
    { name: 'find-key' },
  )
  return before ? { tag: 'repeated', id: before.generation_id, bodyHash: before.body_hash } : null
}
