import type { Database } from '@sluice/prisma/sql'

/** The names of the tables that have this text in a row: what somebody finds who has got a dump of the database. */
export async function findInTables(database: Database, text: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I', table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await database.query(`SELECT FROM ${name} t WHERE strpos(t::text, $1) > 0 LIMIT 1`, [text])
    if (rows.length > 0) found.push(name)
  }
  return found
}
