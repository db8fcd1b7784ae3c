import { freshMs } from '@sluice/core/access/password'
import type { Sql } from '@sluice/prisma/sql'

/** Whether a session, by its hash, holds and began within {@link freshMs}, by whatever way. */
export async function isFreshSession(sql: Sql, tokenHash: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT token_hash FROM browser_session
     WHERE token_hash = $1 AND expires_at > now() AND created_at > now() - $2 * interval '1 ms'`,
    [tokenHash, freshMs],
  )
  return rows.length > 0
}
