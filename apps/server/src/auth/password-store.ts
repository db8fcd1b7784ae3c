import {
  freshMs,
  type OwnSignIn,
  type PasswordStore,
  provingWays,
  type SetPasswordOutcome,
} from '@sluice/core/access/password'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from './audit.ts'

/** From where a password is set, and with which session, which stays. */
export interface PasswordStoreOptions {
  readonly address: string | null
  /** Its hash; null where nobody is signed in by one. */
  readonly currentSession: string | null
}

const uniqueViolation = '23505'

/** Passwords in the database. */
export function makePasswordStore(
  database: Database,
  { address, currentSession }: PasswordStoreOptions,
): PasswordStore {
  return {
    find: (viewer) => findOwnSignIn(database, viewer, currentSession),
    set: (viewer, { email, passwordHash, replaces }) =>
      audited(database, { viewer, address }, async (sql) => {
        const isReplaced = await replacePassword(sql, { principalId: viewer.id, passwordHash, replaces })
        if (!isReplaced) return { result: 'changed' as SetPasswordOutcome, fact: null }
        await setEmail(sql, viewer.id, email)
        const sessionsEnded = await endOtherSessions(sql, viewer.id, currentSession)
        return {
          result: 'done' as SetPasswordOutcome,
          fact: { action: 'PASSWORD_SET', subject: 'password', details: { isFirst: replaces === null, sessionsEnded } },
        }
      }).catch((error: unknown) => {
        // Two may ask for one address at once, so it is the index that decides.
        if (error instanceof Error && 'code' in error && error.code === uniqueViolation) return 'email-taken'
        throw error
      }),
  }
}

async function findOwnSignIn(sql: Sql, { id }: Viewer, currentSession: string | null): Promise<OwnSignIn> {
  const [row] = await sql.query<{ password_hash: string | null; is_of_issuer: boolean; is_fresh: boolean }>(
    `SELECT m.password_hash, p.is_of_issuer, EXISTS (
       SELECT FROM browser_session s WHERE s.token_hash = $2 AND s.method = ANY($4::text[]) AND s.created_at > now() - $3 * interval '1 ms'
     ) AS is_fresh
     FROM principal p LEFT JOIN sign_in_method m ON m.principal_id = p.id AND m.provider = 'credential' WHERE p.id = $1`,
    [id, currentSession, freshMs, provingWays],
  )
  return {
    passwordHash: row?.password_hash ?? null,
    isOfIssuer: row?.is_of_issuer ?? false,
    isFresh: row?.is_fresh ?? false,
  }
}

interface Replacement {
  readonly principalId: string
  readonly passwordHash: string
  readonly replaces: string | null
}

/** False when it is not the one to be replaced any more. */
async function replacePassword(sql: Sql, { principalId, passwordHash, replaces }: Replacement): Promise<boolean> {
  const replaced =
    replaces === null
      ? await sql.query(
          `INSERT INTO sign_in_method (id, principal_id, provider, subject, password_hash)
           VALUES ($1, $2, 'credential', $2::uuid::text, $3) ON CONFLICT DO NOTHING RETURNING id`,
          [newId(), principalId, passwordHash],
        )
      : await sql.query(
          `UPDATE sign_in_method SET password_hash = $2
           WHERE principal_id = $1 AND provider = 'credential' AND password_hash = $3 RETURNING id`,
          [principalId, passwordHash, replaces],
        )
  return replaced.length > 0
}

/** What an issuer has said holds for the address that it was said of. */
async function setEmail(sql: Sql, principalId: string, email: string): Promise<void> {
  await sql.query(
    `UPDATE principal SET email = $2, is_email_verified = is_email_verified AND email = $2 WHERE id = $1`,
    [principalId, email],
  )
}

/** Links that nobody has used are sessions to be. Answers how many browsers were signed out. */
async function endOtherSessions(sql: Sql, principalId: string, current: string | null): Promise<number> {
  const ended = await sql.query(
    `WITH links AS (DELETE FROM sign_in_link WHERE principal_id = $1 AND used_at IS NULL)
     DELETE FROM browser_session WHERE principal_id = $1 AND token_hash IS DISTINCT FROM $2 RETURNING token_hash`,
    [principalId, current],
  )
  return ended.length
}
