import type { Spender } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import type { Reckon } from '@sluice/core/budget/estimate-start'
import { judge } from '@sluice/core/budget/judge'
import type { InsertOutcome, NewGeneration, StartStore } from '@sluice/core/generation/start'
import { rankOf } from '@sluice/core/line/priority'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql, Statements } from '@sluice/prisma/sql'
import { type ChargeRow, charged, chargesOf } from '../budget/charges.ts'
import { countsFor, lockStandings } from '../budget/standings.ts'
import { findPlace } from './place.ts'
import { mayStop } from './sees-thread.ts'
import { announce, type StopHints, type Stopped, stopTargets } from './stop.ts'

/** How many may wait, at most. */
export interface LineLimits {
  readonly person: number
  readonly all: number
}

/** What the store that generations begin in works with. */
export interface StartStoreOptions extends StopHints {
  readonly database: Statements
  readonly line: LineLimits
  readonly reckon: Reckon
  /** Something new is in line. */
  readonly onQueued: () => void
}

/** Where generations begin, in the database. */
export function makeStartStore({ database, line, reckon, onQueued, ...hints }: StartStoreOptions): StartStore {
  return {
    findRepeat: (viewer, key) => findRepeat(database, viewer, key),
    findPlace: (viewer, input) => findPlace(database, viewer, input),
    async insert(generation) {
      const uncounted = await insert(database, line, { generation, budgeted: null })
      const { outcome, stopped } = uncounted ?? (await insertWithin({ database, line, reckon }, generation))
      announce(hints, stopped)
      if (outcome.tag === 'started') onQueued()
      return outcome
    },
  }
}

/**
 * Key, thread, generation and event 1 in one statement. The key decides: of many equal starts at once one inserts it, the
 * others wait for that one's commit and then find it. The limits of the line are looked at before the key is taken, so
 * that a refusal leaves none; so is the text of which a span is rewritten, whose row is held until the commit. What is
 * interrupted is stopped by whoever has inserted the key, and by no repeat.
 *
 * A start that a budget counts is not written unless the budgets have been asked ($25): looking for one costs an index probe here,
 * and starts without one no more than that.
 */
const counted = countsFor({ principal: '$6::uuid', kind: '$31', space: '$5::uuid', isPartner: '$26::boolean' })

const refinement = `json_to_record($32::json) AS f("of" uuid, revision int, start int, "end" int, quote text, instruction text, "commentId" uuid)`

const insertText = `WITH line AS (
    SELECT (SELECT count(*) FROM (SELECT FROM generation WHERE status = 'QUEUED' AND person = $7 LIMIT $18) n) AS mine,
           (SELECT count(*) FROM (SELECT FROM generation WHERE status = 'QUEUED' LIMIT $19) n) AS everyones,
           NOT $25::boolean AND EXISTS (SELECT FROM budget b WHERE ${counted}) AS is_budgeted
  ), unchanged AS (
    SELECT g.id FROM ${refinement} JOIN generation g ON g.id = f."of" AND g.revision = f.revision FOR SHARE OF g
  ), key AS (
    INSERT INTO idempotency_key (principal_id, key, body_hash, generation_id)
    SELECT $6::uuid, $2, $3, $1::uuid FROM line WHERE mine < $18 AND everyones < $19 AND NOT is_budgeted
      AND ($32::json IS NULL OR EXISTS (SELECT FROM unchanged))
    ON CONFLICT DO NOTHING RETURNING generation_id
  ), begun AS (
    INSERT INTO thread (id, space_id, owner_id, title) SELECT $4::uuid, $5::uuid, $6::uuid, $8 FROM key WHERE NOT $9::boolean
  ), queued AS (
    INSERT INTO generation (id, thread_id, space_id, owner_id, person, on_behalf_of, parent_id, requested_model, provider, model,
      prompt, instructions, parameters, labels, hold, parent_may_fail, priority, head, output_schema, is_internal, estimate)
    SELECT generation_id, $4::uuid, $5::uuid, $6::uuid, $7, $10, $11::uuid, $12, $13, $12, $14, $15, $16::jsonb, $17::text[],
      CASE WHEN $29::boolean THEN 'APPROVAL'::"GenerationHold" WHEN $20::boolean THEN 'PARENT' END, $30::boolean,
      $22::int, 1, $23::json, $24::boolean, $27::jsonb FROM key RETURNING id
  ), ${charged('queued', '$28')}, logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, 1, 0, 'StatusChanged', '{"status":"QUEUED","phase":null}'::json FROM queued
  ), refined AS (
    INSERT INTO refinement (generation_id, of_id, revision, span_start, span_end, quote, instruction, comment_id)
    SELECT q.id, f.* FROM queued q, ${refinement} WHERE $32::json IS NOT NULL
  ), target AS (
    SELECT g.id, g.status, g.worker_id FROM key JOIN generation g ON g.id = $11::uuid JOIN thread t ON t.id = g.thread_id
    WHERE $21::boolean AND ${mayStop('g', 't', '$6::uuid')} AND g.status IN ('QUEUED', 'RUNNING') FOR NO KEY UPDATE OF g
  ), ${stopTargets('$6::uuid')}
  SELECT (SELECT id FROM queued) AS id, mine::int, everyones::int, is_budgeted,
    $32::json IS NULL OR EXISTS (SELECT FROM unchanged) AS is_unchanged, (SELECT json_build_object('id', id, 'before', status, 'worker_id', worker_id) FROM target) AS stopped
  FROM line`

interface InsertRow {
  readonly id: string | null
  readonly mine: number
  readonly everyones: number
  readonly is_budgeted: boolean
  readonly is_unchanged: boolean
  readonly stopped: Stopped | null
}

/** What budgets have said to a start. */
interface Budgeted {
  readonly estimate: Estimate
  readonly charges: readonly ChargeRow[]
  readonly mustBeApproved: boolean
}

interface Insert {
  readonly generation: NewGeneration
  /** Null when nobody has asked them. */
  readonly budgeted: Budgeted | null
}

interface Inserted {
  readonly outcome: InsertOutcome
  readonly stopped: readonly Stopped[]
}

/** In one transaction with the budgets' counters: of many at once each sees what the one before has reserved. */
async function insertWithin(
  { database, line, reckon }: Pick<StartStoreOptions, 'database' | 'line' | 'reckon'>,
  generation: NewGeneration,
): Promise<Inserted> {
  const { viewer, place, input } = generation
  // What rewrites a span is asked without the turns before it.
  const estimate = await reckon({ ...input, parentId: input.refinement ? null : place.parentId })
  return database.transaction(async (sql) => {
    const spender: Spender = { viewer, ...place }
    const budgets = await lockStandings(sql, spender)
    const verdict = judge(budgets, estimate)
    if (verdict.tag === 'refused') {
      const before = await findRepeat(sql, viewer, input.idempotencyKey)
      return { outcome: before ?? { tag: 'over-budget', budget: verdict.over[0] }, stopped: [] }
    }
    const mustBeApproved = verdict.tag === 'approval'
    const charges = mustBeApproved ? [] : chargesOf(budgets, estimate)
    const inserted = await insert(sql, line, { generation, budgeted: { estimate, charges, mustBeApproved } })
    if (!inserted) throw new Error('A start whose budgets have been asked asks for them again.')
    return inserted
  })
}

/** Null when it has to be counted, and has not been. */
async function insert(sql: Sql, line: LineLimits, asked: Insert): Promise<Inserted | null> {
  const { viewer, input } = asked.generation
  const [row] = await sql.query<InsertRow>(insertText, paramsOf(line, asked), { name: 'start' })
  if (row?.id) return { outcome: { tag: 'started', id: row.id }, stopped: row.stopped ? [row.stopped] : [] }
  if (row?.is_budgeted) return null
  const before = await findRepeat(sql, viewer, input.idempotencyKey)
  if (!before && row && !row.is_unchanged) return { outcome: { tag: 'text-changed' }, stopped: [] }
  const ahead = Math.max(row?.mine ?? 0, row?.everyones ?? 0)
  return { outcome: before ?? { tag: 'line-full', ahead }, stopped: [] }
}

function paramsOf(line: LineLimits, { generation, budgeted }: Insert): unknown[] {
  const { id, viewer, place, title, person, provider, input, bodyHash } = generation
  const isInterrupting = place.mustWaitForParent && input.whileRunning === 'INTERRUPT'
  const mustBeApproved = budgeted?.mustBeApproved ?? false
  return [
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
    isInterrupting,
    rankOf(input.priority ?? 'INTERACTIVE'),
    input.outputSchema ? JSON.stringify(input.outputSchema) : null,
    input.isInternal ?? false,
    budgeted !== null,
    place.isPartner,
    budgeted && JSON.stringify(budgeted.estimate),
    JSON.stringify(budgeted?.charges ?? []),
    mustBeApproved,
    // Once approved it waits for its parent in any case, and only if it is to wait for it now may it fail with it.
    isInterrupting || (mustBeApproved && !place.mustWaitForParent),
    viewer.kind,
    input.refinement ? JSON.stringify(input.refinement) : null,
  ]
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
