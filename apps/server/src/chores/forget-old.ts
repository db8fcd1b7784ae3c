import type { Sql } from '@sluice/prisma/sql'
import { goesOn } from '../store/generation-sql.ts'

/**
 * Removes what is kept for a time only: dead workers for a day, idempotency keys for a week, sessions and sign-in links until they
 * are worth nothing any more, shares a month longer, names of removed providers until nothing can wait for them, what budgets have counted
 * until their longest period is over; and counts of what was tried.
 */
export async function forgetOld(sql: Sql): Promise<void> {
  await sql.query(
    `WITH keys AS (DELETE FROM idempotency_key WHERE created_at < now() - interval '7 days'),
       sessions AS (DELETE FROM browser_session WHERE expires_at < now()),
       tries AS (DELETE FROM rate_limit WHERE expire < extract(epoch FROM now()) * 1000),
       uses AS (DELETE FROM share_use WHERE at < now() - interval '1 day'),
       shares AS (DELETE FROM share WHERE least(revoked_at, expires_at) < now() - interval '30 days'),
       links AS (DELETE FROM sign_in_link WHERE expires_at < now() OR used_at < now() - interval '1 day'),
       removed AS (DELETE FROM removed_provider r WHERE removed_at < now() - interval '1 hour' AND NOT EXISTS (
         SELECT FROM generation g WHERE g.provider = r.name AND ${goesOn('g')})),
       charges AS (DELETE FROM budget_charge WHERE is_settled AND period_start < now() - interval '62 days'),
       counters AS (DELETE FROM budget_counter WHERE period_start < now() - interval '62 days')
     DELETE FROM worker WHERE dead_at < now() - interval '1 day'`,
  )
}
