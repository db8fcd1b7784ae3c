import type { Database, Sql } from '@sluice/prisma/sql'
import { type Actor, writeAudit } from './audit.ts'
import type { FoundShare } from './shares.ts'

/** What writing down a use works with. */
export type UseDatabase = Pick<Database, 'query' | 'transaction'>

/**
 * Writes into the audit log that somebody has opened a share: once a visit, which lasts until they have asked nothing for ten minutes,
 * far longer than a stream does. Nobody is shown anything of which this could not be written.
 *
 * @param actor - who has signed in for it, or the share itself
 */
export async function noteUse(database: UseDatabase, share: FoundShare, actor: Actor): Promise<void> {
  const visitor = `${actor.viewer.id} ${actor.address ?? ''}`
  if (await wasJustNoted(database, share.id, visitor)) return
  await database.transaction(async (sql) => {
    if (!(await isOpening(sql, share.id, visitor))) return
    const details = { share: share.prefix }
    await writeAudit(sql, actor, { action: 'SHARE_USED', subject: share.threadId, details })
  })
}

/** Read first: most requests find that there is nothing to write. */
async function wasJustNoted(sql: Sql, shareId: string, visitor: string): Promise<boolean> {
  const [use] = await sql.query<object>(
    `SELECT FROM share_use WHERE share_id = $1 AND visitor = $2 AND at > now() - interval '1 min'`,
    [shareId, visitor],
    { name: 'was-just-noted' },
  )
  return use !== undefined
}

/** Notes a use, once a minute at most; answers whether a visit begins with it. Of several at once, with one. */
async function isOpening(sql: Sql, shareId: string, visitor: string): Promise<boolean> {
  const [noted] = await sql.query<{ is_opening: boolean }>(
    `WITH noted AS (
       INSERT INTO share_use AS u (share_id, visitor) VALUES ($1, $2)
       ON CONFLICT (share_id, visitor) DO UPDATE SET at = now(),
         opened_at = CASE WHEN u.at < now() - interval '10 min' THEN now() ELSE u.opened_at END
       WHERE u.at < now() - interval '1 min'
       RETURNING opened_at = now()::timestamptz(3) AS is_opening
     ), used AS (
       UPDATE share SET last_used_at = now() WHERE id = $1 AND EXISTS (SELECT FROM noted)
     ) SELECT is_opening FROM noted`,
    [shareId, visitor],
    { name: 'note-share-use' },
  )
  return noted?.is_opening ?? false
}
