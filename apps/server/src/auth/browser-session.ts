import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { type PrincipalRow, toViewer, viewerColumns } from './principals.ts'
import { hashSecret, newSecret } from './secret.ts'

/** How long a browser stays signed in: 30 days. */
export const sessionSeconds = 30 * 24 * 3600
/** How long a printed sign-in link may be used: a day. */
const linkSeconds = 24 * 3600

/** Makes a link's secret that signs one browser in, once. */
export async function createSignInLink(sql: Sql, principalId: string): Promise<string> {
  const secret = newSecret()
  await sql.query(
    `WITH old AS (DELETE FROM sign_in_link WHERE expires_at < now())
     INSERT INTO sign_in_link (token_hash, principal_id, expires_at) VALUES ($1, $2, now() + $3 * interval '1 s')`,
    [hashSecret(secret), principalId, linkSeconds],
  )
  return secret
}

/** Spends a link's secret on a session. Null when it is unknown, used or too old. */
export async function redeemSignInLink(sql: Sql, secret: string): Promise<string | null> {
  const session = newSecret()
  const made = await sql.query(
    `WITH link AS (
       UPDATE sign_in_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING principal_id
     ), old AS (DELETE FROM browser_session WHERE expires_at < now())
     INSERT INTO browser_session (token_hash, principal_id, expires_at)
     SELECT $2, principal_id, now() + $3 * interval '1 s' FROM link RETURNING principal_id`,
    [hashSecret(secret), hashSecret(session), sessionSeconds],
  )
  return made.length > 0 ? session : null
}

/** Who is signed in with this cookie. */
export async function findSession(sql: Sql, session: string): Promise<Viewer | null> {
  const [row] = await sql.query<PrincipalRow>(
    `SELECT ${viewerColumns} FROM browser_session s JOIN principal p ON p.id = s.principal_id
     WHERE s.token_hash = $1 AND s.expires_at > now()`,
    [hashSecret(session)],
    { name: 'find-session' },
  )
  return row ? toViewer(row) : null
}

/** Signs a browser out. */
export async function endSession(sql: Sql, session: string): Promise<void> {
  await sql.query('DELETE FROM browser_session WHERE token_hash = $1', [hashSecret(session)])
}
