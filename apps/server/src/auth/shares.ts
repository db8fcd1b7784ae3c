import type { SharedView } from '@sluice/core/share/shared-view'
import type { Sql } from '@sluice/prisma/sql'
import { mayShare } from '../store/sees-thread.ts'
import { hashSecret, newSecret } from './secret.ts'

/** By which people, and programs that look for leaked secrets, know one of ours. */
const mark = 'slh_'
const prefixLength = mark.length + 8

/** A secret for a share, and what of it is kept. */
export function newShareSecret(): { readonly secret: string; readonly prefix: string; readonly hash: string } {
  const secret = `${mark}${newSecret()}`
  return { secret, prefix: secret.slice(0, prefixLength), hash: hashSecret(secret) }
}

/** SQL: whether a share `s` of a thread `t` holds, for whomever. */
const holds = `s.revoked_at IS NULL AND s.expires_at > now() AND ${mayShare('t', 's.created_by_id')}`

/** A share that holds, for those who may use it. */
export interface FoundShare extends SharedView {
  readonly id: string
  readonly prefix: string
}

/** The share with this secret; null when there is none that holds. */
export async function findShare(sql: Sql, secret: string): Promise<FoundShare | null> {
  if (!secret.startsWith(mark)) return null
  const [share] = await sql.query<FoundShare>(
    `SELECT s.id, s.prefix, s.thread_id AS "threadId", s.created_by_id AS "madeById", s.shows_prompts AS "showsPrompts",
       s.shows_cost AS "showsCost", s.requires_sign_in AS "requiresSignIn", s.expires_at AS "expiresAt"
     FROM share s JOIN thread t ON t.id = s.thread_id WHERE s.secret_hash = $1 AND ${holds}`,
    [hashSecret(secret)],
    { name: 'find-share' },
  )
  return share ?? null
}

/** Somebody's use of a share. */
export interface ShareRight {
  readonly shareId: string
  /** Who has signed in for it; null where nobody has to. */
  readonly principalId: string | null
}

/** Two rights with one key are one. */
export function shareKey({ shareId, principalId }: ShareRight): string {
  return `${shareId} ${principalId ?? ''}`
}

/** The keys of those that still hold: the share, and that whoever uses it may. */
export async function findHeldShares(sql: Sql, rights: readonly ShareRight[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ key: string }>(
    `SELECT r.key FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS r(key, share_id, principal_id)
       JOIN share s ON s.id = r.share_id JOIN thread t ON t.id = s.thread_id
     WHERE ${holds} AND (NOT s.requires_sign_in OR (
       r.principal_id IS NOT NULL AND (s.principal_ids = '{}' OR r.principal_id = ANY (s.principal_ids))))`,
    [rights.map(shareKey), rights.map(({ shareId }) => shareId), rights.map(({ principalId }) => principalId)],
    { name: 'look-at-shares' },
  )
  return new Set(rows.map(({ key }) => key))
}
