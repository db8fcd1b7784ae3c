import type { SpaceRole, SpaceStore, ThreadVisibility } from '@sluice/core/space/space'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from '../auth/audit.ts'
import { addMember } from './member-store.ts'

/** Spaces in the database. */
export function makeSpaceStore(database: Database, address: string | null): SpaceStore {
  return {
    create: (viewer, name) =>
      audited(database, { viewer, address }, async (sql) => {
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
    setVisibility: (viewer, threadId, visibility) =>
      audited(database, { viewer, address }, async (sql) => {
        const changed = await setVisibility(sql, { viewerId: viewer.id, threadId, visibility })
        const { isNew = false, space } = changed ?? {}
        const fact = { action: 'THREAD_SHARED', subject: threadId, details: { visibility, space } } as const
        return { result: changed !== null, fact: isNew ? fact : null }
      }),
  }
}

interface Sharing {
  readonly viewerId: string
  readonly threadId: string
  readonly visibility: ThreadVisibility
}

/** Whether that changed anything, and in which space; null when there is no thread that the viewer may share or take back. */
async function setVisibility(
  sql: Sql,
  { viewerId, threadId, visibility }: Sharing,
): Promise<{ isNew: boolean; space: string } | null> {
  const [row] = await sql.query<{ is_new: boolean; space: string }>(
    `WITH found AS (
       SELECT t.id, t.visibility <> $3::"ThreadVisibility" AS is_new, s.name AS space FROM thread t JOIN space s ON s.id = t.space_id
       LEFT JOIN membership m ON m.space_id = t.space_id AND m.principal_id = $1
       WHERE t.id = $2 AND t.deleted_at IS NULL AND (
         (t.owner_id = $1 AND ($3 = 'PRIVATE' OR m.role IS NOT NULL)) OR (t.visibility = 'SPACE' AND m.role = 'OWNER')
       ) FOR UPDATE OF t
     ), changed AS (
       UPDATE thread t SET visibility = $3::"ThreadVisibility" FROM found f WHERE t.id = f.id AND f.is_new
     )
     SELECT is_new, space FROM found`,
    [viewerId, threadId, visibility],
  )
  return row ? { isNew: row.is_new, space: row.space } : null
}
