import type { Database } from '@sluice/prisma/sql'

/** Counts the statements that a database is asked, BEGIN and COMMIT included. PostgreSQL only. */
export interface StatementCount {
  /** Since the last call, or since the count began; how often each was asked, and in all. */
  take(): Promise<{ readonly total: number; readonly calls: readonly { calls: number; query: string }[] }>
}

/** Begins to count in this database: all that anyone but this count asks. Needs pg_stat_statements preloaded and a superuser. */
export async function countStatements(database: Database): Promise<StatementCount> {
  await database.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
  const reset = () =>
    database.query(
      'SELECT pg_stat_statements_reset(0, (SELECT oid FROM pg_database WHERE datname = current_database()), 0)',
    )
  await reset()
  return {
    async take() {
      const calls = await database.query<{ calls: number; query: string }>(
        `SELECT calls, query FROM pg_stat_statements
         WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND query NOT LIKE '%pg_stat_statements%'
         ORDER BY calls DESC`,
      )
      await reset()
      return { calls, total: calls.reduce((sum, each) => sum + each.calls, 0) }
    },
  }
}
