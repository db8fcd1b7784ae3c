import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import type { HeldGeneration } from '@sluice/schema/context'
import { waitsForApproval } from '../store/generation-sql.ts'

interface HeldRow extends Pick<HeldGeneration, 'id' | 'model' | 'estimate'> {
  readonly space_id: string
  readonly asked_by: string
  readonly created_at: Date
}

/** What waits for the approval of this viewer, the oldest first: in spaces that they own and share with others, with ADMIN everywhere. */
export async function listHeld(sql: Sql, { id, scopes }: Viewer): Promise<readonly HeldGeneration[]> {
  const rows = await sql.query<HeldRow>(
    `SELECT g.id, g.space_id, p.name AS asked_by, g.model, g.created_at, g.estimate
     FROM generation g JOIN principal p ON p.id = g.owner_id
     WHERE ${waitsForApproval('g')} AND ($2::boolean OR (
       EXISTS (SELECT FROM membership m WHERE m.space_id = g.space_id AND m.principal_id = $1 AND m.role = 'OWNER')
       AND NOT EXISTS (SELECT FROM principal o WHERE o.space_id = g.space_id)))
     ORDER BY g.id LIMIT 100`,
    [id, scopes.has('ADMIN')],
    { name: 'list-held' },
  )
  return rows.map(({ space_id: spaceId, asked_by: askedBy, created_at: since, ...row }) => ({
    ...row,
    spaceId,
    askedBy,
    since,
  }))
}
