import { allScopes, memberScopes } from '@sluice/core/access/scope'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'

interface PrincipalRow {
  readonly id: string
  readonly kind: Viewer['kind']
  readonly name: string
  readonly space_id: string
  readonly is_admin: boolean
}

/** The columns of a viewer, of table `p`. */
export const viewerColumns = 'p.id, p.kind::text, p.name, p.space_id, p.is_admin'

/** A row of {@link viewerColumns}, as a person; what a service may, its token says. */
export function toViewer({ id, kind, name, space_id, is_admin }: PrincipalRow): Viewer {
  return { id, kind, name, spaceId: space_id, scopes: is_admin ? allScopes : memberScopes }
}

/** Finds a principal by kind and name, or makes it with a space of its own; a person as one who administers. Safe when several processes do it at once. */
export async function ensurePrincipal(database: Database, kind: Viewer['kind'], name: string): Promise<Viewer> {
  const found = await findPrincipal(database, kind, name)
  if (found) return found
  await database.transaction((sql) => insertPrincipal(sql, { kind, name, isAdmin: kind === 'PERSON' }))
  const made = await findPrincipal(database, kind, name)
  if (!made) throw new Error(`The principal ${name} was made and is not there.`)
  return made
}

/** A principal to be made. */
interface NewPrincipal extends Pick<Viewer, 'kind' | 'name'> {
  readonly isAdmin: boolean
}

/** Makes a principal with a space of its own, within a transaction. @returns its id; null when there is one of that name */
export async function insertPrincipal(sql: Sql, { kind, name, isAdmin }: NewPrincipal): Promise<string | null> {
  const [id, spaceId] = [newId(), newId()]
  await sql.query('INSERT INTO space (id, name) VALUES ($1, $2)', [spaceId, name])
  const made = await sql.query(
    `WITH made AS (
       INSERT INTO principal (id, kind, name, space_id, is_admin) VALUES ($1, $2::"PrincipalKind", $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id
     )
     INSERT INTO membership (space_id, principal_id, role) SELECT $4, id, 'OWNER' FROM made RETURNING principal_id`,
    [id, kind, name, spaceId, isAdmin],
  )
  if (made.length > 0) return id
  await sql.query('DELETE FROM space WHERE id = $1', [spaceId])
  return null
}

async function findPrincipal(sql: Sql, kind: Viewer['kind'], name: string): Promise<Viewer | null> {
  const [row] = await sql.query<PrincipalRow>(
    `SELECT ${viewerColumns} FROM principal p WHERE p.kind = $1::"PrincipalKind" AND p.name = $2`,
    [kind, name],
  )
  return row ? toViewer(row) : null
}

/** A row that names a principal. */
export type { PrincipalRow }
