import type { Changes } from '@sluice/core/activity/activity'
import type { Sql } from '@sluice/prisma/sql'
import { goesOn } from '../store/generation-sql.ts'

/** The lowest transaction that may still commit: whatever is below it is in this statement's snapshot, or will never be. */
const horizon = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint'

/** All that is active of this owner, and what has changed at or after `since`, newest first; in one consistent read. */
export async function readActivity(
  sql: Sql,
  ownerId: string,
  { since, limit }: { since: number | null; limit: number },
): Promise<Changes> {
  // A cursor from beyond the horizon is of a database that has since been restored elsewhere: everything may have changed.
  const [row] = await sql.query<{ horizon: number; ids: string[] }>(
    `WITH here AS MATERIALIZED (SELECT ${horizon} AS horizon), active AS (
       SELECT g.id FROM generation g WHERE g.owner_id = $1 AND ${goesOn('g')} ORDER BY g.id DESC LIMIT $3
     ), changed AS (
       SELECT g.id FROM here, LATERAL (
         SELECT id FROM generation WHERE owner_id = $1
           AND changed_in >= CASE WHEN $2::bigint > here.horizon THEN 0 ELSE $2::bigint END
         ORDER BY changed_in DESC, id DESC LIMIT $3
       ) g
     )
     SELECT here.horizon, ARRAY(SELECT id::text FROM (SELECT * FROM active UNION SELECT * FROM changed) u ORDER BY id DESC LIMIT $3) AS ids
     FROM here`,
    [ownerId, since, limit + 1],
    { name: 'read-activity' },
  )
  const { horizon: cursor, ids } = row ?? { horizon: 0, ids: [] }
  return { cursor, ids: ids.slice(0, limit), hasMore: ids.length > limit }
}

/** A row that has changed, as of the transaction that changed it. */
export interface ChangedRow {
  readonly ownerId: string
  readonly id: string
  readonly changedIn: number
}

/** What has changed at or after each owner's horizon, oldest first, `limit` rows an owner at most, and the horizon to go on from. */
export async function readChanges(
  sql: Sql,
  sinceOf: ReadonlyMap<string, number>,
  limit: number,
): Promise<{ cursor: number; rows: ChangedRow[] }> {
  const rows = await sql.query<{ horizon: number; owner_id: string; id: string | null; changed_in: number }>(
    `SELECT here.horizon, c.owner_id, c.id, c.changed_in
     FROM (SELECT ${horizon} AS horizon) here LEFT JOIN (
       SELECT w.owner_id, g.id, g.changed_in FROM unnest($1::uuid[], $2::bigint[]) AS w(owner_id, since) CROSS JOIN LATERAL (
         SELECT id, changed_in FROM generation
         WHERE owner_id = w.owner_id AND changed_in >= w.since ORDER BY changed_in, id LIMIT $3
       ) g
     ) c ON true`,
    [[...sinceOf.keys()], [...sinceOf.values()], limit],
    { name: 'read-changes' },
  )
  return {
    cursor: rows[0]?.horizon ?? 0,
    rows: rows.flatMap(({ owner_id: ownerId, id, changed_in: changedIn }) =>
      id === null ? [] : [{ ownerId, id, changedIn }],
    ),
  }
}
