import { readMigrations } from './migrations.ts'
import type { PGliteBroken } from './open-error.ts'
import { openPGlite } from './open-pglite.ts'
import { openPostgres } from './open-postgres.ts'
import type { Database } from './sql.ts'

/** Which database to open. */
export interface OpenDatabase {
  /** For PGlite: the directory that holds everything; made when missing. */
  dataDir: string
  /** `postgresql://…`; when set, `dataDir` is not touched. */
  databaseUrl?: string | undefined
  /** PostgreSQL connections for statements, and as many for Prisma's reads. Default 10; each listener has one more. */
  poolSize?: number | undefined
  /**
   * For PGlite: called when it has stopped for good, while the last statement fails. End the process there and then: the
   * next statement would hold up the thread for ever.
   */
  onBroken?: ((error: PGliteBroken) => void) | undefined
}

/**
 * Opens the database and brings it to the shape that this version needs.
 *
 * Measured on two shared cores (2026-11), beside 0.15 s of importing: PGlite the first time 2.5-3.5 s, nearly all of it
 * initdb, later 0.2-0.35 s, the first migration 0.1 s; PostgreSQL 0.02 s, with the first migration 0.1 s.
 * @throws OpenDatabaseError, of one of its kinds, with a message for the person who starts Sluice
 */
export function openDatabase({
  dataDir,
  databaseUrl,
  poolSize = 10,
  onBroken = () => {},
}: OpenDatabase): Promise<Database> {
  const migrations = readMigrations()
  return databaseUrl ? openPostgres({ databaseUrl, poolSize }, migrations) : openPGlite(dataDir, migrations, onBroken)
}
