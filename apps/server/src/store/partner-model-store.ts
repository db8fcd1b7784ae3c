import type { PartnerModelStore } from '@sluice/core/space/partner-models'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'

/** Which models partners may ask, in the database. */
export function makePartnerModelStore(database: Database, address: string | null): PartnerModelStore {
  return {
    set: (viewer, spaceId, models) =>
      audited(database, { viewer, address }, async (sql) => {
        const isSet = await setPartnerModels(sql, { viewerId: viewer.id, spaceId, models })
        return { result: isSet, fact: isSet ? { action: 'MODELS_SET', subject: spaceId, details: { models } } : null }
      }),
  }
}

interface Setting {
  readonly viewerId: string
  readonly spaceId: string
  readonly models: readonly string[] | null
}

async function setPartnerModels(sql: Sql, { viewerId, spaceId, models }: Setting): Promise<boolean> {
  const set = await sql.query(
    `UPDATE space s SET partner_models = $3::jsonb WHERE s.id = $1 AND EXISTS (
       SELECT FROM membership m WHERE m.space_id = s.id AND m.principal_id = $2 AND m.role = 'OWNER') RETURNING s.id`,
    [spaceId, viewerId, models && JSON.stringify(models)],
  )
  return set.length > 0
}
