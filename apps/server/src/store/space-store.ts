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
      const { outcome, name } = await changeMembership(sql, member, role)
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
        const title = await setVisibility(sql, { viewerId: viewer.id, threadId, visibility })
        const fact = { action: 'THREAD_SHARED', subject: title ?? '', details: { threadId, visibility } } as const
        return { result: title !== null, fact: title === null ? null : fact }
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

/** Under a lock on the space, so that of two owners who leave at once one stays. With null the membership ends. */
async function changeMembership(
  sql: Sql,
  { spaceId, principalId }: Member,
  role: SpaceRole | null,
): Promise<{ outcome: MemberOutcome; name: string }> {
  await sql.query('SELECT FROM space WHERE id = $1 FOR UPDATE', [spaceId])
  const [row] = await sql.query<{ name: string; role: SpaceRole | null; owners: number }>(
    `SELECT p.name, m.role::text, (SELECT count(*) FROM membership o WHERE o.space_id = $1 AND o.role = 'OWNER') AS owners
     FROM principal p LEFT JOIN membership m ON m.space_id = $1 AND m.principal_id = p.id WHERE p.id = $2`,
    [spaceId, principalId],
  )
  if (!row || (role === null && row.role === null)) return { outcome: 'not-found', name: '' }
  const { name } = row
  if (row.role === 'OWNER' && role !== 'OWNER' && row.owners === 1) return { outcome: 'last-owner', name }
  if (role === null) {
    await sql.query('DELETE FROM membership WHERE space_id = $1 AND principal_id = $2', [spaceId, principalId])
  } else {
    await sql.query(
      `INSERT INTO membership (space_id, principal_id, role) VALUES ($1, $2, $3::"SpaceRole")
       ON CONFLICT (space_id, principal_id) DO UPDATE SET role = EXCLUDED.role`,
      [spaceId, principalId, role],
    )
  }
  return { outcome: 'done', name }
}

interface Sharing {
  readonly viewerId: string
  readonly threadId: string
  readonly visibility: ThreadVisibility
}

/** The thread's title; null when there is none that the viewer may share or take back. */
async function setVisibility(sql: Sql, { viewerId, threadId, visibility }: Sharing): Promise<string | null> {
  const [row] = await sql.query<{ title: string }>(
    `UPDATE thread t SET visibility = $3::"ThreadVisibility" WHERE t.id = $2 AND (t.owner_id = $1
       OR (t.visibility = 'SPACE' AND EXISTS (SELECT FROM membership m WHERE m.space_id = t.space_id AND m.principal_id = $1 AND m.role = 'OWNER')))
     RETURNING title`,
    [viewerId, threadId, visibility],
  )
  return row?.title ?? null
}
