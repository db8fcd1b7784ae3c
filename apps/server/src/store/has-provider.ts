import type { Sql } from '@sluice/prisma/sql'

/** Says whether a provider is there: in this process, or in any that lives and runs generations. */
export function makeHasProvider(sql: Sql, isHere: (name: string) => boolean): (name: string) => Promise<boolean> {
  return async (name) => {
    if (isHere(name)) return true
    const [row] = await sql.query<{ found: boolean }>(
      'SELECT EXISTS (SELECT FROM worker WHERE dead_at IS NULL AND lease_until > now() AND $1 = ANY(providers)) AS found',
      [name],
      { name: 'has-provider' },
    )
    return row?.found ?? false
  }
}
