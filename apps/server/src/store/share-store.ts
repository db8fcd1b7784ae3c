import { type MadeShare, mostShares, type NewShare, type ShareStore } from '@sluice/core/share/share'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from '../auth/audit.ts'
import { newShareSecret } from '../auth/shares.ts'
import { mayShare } from './sees-thread.ts'

/** Shares in the database, for one who asks from `address`. */
export function makeShareStore(database: Database, address: string | null): ShareStore {
  return {
    create: (viewer, share) =>
      audited<MadeShare | 'full' | null>(database, { viewer, address }, async (sql) => {
        const { secret, prefix, hash } = newShareSecret()
        const id = newId()
        const outcome = await insert(sql, { ...share, id, prefix, hash, viewerId: viewer.id })
        if (outcome !== 'made') return { result: outcome, fact: null }
        const { threadId: subject, ...details } = share
        const fact = { action: 'SHARE_CREATED', subject, details: { share: prefix, ...details } } as const
        return { result: { id, secret }, fact }
      }),
    revoke: (viewer, id) =>
      audited(database, { viewer, address }, async (sql) => {
        const revoked = await revoke(sql, viewer.id, id)
        if (!revoked?.is_new) return { result: revoked !== null, fact: null }
        const { thread_id: subject, prefix: share } = revoked
        return { result: true, fact: { action: 'SHARE_REVOKED', subject, details: { share } } }
      }),
  }
}

interface ShareRow extends NewShare {
  readonly id: string
  readonly prefix: string
  readonly hash: string
  readonly viewerId: string
}

/** Null when the viewer may not share such a thread. Of several at once one more than the most may be made. */
async function insert(sql: Sql, share: ShareRow): Promise<'made' | 'full' | null> {
  const [row] = await sql.query<{ is_made: boolean }>(
    `WITH place AS (
       SELECT t.id, (SELECT count(*) FROM share s WHERE s.thread_id = t.id AND s.revoked_at IS NULL AND s.expires_at > now()) AS shares
       FROM thread t WHERE t.id = $2 AND ${mayShare('t', '$3')}
     ), made AS (
       INSERT INTO share (id, thread_id, created_by_id, prefix, secret_hash, shows_prompts, shows_cost, requires_sign_in, principal_ids, expires_at)
       SELECT $1, p.id, $3, $4, $5, $6, $7, $8, $9::uuid[], $10 FROM place p WHERE p.shares < $11 RETURNING id
     )
     SELECT EXISTS (SELECT FROM made) AS is_made FROM place`,
    [
      share.id,
      share.threadId,
      share.viewerId,
      share.prefix,
      share.hash,
      share.showsPrompts,
      share.showsCost,
      share.requiresSignIn,
      share.principalIds,
      share.expiresAt,
      mostShares,
    ],
  )
  if (!row) return null
  return row.is_made ? 'made' : 'full'
}

interface Revoked {
  readonly thread_id: string
  readonly prefix: string
  readonly is_new: boolean
}

/** Null when there is none that the viewer may end. */
async function revoke(sql: Sql, viewerId: string, id: string): Promise<Revoked | null> {
  const [row] = await sql.query<Revoked>(
    `WITH found AS (
       SELECT s.id, s.thread_id, s.prefix, s.revoked_at FROM share s JOIN thread t ON t.id = s.thread_id
       WHERE s.id = $1 AND ${mayShare('t', '$2')} FOR UPDATE OF s
     ), ended AS (
       UPDATE share s SET revoked_at = now() FROM found f WHERE s.id = f.id AND f.revoked_at IS NULL
     )
     SELECT thread_id, prefix, revoked_at IS NULL AS is_new FROM found`,
    [id, viewerId],
  )
  return row ?? null
}
