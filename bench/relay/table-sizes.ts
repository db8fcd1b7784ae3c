import type { Database } from '@sluice/prisma/sql'
import { sweep } from '@sluice/server/chores/sweep'
import { lookInto } from '../../test/support/look-into.ts'

/** What the tables of generations hold, indexes included. */
export interface TableSizes {
  readonly events: number
  readonly eventBytes: number
  readonly generationBytes: number
}

/** Sweeps all that has ended and gives its room back; Sluice must be stopped. */
export function sweepAndSize(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly before: TableSizes; readonly after: TableSizes }> {
  return lookInto(env, async (database) => {
    const before = await sizes(database)
    await sweep(database, { afterMs: 0, signal: new AbortController().signal })
    // What autovacuum would free for reuse; FULL shows how much that is.
    await database.query('VACUUM FULL generation_event')
    return { before, after: await sizes(database) }
  })
}

async function sizes(database: Database): Promise<TableSizes> {
  const [row] = await database.query<TableSizes>(
    `SELECT (SELECT count(*) FROM generation_event)::int AS events,
       pg_total_relation_size('generation_event')::float8 AS "eventBytes", pg_total_relation_size('generation')::float8 AS "generationBytes"`,
  )
  if (!row) throw new Error('no sizes')
  return row
}
