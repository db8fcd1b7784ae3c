import { notFound } from '@sluice/core/app-error'
import type { Member, MemberOutcome, SpaceRole, SpaceStore, ThreadVisibility } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { type AuditFact, writeAudit } from '../auth/audit.ts'
import { createSignInLink } from '../auth/browser-session.ts'
import { insertPrincipal } from '../auth/principals.ts'

/** Spaces in the database, for one who asks from `address`. */
export function makeSpaceStore(database: Database, address: string | null): SpaceStore {
  const audited = <T>(viewer: Viewer, work: (sql: Sql) => Promise<{ result: T; fact: AuditFact | null }>): Promise<T> =>
    database.transaction(async (sql) => {
      const { result, fact } = await work(sql)
      if (fact) await writeAudit(sql, { viewer, address }, fact)
      return result
    })
  const changeMember = (viewer: Viewer, member: Member, role: SpaceRole | null) =>
    audited(viewer, async (sql) => {
      const { outcome, name } = await changeMembership(sql, { viewer, member, role })
      const action = role === null ? 'MEMBER_REMOVED' : 'ROLE_SET'
      const fact = { action, subject: name, details: { spaceId: member.spaceId, role } } as const
      return { result: outcome, fact: outcome === 'done' ? fact : null }
    })
  return {
    create: (viewer, name) =>
      audited(viewer, async (sql) => {
        const id = newId()
        await sql.query('INSERT INTO space (id, name) VALUES ($1, $2)', [id, name])
        await addMember(sql, { spaceId: id, principalId: viewer.id }, 'OWNER')
        return { result: id, fact: { action: 'SPACE_CREATED', subject: name } }
      }),
    async roleIn(viewer, spaceId) {
      const [row] = await database.query<{ role: SpaceRole; is_personal: boolean }>(
        `SELECT role::text, EXISTS (SELECT FROM principal p WHERE p.space_id = $1) AS is_personal
         FROM membership WHERE space_id = $1 AND principal_id = $2`,
        [spaceId, viewer.id],
        { name: 'role-in' },
      )
      return row ? { role: row.role, isPersonal: row.is_personal } : null
    },
    invite: (viewer, { spaceId, name, role }) =>
      audited(viewer, async (sql) => {
        await requireOwnerUnderLock(sql, viewer, spaceId)
        const principalId = await insertPrincipal(sql, { kind: 'PERSON', name, isAdmin: false })
        if (principalId === null) return { result: null, fact: null }
        await addMember(sql, { spaceId, principalId }, role)
        const secret = await createSignInLink(sql, principalId)
        return { result: secret, fact: { action: 'INVITED', subject: name, details: { spaceId, role } } }
      }),
    setRole: (viewer, member, role) => changeMember(viewer, member, role),
    remove: (viewer, member) => changeMember(viewer, member, null),
    setVisibility: (viewer, threadId, visibility) =>
      audited(viewer, async (sql) => {
        const changed = await setVisibility(sql, { viewerId: viewer.id, threadId, visibility })
        const fact = { action: 'THREAD_SHARED', subject: threadId, details: { visibility } } as const
        return { result: changed !== null, fact: changed ? fact : null }
      }),
    signInLink: (viewer, principalId) =>
      audited(viewer, async (sql) => {
        const [person] = await sql.query<{ name: string }>(
          `SELECT name FROM principal WHERE id = $1 AND kind = 'PERSON'`,
          [principalId],
        )
        if (!person) return { result: null, fact: null }
        const secret = await createSignInLink(sql, principalId)
        return { result: secret, fact: { action: 'LINK_MADE', subject: person.name } }
      }),
  }
}

async function addMember(sql: Sql, { spaceId, principalId }: Member, role: SpaceRole): Promise<void> {
  await sql.query('INSERT INTO membership (space_id, principal_id, role) VALUES ($1, $2, $3::"SpaceRole")', [
    spaceId,
    principalId,
    role,
  ])
}

/** Under a lock on the space, since two owners may change it at once: whoever is none any more changes nothing. */
async function requireOwnerUnderLock(sql: Sql, viewer: Viewer, spaceId: string): Promise<void> {
  await sql.query('SELECT FROM space WHERE id = $1 FOR NO KEY UPDATE', [spaceId])
  const owner = await sql.query(`SELECT FROM membership WHERE space_id = $1 AND principal_id = $2 AND role = 'OWNER'`, [
    spaceId,
    viewer.id,
  ])
  if (owner.length === 0) throw notFound('space')
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
): Promise<{ outcome: MemberOutcome; name: string }> {
  if (principalId === viewer.id && role === null)
    await sql.query('SELECT FROM space WHERE id = $1 FOR NO KEY UPDATE', [spaceId])
  else await requireOwnerUnderLock(sql, viewer, spaceId)
  const [row] = await sql.query<{ name: string; role: SpaceRole | null; owners: number }>(
    `SELECT p.name, m.role::text, (SELECT count(*) FROM membership o WHERE o.space_id = $1 AND o.role = 'OWNER') AS owners
     FROM principal p LEFT JOIN membership m ON m.space_id = $1 AND m.principal_id = p.id WHERE p.id = $2`,
    [spaceId, principalId],
  )
  if (!row || (role === null && row.role === null)) return { outcome: 'not-found', name: '' }
  const { name } = row
  if (row.role === 'OWNER' && role !== 'OWNER' && row.owners === 1) return { outcome: 'last-owner', name }
  if (role === null) {
    await endMembership(sql, { spaceId, principalId })
  } else {
    await sql.query(
      `INSERT INTO membership (space_id, principal_id, role) VALUES ($1, $2, $3::"SpaceRole")
       ON CONFLICT (space_id, principal_id) DO UPDATE SET role = EXCLUDED.role`,
      [spaceId, principalId, role],
    )
  }
  return { outcome: 'done', name }
}

/** With the last space of somebody who was let in their sessions end too, and links that nobody has used. */
async function endMembership(sql: Sql, { spaceId, principalId }: Member): Promise<void> {
  await sql.query(
    `WITH gone AS (DELETE FROM membership WHERE space_id = $1 AND principal_id = $2),
       links AS (DELETE FROM sign_in_link WHERE principal_id = $2 AND used_at IS NULL)
     DELETE FROM browser_session s USING principal p WHERE s.principal_id = $2 AND p.id = $2 AND NOT p.is_admin AND NOT EXISTS (
       SELECT FROM membership m WHERE m.principal_id = $2 AND m.space_id NOT IN ($1, p.space_id))`,
    [spaceId, principalId],
  )
}

interface Sharing {
  readonly viewerId: string
  readonly threadId: string
  readonly visibility: ThreadVisibility
}

/** Whether that changed anything; null when there is no thread that the viewer may share or take back. */
async function setVisibility(sql: Sql, { viewerId, threadId, visibility }: Sharing): Promise<boolean | null> {
  const [row] = await sql.query<{ is_new: boolean }>(
    `WITH found AS (
       SELECT t.id, t.visibility <> $3::"ThreadVisibility" AS is_new FROM thread t
       LEFT JOIN membership m ON m.space_id = t.space_id AND m.principal_id = $1
       WHERE t.id = $2 AND (
         (t.owner_id = $1 AND ($3 = 'PRIVATE' OR m.role IS NOT NULL)) OR (t.visibility = 'SPACE' AND m.role = 'OWNER')
       ) FOR UPDATE OF t
     ), changed AS (
       UPDATE thread t SET visibility = $3::"ThreadVisibility" FROM found f WHERE t.id = f.id AND f.is_new
     )
     SELECT is_new FROM found`,
    [viewerId, threadId, visibility],
  )
  return row?.is_new ?? null
}
