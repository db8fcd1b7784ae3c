import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'

interface PrincipalRow {
  readonly id: string
  readonly kind: Viewer['kind']
  readonly name: string
  readonly space_id: string
}

/** The columns of a viewer, of table `p`. */
export const viewerColumns = 'p.id, p.kind::text, p.name, p.space_id'

/** A row of {@link viewerColumns}. */
export function toViewer({ id, kind, name, space_id }: PrincipalRow): Viewer {
  return { id, kind, name, spaceId: space_id }
}

/** Finds a principal by kind and name, or makes it with a space of its own. Safe when several processes do it at once. */
export async function ensurePrincipal(database: Database, kind: Viewer['kind'], name: string): Promise<Viewer> {
  const found = await findPrincipal(database, kind, name)
  if (found) return found
  await database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`principal ${kind} ${name}`])
    if (await findPrincipal(sql, kind, name)) return
    const spaceId = newId()
    await sql.query('INSERT INTO space (id, name) VALUES ($1, $2)', [spaceId, name])
    await sql.query('INSERT INTO principal (id, kind, name, space_id) VALUES ($1, $2::"PrincipalKind", $3, $4)', [
      newId(),
      kind,
      name,
      spaceId,
    ])
  })
  const made = await findPrincipal(database, kind, name)
  if (!made) throw new Error(`The principal ${name} was made and is not there.`)
  return made
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
