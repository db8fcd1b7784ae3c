import type { InsertOutcome, NewGeneration, Place, StartInput, StartStore } from '@sluice/core/generation/start'
import { rankOf } from '@sluice/core/line/priority'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { mayStop, seesThread } from './sees-thread.ts'
import { announce, type StopHints, type Stopped, stopTargets } from './stop.ts'

/** How many may wait, at most. */
export interface LineLimits {
  readonly person: number
  readonly all: number
}

/** What the store that generations begin in works with. */
export interface StartStoreOptions extends StopHints {
  readonly sql: Sql
  readonly line: LineLimits
  /** Something new is in line. */
  readonly onQueued: () => void
}

/** Where generations begin, in the database. */
export function makeStartStore({ sql, line, onQueued, ...hints }: StartStoreOptions): StartStore {
  return {
    findRepeat: (viewer, key) => findRepeat(sql, viewer, key),
    findPlace: (viewer, input) => findPlace(sql, viewer, input),
    async insert(generation) {
      const { outcome, stopped } = await insert(sql, line, generation)
      announce(hints, stopped)
      if (outcome.tag === 'started') onQueued()
      return outcome
    },
  }
}

/** Not ended. */
const goesOn = `('QUEUED', 'RUNNING', 'CANCELLING')`

/** Beside one that goes on, an alternative to it refines what it refines: upwards from it, the first that has ended. */
const placeText = `WITH RECURSIVE up AS (
    SELECT id, thread_id, parent_id, status FROM generation WHERE id = $2
    UNION ALL
    SELECT g.id, g.thread_id, g.parent_id, g.status FROM up JOIN generation g ON g.id = up.parent_id WHERE $5 AND up.status IN ${goesOn}
  ), parent AS (
    SELECT id, status IN ${goesOn} AS goes_on FROM up WHERE NOT $5 OR status NOT IN ${goesOn}
  )
  SELECT t.id, t.space_id, (SELECT id FROM parent) AS parent_id, coalesce((SELECT goes_on FROM parent), false) AS waits
  FROM thread t
  WHERE t.id = coalesce($1, (SELECT thread_id FROM up WHERE id = $2)) AND ${seesThread('t', '$3')} AND ($4::uuid IS NULL OR t.space_id = $4)
    AND ($2::uuid IS NULL OR EXISTS (SELECT FROM up WHERE id = $2 AND thread_id = t.id))`

interface PlaceRow {
  readonly id: string
  readonly space_id: string
  readonly parent_id: string | null
  readonly waits: boolean
}

async function findPlace(sql: Sql, viewer: Viewer, input: StartInput): Promise<Place | null> {
  const { threadId, spaceId, parentId, whileRunning } = input
  if (threadId === undefined && parentId === undefined) {
    const where = spaceId ?? viewer.spaceId
    if (where !== viewer.spaceId && !(await isMember(sql, viewer, where))) return null
    const place = { threadId: newId(), spaceId: where, parentId: null }
    return { ...place, isThreadThere: false, mustWaitForParent: false }
  }
  const params = [threadId ?? null, parentId ?? null, viewer.id, spaceId ?? null, whileRunning === 'BRANCH']
  const [row] = await sql.query<PlaceRow>(placeText, params, { name: 'find-place' })
  return row
    ? {
        threadId: row.id,
        spaceId: row.space_id,
        isThreadThere: true,
        parentId: row.parent_id,
        mustWaitForParent: row.waits,
      }
    : null
}

async function isMember(sql: Sql, viewer: Viewer, spaceId: string): Promise<boolean> {
  const text = 'SELECT FROM membership WHERE space_id = $1 AND principal_id = $2'
  return (await sql.query(text, [spaceId, viewer.id], { name: 'is-member' })).length > 0
}

/**
 * Key, thread, generation and event 1 in one statement. The key decides: of many equal starts at once one inserts it, the
 * others wait for that one's commit and then find it. The limits of the line are looked at before the key is taken, so
 * that a refusal leaves none. What is interrupted is stopped by whoever has inserted the key, and by no repeat.
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
      prompt, instructions, parameters, labels, hold, parent_may_fail, priority, head, output_schema, is_internal)
    SELECT generation_id, $4::uuid, $5::uuid, $6::uuid, $7, $10, $11::uuid, $12, $13, $12, $14, $15, $16::jsonb, $17::text[],
      CASE WHEN $20::boolean THEN 'PARENT'::"GenerationHold" END, $21::boolean, $22::int, 1, $23::json, $24::boolean FROM key RETURNING id
  ), logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, 1, 0, 'StatusChanged', '{"status":"QUEUED","phase":null}'::json FROM queued
  ), target AS (
    SELECT g.id, g.status, g.worker_id FROM key JOIN generation g ON g.id = $11::uuid JOIN thread t ON t.id = g.thread_id
    WHERE $21::boolean AND ${mayStop('g', 't', '$6::uuid')} AND g.status IN ('QUEUED', 'RUNNING') FOR NO KEY UPDATE OF g
  ), ${stopTargets}
  SELECT (SELECT id FROM queued) AS id, mine::int, everyones::int,
    (SELECT json_build_object('id', id, 'before', status, 'worker_id', worker_id) FROM target) AS stopped
  FROM line`

interface InsertRow {
  readonly id: string | null
  readonly mine: number
  readonly everyones: number
  readonly stopped: Stopped | null
}

async function insert(
  sql: Sql,
  line: LineLimits,
  generation: NewGeneration,
): Promise<{ outcome: InsertOutcome; stopped: readonly Stopped[] }> {
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
    place.parentId,
    input.model,
    provider,
    input.prompt,
    input.instructions ?? null,
    JSON.stringify(input.parameters ?? {}),
    input.labels ?? [],
    line.person,
    line.all,
    place.mustWaitForParent,
    place.mustWaitForParent && input.whileRunning === 'INTERRUPT',
    rankOf(input.priority ?? 'INTERACTIVE'),
    input.outputSchema ? JSON.stringify(input.outputSchema) : null,
    input.isInternal ?? false,
  ]
  const [row] = await sql.query<InsertRow>(insertText, params, { name: 'start' })
  if (row?.id) return { outcome: { tag: 'started', id: row.id }, stopped: row.stopped ? [row.stopped] : [] }
  const before = await findRepeat(sql, viewer, input.idempotencyKey)
  const ahead = Math.max(row?.mine ?? 0, row?.everyones ?? 0)
  return { outcome: before ?? { tag: 'line-full', ahead }, stopped: [] }
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
