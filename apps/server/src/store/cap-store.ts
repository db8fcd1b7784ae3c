import type { CapSetting, CapStore } from '@sluice/core/line/set-cap'
import type { Database, Sql } from '@sluice/prisma/sql'
import { type Actor, writeAudit } from '../auth/audit.ts'

/** What the store of caps works with. */
export interface CapStoreOptions {
  readonly database: Database
  /** Who changes them. */
  readonly actor: Actor
  readonly onChanged: () => void
}

/** Caps set at run time, in the database: every process reads them with each claim. */
export function makeCapStore({ database, actor, onChanged }: CapStoreOptions): CapStore {
  return {
    async set({ scope, name }, cap) {
      await database.transaction(async (sql) => {
        await (cap === null ? removeCap(sql, { scope, name }) : writeCap(sql, { scope, name, cap }))
        await writeAudit(sql, actor, { action: 'CAP_SET', subject: `${scope} ${name}`.trim(), details: { cap } })
      })
      onChanged()
    },
    list: () => database.query<CapSetting>('SELECT scope::text, name, cap FROM cap_setting ORDER BY scope, name'),
  }
}

/** The configured one counts again. */
export async function removeCap(sql: Sql, { scope, name }: Pick<CapSetting, 'scope' | 'name'>): Promise<void> {
  await sql.query('DELETE FROM cap_setting WHERE scope = $1::"CapScope" AND name = $2', [scope, name])
}

/** Sets a cap, whatever it was before. */
export async function writeCap(sql: Sql, { scope, name, cap }: CapSetting): Promise<void> {
  await sql.query(
    `INSERT INTO cap_setting (scope, name, cap) VALUES ($1::"CapScope", $2, $3)
     ON CONFLICT (scope, name) DO UPDATE SET cap = EXCLUDED.cap, set_at = now()`,
    [scope, name, cap],
  )
}
