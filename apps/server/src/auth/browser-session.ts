import { freshMs } from '@sluice/core/access/password'
import { AppError, notFound } from '@sluice/core/app-error'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { type Actor, writeAudit } from './audit.ts'
import { type PrincipalRow, toViewer, viewerColumns } from './principals.ts'
import { hashSecret, newSecret } from './secret.ts'

/** Whoever signs in with one. */
export interface Browser {
  readonly address: string | null
  /** What it calls itself. */
  readonly userAgent: string | null
}

/** How long a browser stays signed in: 30 days. */
export const sessionSeconds = 30 * 24 * 3600
/** How long a printed sign-in link may be used: a day. */
const linkSeconds = 24 * 3600

/** Makes a link's secret that signs one browser in, once. */
export async function createSignInLink(sql: Sql, principalId: string): Promise<string> {
  const secret = newSecret()
  await sql.query(
    `INSERT INTO sign_in_link (token_hash, principal_id, expires_at) VALUES ($1, $2, now() + $3 * interval '1 s')`,
    [hashSecret(secret), principalId, linkSeconds],
  )
  return secret
}

/** Spends a link's secret on a session. Null when it is unknown, used or too old. */
export async function redeemSignInLink(
  database: Pick<Database, 'transaction'>,
  secret: string,
  browser: Browser,
): Promise<string | null> {
  const session = newSecret()
  return database.transaction(async (sql) => {
    const principalId = await spendLink(sql, secret)
    if (principalId === null) return null
    await beginSession(sql, { ...browser, session, principalId, method: 'LINK' })
    return session
  })
}

async function spendLink(sql: Sql, secret: string): Promise<string | null> {
  const [link] = await sql.query<{ principal_id: string }>(
    `UPDATE sign_in_link SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING principal_id`,
    [hashSecret(secret)],
  )
  return link?.principal_id ?? null
}

/** By what somebody has signed in. */
export type SignInWay = 'LINK' | 'PASSWORD' | 'OIDC'

/** A session that is to begin. */
export interface NewSession extends Browser {
  /** What the cookie will hold. */
  readonly session: string
  readonly principalId: string
  readonly method: SignInWay
}

/**
 * Signs a browser in, within a transaction. Whoever is deleted, or signed out for good, while they sign in holds their row: this waits for it, and
 * then looks again.
 *
 * @throws AppError with UNAUTHENTICATED when they may not sign in like this any more
 */
export async function beginSession(
  sql: Sql,
  { session, principalId, address, userAgent, method }: NewSession,
): Promise<void> {
  await sql.query('SELECT FROM principal WHERE id = $1 FOR KEY SHARE', [principalId])
  const [row] = await sql.query<PrincipalRow>(
    `WITH made AS (
       INSERT INTO browser_session (token_hash, principal_id, expires_at, user_agent, method)
       SELECT $1, id, now() + $3 * interval '1 s', $4, $5 FROM principal WHERE id = $2 AND deleted_at IS NULL AND ($5 = 'LINK' OR EXISTS (
         SELECT FROM sign_in_method m WHERE m.principal_id = $2 AND (m.provider = 'credential') = ($5 = 'PASSWORD'))) RETURNING principal_id
     )
     SELECT ${viewerColumns} FROM made JOIN principal p ON p.id = made.principal_id`,
    [hashSecret(session), principalId, sessionSeconds, userAgent, method],
  )
  if (!row) throw new AppError('UNAUTHENTICATED', { message: 'You may not sign in like this any more.' })
  const fact = { action: 'SIGNED_IN', subject: 'browser', details: { method } } as const
  await writeAudit(sql, { viewer: toViewer(row), address }, fact)
}

/** Who is signed in with this cookie. */
export async function findSession(sql: Sql, session: string): Promise<Viewer | null> {
  const [row] = await sql.query<PrincipalRow>(
    `SELECT ${viewerColumns} FROM browser_session s JOIN principal p ON p.id = s.principal_id
     WHERE s.token_hash = $1 AND s.expires_at > now() AND p.deleted_at IS NULL`,
    [hashSecret(session)],
    { name: 'find-session' },
  )
  return row ? toViewer(row) : null
}

/** Whether a session, by its hash, holds and began within {@link freshMs}, by whatever way. */
export async function isFreshSession(sql: Sql, tokenHash: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT token_hash FROM browser_session
     WHERE token_hash = $1 AND expires_at > now() AND created_at > now() - $2 * interval '1 ms'`,
    [tokenHash, freshMs],
  )
  return rows.length > 0
}

/** Signs a browser out. */
export function endSession(
  database: Pick<Database, 'transaction'>,
  session: string,
  address: string | null,
): Promise<void> {
  return database.transaction(async (sql) => {
    const viewer = await removeSession(sql, hashSecret(session))
    if (viewer) await writeAudit(sql, { viewer, address }, { action: 'SIGNED_OUT', subject: 'browser' })
  })
}

/**
 * Signs one of the actor's own browsers out.
 *
 * @throws AppError with NOT_FOUND
 */
export function revokeSession(database: Pick<Database, 'transaction'>, actor: Actor, tokenHash: string): Promise<void> {
  return database.transaction(async (sql) => {
    if (!(await removeSession(sql, tokenHash, actor.viewer.id))) throw notFound('session')
    await writeAudit(sql, actor, { action: 'SESSION_REVOKED', subject: 'browser' })
  })
}

/** Ends the session with this hash; null when there is none. @param ownerId - only if it is theirs */
async function removeSession(sql: Sql, tokenHash: string, ownerId?: string): Promise<Viewer | null> {
  const [row] = await sql.query<PrincipalRow>(
    `WITH gone AS (
       DELETE FROM browser_session WHERE token_hash = $1 AND ($2::uuid IS NULL OR principal_id = $2) RETURNING principal_id
     ) SELECT ${viewerColumns} FROM gone JOIN principal p ON p.id = gone.principal_id`,
    [tokenHash, ownerId ?? null],
  )
  return row ? toViewer(row) : null
}
