import { isScope, requireScope } from '@sluice/core/access/scope'
import type { MadeServiceToken, NewServiceToken, ServiceTokenStore } from '@sluice/core/access/service-token'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { writeAudit } from './audit.ts'
import { ensurePrincipal, type PrincipalRow, toViewer, viewerColumns } from './principals.ts'
import { hashSecret, newSecret } from './secret.ts'

/** By which people, and programs that look for leaked secrets, know one of ours. */
const mark = 'slc_'
const prefixLength = mark.length + 8

/** A token that holds, and whom it signs in. */
export interface FoundToken {
  readonly id: string
  readonly viewer: Viewer
}

const holds = `revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`

/** Whom a token signs in; null when it does not hold. Notes once a minute that it was used. */
export async function findServiceToken(sql: Sql, token: string): Promise<FoundToken | null> {
  if (!token.startsWith(mark)) return null
  const [row] = await sql.query<PrincipalRow & { token_id: string; scopes: string[] }>(
    `WITH found AS (
       SELECT id, principal_id, scopes, last_used_at FROM service_token WHERE token_hash = $1 AND ${holds}
     ), used AS (
       UPDATE service_token t SET last_used_at = now() FROM found f
       WHERE t.id = f.id AND (f.last_used_at IS NULL OR f.last_used_at < now() - interval '1 min')
     )
     SELECT f.id AS token_id, f.scopes, ${viewerColumns} FROM found f JOIN principal p ON p.id = f.principal_id`,
    [hashSecret(token)],
    { name: 'find-service-token' },
  )
  if (!row) return null
  return { id: row.token_id, viewer: { ...toViewer(row), scopes: new Set(row.scopes.filter(isScope)) } }
}

/** Which of these tokens still hold. */
export async function findHeldTokens(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM service_token WHERE id = ANY($1::uuid[]) AND ${holds}`,
    [ids],
    { name: 'look-at-tokens' },
  )
  return new Set(rows.map(({ id }) => id))
}

/** Service tokens in the database, for one who asks from `address`. */
export function makeServiceTokenStore(database: Database, address: string | null): ServiceTokenStore {
  return {
    async create(viewer, token) {
      const service = await ensurePrincipal(database, 'SERVICE', token.service)
      return database.transaction(async (sql) => {
        const made = await insert(sql, { ...token, principalId: service.id, createdBy: viewer.id })
        const { service: subject, scopes, expiresAt } = token
        await writeAudit(sql, { viewer, address }, { action: 'TOKEN_CREATED', subject, details: { scopes, expiresAt } })
        return made
      })
    },
    rotate: (viewer, id, overlapMs) =>
      database.transaction(async (sql) => {
        const old = await shorten(sql, id, overlapMs)
        if (!old) return null
        const { name: service, principal_id: principalId, renewed_until: expiresAt } = old
        const scopes = old.scopes.filter(isScope)
        for (const scope of scopes) requireScope(viewer, scope) // its new secret would be theirs to use
        const made = await insert(sql, { service, scopes, expiresAt, principalId, createdBy: viewer.id })
        await writeAudit(
          sql,
          { viewer, address },
          { action: 'TOKEN_ROTATED', subject: service, details: { overlapMs } },
        )
        return made
      }),
    revoke: (viewer, id) =>
      database.transaction(async (sql) => {
        const [row] = await sql.query<{ name: string; is_new: boolean }>(
          `WITH found AS (SELECT t.id, t.revoked_at, p.name FROM service_token t JOIN principal p ON p.id = t.principal_id WHERE t.id = $1 FOR UPDATE OF t),
             ended AS (UPDATE service_token t SET revoked_at = now() FROM found f WHERE t.id = f.id AND f.revoked_at IS NULL)
           SELECT name, revoked_at IS NULL AS is_new FROM found`,
          [id],
        )
        if (row?.is_new) await writeAudit(sql, { viewer, address }, { action: 'TOKEN_REVOKED', subject: row.name })
        return row !== undefined
      }),
  }
}

interface Shortened {
  readonly principal_id: string
  readonly name: string
  readonly scopes: string[]
  /** As long from now as the old one was to hold in all; null for one that does not expire. */
  readonly renewed_until: Date | null
}

/** Lets a token hold for so long more at most. */
async function shorten(sql: Sql, id: string, overlapMs: number): Promise<Shortened | undefined> {
  const [old] = await sql.query<Shortened>(
    `WITH found AS (
       SELECT id, principal_id, scopes, now() + (expires_at - created_at) AS renewed_until FROM service_token
       WHERE id = $1 AND ${holds} FOR UPDATE
     ), shortened AS (
       UPDATE service_token t SET expires_at = least(t.expires_at, now() + $2 * interval '1 ms') FROM found f WHERE t.id = f.id
     )
     SELECT f.principal_id, f.scopes, f.renewed_until, p.name FROM found f JOIN principal p ON p.id = f.principal_id`,
    [id, overlapMs],
  )
  return old
}

interface TokenRow extends NewServiceToken {
  readonly principalId: string
  readonly createdBy: string
}

async function insert(sql: Sql, { principalId, createdBy, scopes, expiresAt }: TokenRow): Promise<MadeServiceToken> {
  const secret = `${mark}${newSecret()}`
  const id = newId()
  await sql.query(
    `INSERT INTO service_token (id, principal_id, created_by_id, prefix, token_hash, scopes, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6::text[], $7)`,
    [id, principalId, createdBy, secret.slice(0, prefixLength), hashSecret(secret), scopes, expiresAt],
  )
  return { id, secret }
}
