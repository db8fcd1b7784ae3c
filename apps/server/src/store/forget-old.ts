import type { Sql } from '@sluice/prisma/sql'

/** Removes, at the start of a process, what is kept for a time only: dead workers for a day, idempotency keys for a week. */
export async function forgetOld(sql: Sql): Promise<void> {
  await sql.query(
    `WITH keys AS (DELETE FROM idempotency_key WHERE created_at < now() - interval '7 days')
     DELETE FROM worker WHERE dead_at < now() - interval '1 day'`,
  )
}
