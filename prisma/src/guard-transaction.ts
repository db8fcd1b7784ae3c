import type { Sql } from './sql.ts'

/**
 * Runs `work` so that a failed statement fails it even when it caught the error. Without this, PostgreSQL answers the COMMIT
 * of such a transaction with a quiet rollback.
 */
export async function guardTransaction<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  const failures: Error[] = []
  const result = await work({
    query: (text, params, options) =>
      sql.query<never>(text, params, options).catch((cause: unknown) => {
        failures.push(cause instanceof Error ? cause : new Error('The statement failed', { cause }))
        throw cause
      }),
  })
  if (failures[0]) throw failures[0]
  return result
}
