import type { CapSetting, CapStore } from '@sluice/core/line/set-cap'
import type { Sql } from '@sluice/prisma/sql'

/** Caps set at run time, in the database: every process reads them with each claim. */
export function makeCapStore({ sql, onChanged }: { sql: Sql; onChanged: () => void }): CapStore {
  return {
    async set({ scope, name }, cap) {
      if (cap === null) {
        await sql.query('DELETE FROM cap_setting WHERE scope = $1::"CapScope" AND name = $2', [scope, name])
      } else {
        await sql.query(
          `INSERT INTO cap_setting (scope, name, cap) VALUES ($1::"CapScope", $2, $3)
           ON CONFLICT (scope, name) DO UPDATE SET cap = EXCLUDED.cap, set_at = now()`,
          [scope, name, cap],
        )
      }
      onChanged()
    },
    list: () => sql.query<CapSetting>('SELECT scope::text, name, cap FROM cap_setting ORDER BY scope, name'),
  }
}
