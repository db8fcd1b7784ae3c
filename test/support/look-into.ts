import { openDatabase } from '@sluice/prisma/open-database'
import type { Database } from '@sluice/prisma/sql'

type Env = Readonly<Record<string, string>>

/** Opens the database of a place or a deployment beside it. On PGlite all processes there must have ended. */
export function openPlace({ SLUICE_DATA_DIR: dataDir = '', DATABASE_URL: databaseUrl }: Env): Promise<Database> {
  return openDatabase({ dataDir, databaseUrl })
}

/** Opens it as {@link openPlace} does, and closes it after `work`, so that processes may start there again. */
export async function lookInto<T>(env: Env, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openPlace(env)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** The uuid in a global id. */
export function uuidIn(globalId: string): string {
  return Buffer.from(globalId, 'base64').toString().replace(/^\w+:/, '')
}
