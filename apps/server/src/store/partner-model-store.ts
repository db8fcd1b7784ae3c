import type { PartnerModelStore } from '@sluice/core/space/partner-models'
import type { Database } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'
import { requireOwnerUnderLock } from './member-store.ts'

/** Which models partners may ask, in the database. */
export function makePartnerModelStore(database: Database, address: string | null): PartnerModelStore {
  return {
    set: (viewer, spaceId, models) =>
      audited(database, { viewer, address }, async (sql) => {
        const subject = await requireOwnerUnderLock(sql, viewer, spaceId)
        const text = 'UPDATE space SET partner_models = $2::jsonb WHERE id = $1'
        await sql.query(text, [spaceId, models && JSON.stringify(models)])
        return { result: undefined, fact: { action: 'MODELS_SET', subject, details: { models } } }
      }),
  }
}
