import type { Claim } from '@sluice/core/generation/run-log'
import { pick, type Waiting } from '@sluice/core/line/pick'
import { roomOf } from '@sluice/core/line/provider-state'
import type { Caps } from '@sluice/core/line/room'
import type { GenerationParameters } from '@sluice/core/provider/provider'
import type { Database, Sql } from '@sluice/prisma/sql'
import { capsWith, type LineState, lineStateColumns } from './line-state.ts'

/** Serialises claims over all processes: caps are counted and taken under it. */
const claimLock = 5_107_201

/** What a claim asks for. */
export interface ClaimOptions {
  readonly workerId: string
  /** Free slots. */
  readonly ask: number
  /** As configured; what was set at run time comes before them. */
  readonly caps: Caps
  /** Providers that this process can serve; work for others is left to others. */
  readonly providers: readonly string[]
}

/** What a claim has brought. */
export interface Claimed {
  readonly claims: readonly Claim[]
  /** Whether somebody may be left in line whom this process could serve. */
  readonly hasMore: boolean
}

/**
 * Takes on up to `ask` generations: RUNNING, with their events and attempts, all in one transaction under one lock. The
 * lock is a statement of its own, so that the statements after it see what the holder before has committed.
 */
export function claimNext(database: Database, { workerId, ask, caps, providers }: ClaimOptions): Promise<Claimed> {
  return database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [claimLock], { name: 'claim-lock' })
    const { waiting, state } = await readLine(sql, ask, providers)
    if (waiting.length === 0) return { claims: [], hasMore: false }
    const { active, states, slots } = state
    const effective = capsWith(caps, state.settings)
    const taken = pick({ waiting, active, caps: effective, states, slots, ask })
    if (taken.length === 0) return { claims: [], hasMore: true }
    const claims = await take(sql, workerId, taken, probesOf(taken, state, effective))
    return { claims, hasMore: claims.length < waiting.length || claims.length === ask }
  })
}

interface LineRow extends LineState {
  readonly waiting: readonly (Omit<Waiting, 'queuedAt'> & { queuedAt: number })[]
}

/**
 * Of each lane the first rows in line, found by skipping from lane to lane, so that the cost grows with lanes and not with
 * the line; and all that decides about them.
 */
async function readLine(
  sql: Sql,
  ask: number,
  providers: readonly string[],
): Promise<{ waiting: readonly Waiting[]; state: LineState }> {
  const [row] = await sql.query<LineRow>(
    `WITH RECURSIVE lane AS (
       (SELECT person, model, space_id FROM generation WHERE status = 'QUEUED' AND hold IS NULL ORDER BY person, model, space_id LIMIT 1)
       UNION ALL
       SELECT n.person, n.model, n.space_id FROM lane l CROSS JOIN LATERAL (
         SELECT g.person, g.model, g.space_id FROM generation g
         WHERE g.status = 'QUEUED' AND g.hold IS NULL AND (g.person, g.model, g.space_id) > (l.person, l.model, l.space_id)
         ORDER BY g.person, g.model, g.space_id LIMIT 1) n
     ), first AS (
       SELECT w.id, w.person, w.space_id AS "spaceId", w.model, w.provider, w.priority, extract(epoch FROM w.queued_at) * 1000 AS "queuedAt"
       FROM lane l CROSS JOIN LATERAL (
         SELECT * FROM generation g
         WHERE g.status = 'QUEUED' AND g.hold IS NULL AND g.person = l.person AND g.model = l.model AND g.space_id = l.space_id
           AND g.provider = ANY($2::text[])
         ORDER BY g.priority DESC, g.queued_at, g.id LIMIT $1) w
     )
     SELECT (SELECT coalesce(json_agg(f), '[]') FROM first f) AS waiting, ${lineStateColumns}`,
    [ask, providers],
    { name: 'read-line' },
  )
  if (!row) throw new Error('A SELECT without FROM answered no row.')
  const { waiting, ...state } = row
  return { waiting, state }
}

/** Which of those taken are probes: the only one let through at a provider whose breaker is half open. */
function probesOf(taken: readonly Waiting[], { active, states }: LineState, caps: Caps): Waiting[] {
  return taken.filter(({ provider }) => {
    const state = states.find((each) => each.provider === provider)
    const running = active.filter((each) => each.provider === provider).reduce((sum, { count }) => sum + count, 0)
    return roomOf(state, caps.provider(provider), running).isProbe
  })
}

interface ClaimRow {
  readonly id: string
  readonly attempt: number
  readonly head: number
  readonly provider: string
  readonly model: string
  readonly requested_model: string
  readonly prompt: string
  readonly instructions: string | null
  readonly parameters: GenerationParameters
  readonly parent_id: string | null
  readonly retries: number
}

/** Nothing is taken by a worker that is dead by now. */
async function take(
  sql: Sql,
  workerId: string,
  taken: readonly Waiting[],
  probes: readonly Waiting[],
): Promise<Claim[]> {
  const rows = await sql.query<ClaimRow>(
    `WITH me AS MATERIALIZED (
       SELECT id FROM worker WHERE id = $1 AND dead_at IS NULL AND lease_until > clock_timestamp() FOR SHARE
     ), mine AS (
       UPDATE generation g SET status = 'RUNNING', phase = 'CALLING', worker_id = me.id, attempt = g.attempt + 1, head = g.head + 1,
         started_at = coalesce(g.started_at, now())
       FROM me WHERE g.id = ANY($2::uuid[]) AND g.status = 'QUEUED' AND g.hold IS NULL
       RETURNING g.id, g.attempt, g.head, g.provider, g.model, g.requested_model, g.prompt, g.instructions, g.parameters, g.parent_id, g.retries
     ), logged AS (
       INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
       SELECT id, head, attempt, 'StatusChanged', '{"status":"RUNNING","phase":"CALLING"}'::json FROM mine
     ), tried AS (
       INSERT INTO attempt (generation_id, number, provider, model, worker_id) SELECT id, attempt, provider, model, $1 FROM mine
     ), probing AS (
       UPDATE provider_state s SET probe_id = m.id FROM mine m WHERE m.id = ANY($3::uuid[]) AND s.provider = m.provider
     )
     SELECT * FROM mine`,
    [workerId, taken.map(({ id }) => id), probes.map(({ id }) => id)],
    { name: 'claim' },
  )
  return rows.map(({ requested_model: requestedModel, parent_id: parentId, ...row }) => ({
    ...row,
    requestedModel,
    parentId,
  }))
}
