import type { Database } from '@sluice/prisma/sql'

/** What a copy of a database holds: each table, by its qualified name, with its rows as text. */
export type Dump = ReadonlyMap<string, readonly string[]>

/** Copies every row of every table, chores' job payloads among them. */
export async function dump(database: Database): Promise<Dump> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const copy = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const rows = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
    copy.set(
      name,
      rows.map(({ row }) => row),
    )
  }
  return copy
}

/** The names of the tables that have this text in a row. */
export function findInTables(copy: Dump, text: string): string[] {
  return [...copy].flatMap(([name, rows]) => (rows.some((row) => row.includes(text)) ? [name] : []))
}
