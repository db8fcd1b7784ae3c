import type { Sql } from '@sluice/prisma/sql'

/** A provider that was added, as it is kept. */
export interface ConnectionRow {
  readonly id: string
  readonly name: string
  readonly baseUrl: string
  readonly sealedKey: string | null
}

/** All of them, in the order in which they were added. */
export function readConnections(sql: Sql): Promise<ConnectionRow[]> {
  return sql.query<ConnectionRow>(
    'SELECT id, name, base_url AS "baseUrl", sealed_key AS "sealedKey" FROM provider_connection ORDER BY id',
    [],
    { name: 'read-connections' },
  )
}

/** Puts a key that was sealed anew in the place of itself, unless it has been changed meanwhile. */
export async function resealKey(sql: Sql, { id, sealedKey }: ConnectionRow, sealed: string): Promise<void> {
  await sql.query('UPDATE provider_connection SET sealed_key = $3 WHERE id = $1 AND sealed_key = $2', [
    id,
    sealedKey,
    sealed,
  ])
}
