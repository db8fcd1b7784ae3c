import type { Database } from '@sluice/prisma/sql'
import { countStatements } from '../../test/support/count-statements.ts'
import { lookInto } from '../../test/support/look-into.ts'

/** What some work cost a PostgreSQL. */
export interface DatabaseCost {
  readonly statements: number
  /** By which tables and indexes grew. */
  readonly storedBytes: number
  /** By which the write-ahead log grew. */
  readonly logBytes: number
}

/** Does the work, and looks at the database before and after it. */
export function measureDatabase<Result>(
  env: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cost: DatabaseCost }> {
  return lookInto(env, async (database) => {
    const count = await countStatements(database)
    const before = await sizes(database)
    const result = await work()
    const after = await sizes(database)
    const { total } = await count.take()
    const cost = {
      statements: total,
      storedBytes: after.stored - before.stored,
      logBytes: after.log - before.log,
    }
    return { result, cost }
  })
}

async function sizes(database: Database): Promise<{ stored: number; log: number }> {
  const [row] = await database.query<{ stored: number; log: number }>(
    `SELECT pg_database_size(current_database())::float8 AS stored, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS log`,
  )
  if (!row) throw new Error('no sizes')
  return row
}
