import { notFound } from '@sluice/core/app-error'
import type { Member, MemberOutcome, MemberStore, SpaceRole } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'
import { createSignInLink } from '../auth/browser-session.ts'
import { insertPrincipal } from '../auth/principals.ts'

/** Who is in which space, in the database. Each change looks once more, under a lock, at whether its viewer may. */
export function makeMemberStore(database: Database, address: string | null): MemberStore {
  const change = (viewer: Viewer, member: Member, role: SpaceRole | null) =>
    audited(database, { viewer, address }, async (sql) => {
      const { outcome, name, space } = await changeMembership(sql, { viewer, member, role })
      const action = role === null ? 'MEMBER_REMOVED' : 'ROLE_SET'
      const fact = { action, subject: name, details: { spaceId: member.spaceId, space, role } } as const
      return { result: outcome, fact: outcome === 'done' ? fact : null }
    })
  return {
    invite: (viewer, { spaceId, name, role }) =>
      audited(database, { viewer, address }, async (sql) => {
        const space = await requireOwnerUnderLock(sql, viewer, spaceId)
        const principalId = await insertPrincipal(sql, { kind: 'PERSON', name, isAdmin: false })
        if (principalId === null) return { result: null, fact: null }
        await addMember(sql, { spaceId, principalId }, role)
        const secret = await createSignInLink(sql, principalId)
        return { result: secret, fact: { action: 'INVITED', subject: name, details: { spaceId, space, role } } }
      }),
    setRole: (viewer, member, role) => change(viewer, member, role),
    remove: (viewer, member) => change(viewer, member, null),
  }
}

/** Within the transaction of something else. */
export async function addMember(sql: Sql, { spaceId, principalId }: Member, role: SpaceRole): Promise<void> {
  await sql.query('INSERT INTO membership (space_id, principal_id, role) VALUES ($1, $2, $3::"SpaceRole")', [
    spaceId,
    principalId,
    role,
  ])
}

/** Not as hard a lock as it could be: starts in the space go on meanwhile. Answers what it is called. */
async function lockSpace(sql: Sql, spaceId: string): Promise<string> {
  const text = 'SELECT name FROM space WHERE id = $1 FOR NO KEY UPDATE'
  const [space] = await sql.query<{ name: string }>(text, [spaceId])
  return space?.name ?? ''
}

/**
 * Two owners may change a space at once: whoever is none any more changes nothing. Answers what the space is called.
 *
 * @throws AppError with NOT_FOUND
 */
export async function requireOwnerUnderLock(sql: Sql, viewer: Viewer, spaceId: string): Promise<string> {
  const name = await lockSpace(sql, spaceId)
  const owner = await sql.query(`SELECT FROM membership WHERE space_id = $1 AND principal_id = $2 AND role = 'OWNER'`, [
    spaceId,
    viewer.id,
  ])
  if (owner.length === 0) throw notFound('space')
  return name
}

interface MemberChange {
  readonly viewer: Viewer
  readonly member: Member
  /** Null ends the membership. */
  readonly role: SpaceRole | null
}

async function changeMembership(
  sql: Sql,
  { viewer, member: { spaceId, principalId }, role }: MemberChange,
): Promise<{ outcome: MemberOutcome; name: string; space: string }> {
  const isLeaving = principalId === viewer.id && role === null
  const space = isLeaving ? await lockSpace(sql, spaceId) : await requireOwnerUnderLock(sql, viewer, spaceId)
  const [row] = await sql.query<{ name: string; role: SpaceRole | null; owners: number }>(
    `SELECT p.name, m.role::text, (SELECT count(*) FROM membership o WHERE o.space_id = $1 AND o.role = 'OWNER') AS owners
     FROM principal p LEFT JOIN membership m ON m.space_id = $1 AND m.principal_id = p.id
     WHERE p.id = $2 AND p.deleted_at IS NULL`,
    [spaceId, principalId],
  )
  if (!row || (role === null && row.role === null)) return { outcome: 'not-found', name: '', space }
  const { name } = row
  if (row.role === 'OWNER' && role !== 'OWNER' && row.owners === 1) return { outcome: 'last-owner', name, space }
  if (role === null) {
    await sql.query('DELETE FROM membership WHERE space_id = $1 AND principal_id = $2', [spaceId, principalId])
    await signOutHomeless(sql, [principalId])
  } else {
    await sql.query(
      `INSERT INTO membership (space_id, principal_id, role) VALUES ($1, $2, $3::"SpaceRole")
       ON CONFLICT (space_id, principal_id) DO UPDATE SET role = EXCLUDED.role`,
      [spaceId, principalId, role],
    )
  }
  return { outcome: 'done', name, space }
}

/**
 * After these have left a space: with the last space of somebody who was let in their sessions end too, and with what they could sign in again; links
 * that nobody has used end in any case. Their rows are locked before that is looked at, as two of their spaces may go at once.
 */
export async function signOutHomeless(sql: Sql, principalIds: readonly string[]): Promise<void> {
  await sql.query('SELECT FROM principal WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [principalIds])
  await sql.query(
    `WITH links AS (DELETE FROM sign_in_link WHERE principal_id = ANY($1::uuid[]) AND used_at IS NULL),
       out AS (
         SELECT id FROM principal p WHERE id = ANY($1::uuid[]) AND NOT is_admin AND NOT is_of_issuer AND NOT EXISTS (
           SELECT FROM membership m WHERE m.principal_id = p.id AND m.space_id <> p.space_id)
       ),
       ways AS (DELETE FROM sign_in_method m USING out WHERE m.principal_id = out.id),
       unknown AS (UPDATE principal p SET email = NULL, is_email_verified = false FROM out WHERE p.id = out.id)
     DELETE FROM browser_session s USING out WHERE s.principal_id = out.id`,
    [principalIds],
  )
}
