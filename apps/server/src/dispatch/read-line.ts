import type { Waiting } from '@sluice/core/line/pick'
import type { Sql } from '@sluice/prisma/sql'
import { type LineState, lineStateColumns, servedAt } from './line-state.ts'

/** Which part of the line to read. */
export interface LinePart {
  /** Most rows of one lane. */
  readonly perLane: number
  /** Most rows in all; those that come first are read. */
  readonly limit: number
  readonly providers: readonly string[]
  /** Lanes that cannot be taken from, because these are full. */
  readonly full: {
    readonly people: readonly string[]
    readonly models: readonly string[]
    readonly spaces: readonly string[]
  }
}

/**
 * The rows in line whose turn comes first: of each lane the first, found by skipping from lane to lane, so that the cost
 * grows with lanes and not with the line; then in the order in which `pick` walks them.
 */
const firstInLine = `RECURSIVE lane AS (
    (SELECT person, model, space_id FROM generation WHERE status = 'QUEUED' AND hold IS NULL ORDER BY person, model, space_id LIMIT 1)
    UNION ALL
    SELECT n.person, n.model, n.space_id FROM lane l CROSS JOIN LATERAL (
      SELECT g.person, g.model, g.space_id FROM generation g
      WHERE g.status = 'QUEUED' AND g.hold IS NULL AND (g.person, g.model, g.space_id) > (l.person, l.model, l.space_id)
      ORDER BY g.person, g.model, g.space_id LIMIT 1) n
  ), first AS (
    SELECT w.id, l.person, l.space_id, l.model, split_part(l.model, ':', 1) AS provider, w.priority, w.queued_at
    FROM lane l CROSS JOIN LATERAL (
      SELECT g.id, g.priority, g.queued_at FROM generation g
      WHERE g.status = 'QUEUED' AND g.hold IS NULL AND g.person = l.person AND g.model = l.model AND g.space_id = l.space_id
      ORDER BY g.priority DESC, g.queued_at, g.id LIMIT $1) w
    WHERE split_part(l.model, ':', 1) = ANY($3::text[]) AND l.person <> ALL($4::text[]) AND l.model <> ALL($5::text[]) AND l.space_id <> ALL($6::uuid[])
  ), busy AS (
    SELECT person, count(*) AS count FROM generation WHERE status IN ('RUNNING', 'CANCELLING') GROUP BY person
  ), served AS MATERIALIZED (
    SELECT p.person, ${servedAt('p.person')} AS at FROM (SELECT DISTINCT person FROM first) p
  ), in_turn AS (
    SELECT f.id, f.person, f.space_id AS "spaceId", f.model, f.provider, f.priority, extract(epoch FROM f.queued_at) * 1000 AS "queuedAt",
      coalesce(extract(epoch FROM s.at) * 1000, 0) AS "servedAt"
    FROM first f JOIN served s USING (person) LEFT JOIN busy b USING (person)
    ORDER BY coalesce(b.count, 0) + row_number() OVER (PARTITION BY f.person ORDER BY f.priority DESC, f.queued_at, f.id),
      greatest(f.queued_at, s.at), f.queued_at, f.id
    LIMIT $2
  )`

type WaitingRow = Omit<Waiting, 'queuedAt' | 'servedAt'> & {
  readonly queuedAt: number | string
  readonly servedAt: number | string
}

/** The first in line, and all that decides about them, in one consistent reading. */
export async function readLine(sql: Sql, part: LinePart): Promise<{ waiting: readonly Waiting[]; state: LineState }> {
  const [row] = await sql.query<LineState & { waiting: readonly WaitingRow[] }>(
    `WITH ${firstInLine} SELECT (SELECT coalesce(json_agg(t), '[]') FROM in_turn t) AS waiting, ${lineStateColumns}`,
    paramsOf(part),
    { name: 'read-line' },
  )
  if (!row) throw new Error('A SELECT without FROM answered no row.')
  const { waiting, ...state } = row
  return { waiting: waiting.map(toWaiting), state }
}

/** More of the line, when what was read first was not enough. */
export async function readMore(sql: Sql, part: LinePart): Promise<readonly Waiting[]> {
  const rows = await sql.query<WaitingRow>(`WITH ${firstInLine} SELECT * FROM in_turn`, paramsOf(part), {
    name: 'read-more',
  })
  return rows.map(toWaiting)
}

function paramsOf({ perLane, limit, providers, full }: LinePart): unknown[] {
  return [perLane, limit, providers, full.people, full.models, full.spaces]
}

/** Numbers of type numeric come as text from a row, and as numbers out of JSON. */
function toWaiting({ queuedAt, servedAt: served, ...row }: WaitingRow): Waiting {
  return { ...row, queuedAt: Number(queuedAt), servedAt: Number(served) }
}
