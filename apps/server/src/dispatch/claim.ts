import type { Claim } from '@sluice/core/generation/run-log'
import { type ActiveCount, type Caps, pick, type Waiting } from '@sluice/core/line/pick'
import type { GenerationParameters } from '@sluice/core/provider/provider'
import type { Database, Sql } from '@sluice/prisma/sql'

/** Serialises claims over all processes: caps are counted and taken under it. */
const claimLock = 5_107_201

/** What a claim asks for. */
export interface ClaimOptions {
  readonly workerId: string
  /** Free slots. */
  readonly ask: number
  readonly caps: Caps
  /** Providers that this process can serve; work for others is left to others. */
  readonly providers: readonly string[]
}

/**
 * Takes on up to `ask` generations: RUNNING, with their events and attempts, all in one transaction under one lock. The
 * lock is a statement of its own, so that the statements after it see what the holder before has committed.
 */
export function claimNext(database: Database, { workerId, ask, caps, providers }: ClaimOptions): Promise<Claim[]> {
  return database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [claimLock], { name: 'claim-lock' })
    const waiting = await readLanes(sql, ask, providers)
    if (waiting.length === 0) return []
    const taken = pick({ waiting, active: await readActive(sql), caps, ask })
    return taken.length === 0 ? [] : take(sql, workerId, taken)
  })
}

/** Of each lane the first rows in line, found by skipping from lane to lane, so that the cost grows with lanes and not with the line. */
async function readLanes(sql: Sql, ask: number, providers: readonly string[]): Promise<Waiting[]> {
  const rows = await sql.query<Omit<Waiting, 'queuedAt'> & { queuedAt: Date }>(
    `WITH RECURSIVE lane AS (
       (SELECT person, model FROM generation WHERE status = 'QUEUED' AND hold IS NULL ORDER BY person, model LIMIT 1)
       UNION ALL
       SELECT n.person, n.model FROM lane l CROSS JOIN LATERAL (
         SELECT g.person, g.model FROM generation g
         WHERE g.status = 'QUEUED' AND g.hold IS NULL AND (g.person, g.model) > (l.person, l.model)
         ORDER BY g.person, g.model LIMIT 1) n
     )
     SELECT w.id, w.person, w.space_id AS "spaceId", w.model, w.provider, w.priority, w.queued_at AS "queuedAt"
     FROM lane l CROSS JOIN LATERAL (
       SELECT * FROM generation g WHERE g.status = 'QUEUED' AND g.hold IS NULL AND g.person = l.person AND g.model = l.model
         AND g.provider = ANY($2::text[])
       ORDER BY g.priority DESC, g.queued_at, g.id LIMIT $1) w`,
    [ask, providers],
    { name: 'read-lanes' },
  )
  return rows.map((row) => ({ ...row, queuedAt: row.queuedAt.getTime() }))
}

function readActive(sql: Sql): Promise<ActiveCount[]> {
  return sql.query<ActiveCount>(
    `SELECT person, space_id AS "spaceId", model, provider, count(*)::int AS count FROM generation
     WHERE status IN ('RUNNING', 'CANCELLING') GROUP BY 1, 2, 3, 4`,
    [],
    { name: 'read-active' },
  )
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
async function take(sql: Sql, workerId: string, taken: readonly Waiting[]): Promise<Claim[]> {
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
     )
     SELECT * FROM mine`,
    [workerId, taken.map(({ id }) => id)],
    { name: 'claim' },
  )
  return rows.map(({ requested_model: requestedModel, parent_id: parentId, ...row }) => ({
    ...row,
    requestedModel,
    parentId,
  }))
}
