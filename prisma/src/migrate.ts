import { randomUUID } from 'node:crypto'
import type { Migration } from './migrations.ts'
import { MigrationFailed, reasonOf } from './open-error.ts'
import type { Sql } from './sql.ts'

/** A connection that nobody else uses, on which no other process migrates meanwhile. */
export interface MigrationSession extends Sql {
  /** Runs any number of statements without parameters. */
  execute(script: string): Promise<void>
}

/**
 * Reads which migrations are still to be applied: one statement. Recorded ones that we do not have are a newer version's and are
 * left alone, so that an older replica can restart during a deployment.
 * @throws {@link MigrationFailed} when one has failed before or was changed after it was applied
 */
export async function findPending(sql: Sql, migrations: readonly Migration[]): Promise<Migration[]> {
  const recorded = new Map((await readRecorded(sql)).map((row) => [row.migration_name, row]))
  return migrations.filter(({ name, checksum }) => {
    const row = recorded.get(name)
    if (!row) return true
    if (!row.is_finished) {
      throw new MigrationFailed(name, 'was begun and not finished; repair it and use `prisma migrate resolve`')
    }
    if (row.checksum !== checksum) throw new MigrationFailed(name, 'was changed after it had been applied')
    return false
  })
}

/**
 * Applies what is pending, each in a transaction of its own together with its record, which is as Prisma writes it: the folder stays
 * valid for `prisma migrate deploy`. A script must therefore not end the transaction, nor do what cannot be in one.
 * @throws {@link MigrationFailed}; nothing of the one that failed remains
 */
export async function applyMigrations(session: MigrationSession, migrations: readonly Migration[]): Promise<void> {
  await session.execute(createRecords)
  for (const migration of await findPending(session, migrations)) {
    try {
      await session.execute('BEGIN')
      await session.execute(migration.script)
      await record(session, migration)
      await session.execute('COMMIT')
    } catch (cause) {
      await session.execute('ROLLBACK').catch(() => {}) // a lost connection has rolled back by itself
      throw new MigrationFailed(migration.name, `failed and was undone: ${reasonOf(cause)}`, { cause })
    }
  }
}

// As Prisma's schema engine creates it.
const createRecords = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

interface Recorded {
  migration_name: string
  checksum: string
  is_finished: boolean
}

const undefinedTable = '42P01'

async function readRecorded(sql: Sql): Promise<Recorded[]> {
  try {
    return await sql.query<Recorded>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
    )
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === undefinedTable) return []
    throw error
  }
}

async function record(sql: Sql, { name, checksum }: Migration): Promise<void> {
  await sql.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  )
}
