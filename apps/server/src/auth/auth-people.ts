import { toWellFormed } from '@sluice/core/text/well-formed'
import type { Sql } from '@sluice/prisma/sql'
import { type AuditFact, writeAudit } from './audit.ts'
import { insertPrincipal } from './principals.ts'
import { hashSecret } from './secret.ts'

/** A person as better-auth knows them. */
interface AuthUser {
  readonly id: string
  readonly name: string
  /** Empty while they have none: better-auth knows nobody without. */
  readonly email: string
  readonly emailVerified: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A way of signing in as better-auth knows it. */
export interface AuthAccount {
  readonly id: string
  readonly userId: string
  readonly providerId: string
  readonly accountId: string
  readonly password: string | null
}

interface UserRow {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly is_email_verified: boolean
  readonly created_at: Date
}

const userColumns = 'p.id, p.name, p.email, p.is_email_verified, p.created_at'

function toUser({ id, name, email, is_email_verified: emailVerified, created_at: createdAt }: UserRow): AuthUser {
  return { id, name, email: email ?? '', emailVerified, createdAt, updatedAt: createdAt }
}

/** Somebody with all their ways of signing in. One statement, so that it takes as long for nobody as for somebody. */
export async function findByEmail(sql: Sql, email: string): Promise<(AuthUser & { account: AuthAccount[] }) | null> {
  const [row] = await sql.query<UserRow & { accounts: Omit<AuthAccount, 'userId'>[] }>(
    `SELECT ${userColumns}, (
       SELECT coalesce(json_agg(json_build_object(
         'id', m.id, 'providerId', m.provider, 'accountId', m.subject, 'password', m.password_hash)), '[]')
       FROM sign_in_method m WHERE m.principal_id = p.id) AS accounts
     FROM principal p WHERE p.email = $1 AND p.kind = 'PERSON' AND p.deleted_at IS NULL`,
    [email],
    { name: 'find-by-email' },
  )
  return row ? { ...toUser(row), account: row.accounts.map((account) => ({ ...account, userId: row.id })) } : null
}

/** Whom an issuer means. */
export async function findByIssuer(
  sql: Sql,
  { providerId, accountId }: Pick<AuthAccount, 'providerId' | 'accountId'>,
): Promise<(AuthAccount & { user: AuthUser })[]> {
  const rows = await sql.query<UserRow & { account_id: string }>(
    `SELECT ${userColumns}, m.id AS account_id FROM sign_in_method m JOIN principal p ON p.id = m.principal_id
     WHERE m.provider = $1 AND m.subject = $2 AND p.deleted_at IS NULL`,
    [providerId, accountId],
  )
  return rows.map((row) => {
    const user = toUser(row)
    return { id: row.account_id, userId: user.id, providerId, accountId, password: null, user }
  })
}

/** The session of a cookie, with whom it signs in. */
export async function findSessionPerson(sql: Sql, token: string) {
  const [row] = await sql.query<UserRow & { expires_at: Date; began_at: Date }>(
    `SELECT ${userColumns}, s.expires_at, s.created_at AS began_at
     FROM browser_session s JOIN principal p ON p.id = s.principal_id WHERE s.token_hash = $1 AND s.expires_at > now() AND p.deleted_at IS NULL`,
    [hashSecret(token)],
  )
  if (!row) return null
  const { expires_at: expiresAt, began_at: createdAt } = row
  return { id: row.id, token, userId: row.id, expiresAt, createdAt, updatedAt: createdAt, user: toUser(row) }
}

/** An account at an issuer, for somebody who is here. */
export interface NewAccount extends Pick<AuthAccount, 'id' | 'userId' | 'providerId' | 'accountId'> {
  readonly address: string | null
  /** Whether they were signed in when they asked for it; else the issuer has said that their e-mail is theirs. */
  readonly isOwnLink: boolean
}

/**
 * Links somebody to their account at an issuer, within a transaction. If it is found by an e-mail that they have only typed, it is not
 * sure that they were the one: whoever it was keeps neither password nor session nor link, no account of theirs at the issuer, and no share.
 */
export async function addIssuer(sql: Sql, account: NewAccount): Promise<void> {
  const { id, userId, providerId, accountId, isOwnLink } = account
  const [person] = await sql.query<{ name: string }>(
    `WITH made AS (
       INSERT INTO sign_in_method (id, principal_id, provider, subject) VALUES ($1, $2, $3, $4) RETURNING principal_id
     ) SELECT p.name FROM made JOIN principal p ON p.id = made.principal_id`,
    [id, userId, providerId, accountId],
  )
  const hadOthers = !isOwnLink && (await endUnverified(sql, { principalId: userId, keptId: id }))
  const actor = { viewer: { id: userId, name: person?.name ?? '' }, address: account.address }
  const fact: AuditFact = {
    action: 'ISSUER_LINKED',
    subject: 'account at the issuer',
    details: { isOwnLink, hadOthers },
  }
  await writeAudit(sql, actor, fact)
}

/** False, changing nothing, when the e-mail is known to be theirs. */
async function endUnverified(
  sql: Sql,
  { principalId, keptId }: { readonly principalId: string; readonly keptId: string },
): Promise<boolean> {
  const ended = await sql.query(
    `WITH verified AS (
       UPDATE principal SET is_email_verified = true WHERE id = $1 AND NOT is_email_verified RETURNING id
     ), sessions AS (DELETE FROM browser_session s USING verified v WHERE s.principal_id = v.id),
       links AS (DELETE FROM sign_in_link l USING verified v WHERE l.principal_id = v.id AND l.used_at IS NULL),
       ways AS (DELETE FROM sign_in_method m USING verified v WHERE m.principal_id = v.id AND m.id <> $2),
       shares AS (UPDATE share s SET revoked_at = now() FROM verified v WHERE s.created_by_id = v.id AND s.revoked_at IS NULL)
     SELECT id FROM verified`,
    [principalId, keptId],
  )
  return ended.length > 0
}

/** Makes a person for whom an issuer vouches, within a transaction. @returns their id */
export async function letIn(sql: Sql, { email, name }: { email: string; name: string }): Promise<string> {
  const called = toWellFormed(name).trim().slice(0, 100)
  for (const candidate of [called || email, email]) {
    const id = await insertPrincipal(sql, { kind: 'PERSON', name: candidate, isAdmin: false })
    if (id === null) continue
    await sql.query('UPDATE principal SET email = $2, is_email_verified = true, is_of_issuer = true WHERE id = $1', [
      id,
      email,
    ])
    return id
  }
  throw new Error('Somebody else is called like the name and like the address that an issuer gave.')
}
