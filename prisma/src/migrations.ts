import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One step of the database's shape. */
export interface Migration {
  /** The name of its folder: a timestamp and what it does. */
  name: string
  /** The content of migration.sql. */
  script: string
  /** SHA-256 of the script in hexadecimal, as Prisma records it. */
  checksum: string
}

/** @param script - the content of migration.sql */
export function makeMigration(name: string, script: string): Migration {
  return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
}

/**
 * Reads the migrations in the order in which they apply.
 * @param directory - holds one folder for each migration; default: those of this package
 */
export function readMigrations(directory = join(import.meta.dirname, '../migrations')): Migration[] {
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, 'migration.sql')))
    .toSorted()
    .map((name) => makeMigration(name, readFileSync(join(directory, name, 'migration.sql'), 'utf8')))
}
