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

/** Whether there is anything to look at. */
export interface SeenConnections {
  /** Another text after each change to those that were added. */
  readonly connections: string
  /** Whether any were removed for which something may wait. */
  readonly hasRemoved: boolean
}

/** Columns of a SELECT that make {@link SeenConnections}. */
export const connectionsColumns = `(SELECT coalesce(md5(string_agg(c::text, ' ' ORDER BY id)), '') FROM provider_connection c) AS connections,
       EXISTS (SELECT FROM removed_provider) AS "hasRemoved"`

/** Puts a key that was sealed anew in the place of itself, unless it has been changed meanwhile. */
export async function resealKey(sql: Sql, { id, sealedKey }: ConnectionRow, sealed: string): Promise<void> {
  await sql.query('UPDATE provider_connection SET sealed_key = $3 WHERE id = $1 AND sealed_key = $2', [
    id,
    sealedKey,
    sealed,
  ])
}
