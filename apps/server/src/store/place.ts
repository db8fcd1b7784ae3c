import type { Place, PlaceInput } from '@sluice/core/generation/place'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { goesOn } from './generation-sql.ts'
import { allowedModels, isPartner } from './partner.ts'
import { seesThread } from './sees-thread.ts'

/** Beside one that goes on, an alternative to it refines what it refines: upwards from it, the first that has ended. */
const placeText = `WITH RECURSIVE up AS (
    SELECT id, thread_id, parent_id, status FROM generation WHERE id = $2
    UNION ALL
    SELECT g.id, g.thread_id, g.parent_id, g.status FROM up JOIN generation g ON g.id = up.parent_id WHERE $5 AND ${goesOn('up')}
  ), parent AS (
    SELECT id, ${goesOn('up')} AS goes_on FROM up WHERE NOT $5 OR NOT ${goesOn('up')}
  )
  SELECT t.id, t.space_id, (SELECT id FROM parent) AS parent_id, coalesce((SELECT goes_on FROM parent), false) AS waits,
    ${isPartner('t.space_id', '$3')} AS is_partner, ${allowedModels('t', '$3')} AS allowed_models
  FROM thread t
  WHERE t.id = coalesce($1, (SELECT thread_id FROM up WHERE id = $2)) AND ${seesThread('t', '$3')} AND ($4::uuid IS NULL OR t.space_id = $4)
    AND ($2::uuid IS NULL OR EXISTS (SELECT FROM up WHERE id = $2 AND thread_id = t.id))`

interface PlaceRow {
  readonly id: string
  readonly space_id: string
  readonly parent_id: string | null
  readonly waits: boolean
  readonly is_partner: boolean
  readonly allowed_models: readonly string[] | null
}

/** Finds thread, space and parent among what a viewer may use, and what they are there. Null for what is not theirs or does not exist. */
export async function findPlace(sql: Sql, viewer: Viewer, input: PlaceInput): Promise<Place | null> {
  const { threadId, spaceId, parentId, whileRunning } = input
  if (threadId === undefined && parentId === undefined) {
    const where = spaceId ?? viewer.spaceId
    const standing = where === viewer.spaceId ? ownSpace : await findStanding(sql, viewer, where)
    const place = { threadId: newId(), spaceId: where, parentId: null, isThreadThere: false, mustWaitForParent: false }
    return standing && { ...place, ...standing }
  }
  const params = [threadId ?? null, parentId ?? null, viewer.id, spaceId ?? null, whileRunning === 'BRANCH']
  const [row] = await sql.query<PlaceRow>(placeText, params, { name: 'find-place' })
  return row
    ? {
        threadId: row.id,
        spaceId: row.space_id,
        isThreadThere: true,
        parentId: row.parent_id,
        mustWaitForParent: row.waits,
        isPartner: row.is_partner,
        allowedModels: row.allowed_models,
      }
    : null
}

type Standing = Pick<Place, 'isPartner' | 'allowedModels'>

/** Everybody owns their own. */
const ownSpace: Standing = { isPartner: false, allowedModels: null }

/** What a viewer is in a space, for what they start there; null when they are not in it. */
export async function findStanding(sql: Sql, viewer: Viewer, spaceId: string): Promise<Standing | null> {
  const [row] = await sql.query<Pick<PlaceRow, 'is_partner' | 'allowed_models'>>(
    `SELECT m.role = 'PARTNER' AS is_partner, ${allowedModels('m', 'm.principal_id')} AS allowed_models
     FROM membership m WHERE m.space_id = $1 AND m.principal_id = $2`,
    [spaceId, viewer.id],
    { name: 'find-standing' },
  )
  return row ? { isPartner: row.is_partner, allowedModels: row.allowed_models } : null
}
