import type { Sql } from '@sluice/prisma/sql'

/** So much of a table, and rows beside it, may be dead before that is worth a VACUUM: while answers are on their way as much as autovacuum lets be, else little. */
const dead = { rows: 1_000, whileBusy: 0.2, atRest: 0.02 }
/** A table of more rows waits for a time when nothing is on its way: a VACUUM of it takes more than a second. */
const mostWhileBusy = 2_000_000

/**
 * Lets what was deleted or rewritten be used again. PostgreSQL does so by itself, in the background; PGlite has no such process, and its directory
 * grew by 5 GB in an hour of 200 streams (2026-11). A VACUUM holds up everything else there: 1.4 s with half a million rows dead of 2.4 million.
 *
 * @param options.signal - stops before the next table
 */
export async function reclaim(sql: Sql, { signal }: { signal: AbortSignal }): Promise<void> {
  const tables = await sql.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name
     FROM pg_stat_user_tables, (SELECT EXISTS (SELECT FROM generation WHERE status = 'RUNNING') AS is_busy) AS now
     WHERE CASE WHEN is_busy THEN n_dead_tup > $1 + n_live_tup * $2::float8 AND n_live_tup + n_dead_tup <= $4
       ELSE n_dead_tup > $1 + n_live_tup * $3::float8 END`,
    [dead.rows, dead.whileBusy, dead.atRest, mostWhileBusy],
  )
  for (const { name } of tables) {
    if (signal.aborted) return
    await sql.query(`VACUUM (PARALLEL 0) ${name}`)
  }
}
