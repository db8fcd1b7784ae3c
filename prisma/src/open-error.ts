/** Why the database cannot be opened, said for the person who starts Sluice. Never holds a password. */
export abstract class OpenDatabaseError extends Error {
  abstract readonly code:
    | 'DATA_DIRECTORY_IN_USE'
    | 'DATA_DIRECTORY_UNUSABLE'
    | 'DATABASE_URL_INVALID'
    | 'DATABASE_UNREACHABLE'
    | 'DATABASE_BROKEN'
    | 'MIGRATION_FAILED'
}

/** Another process has the data directory. */
export class DataDirectoryInUse extends OpenDatabaseError {
  override readonly name = 'DataDirectoryInUse'
  readonly code = 'DATA_DIRECTORY_IN_USE'

  constructor(directory: string) {
    super(
      `The data directory ${directory} is in use by another Sluice. ` +
        'Stop that one, or set SLUICE_DATA_DIR to another directory, or DATABASE_URL to a PostgreSQL that both can share.',
    )
  }
}

/** The data directory cannot be made, or not be written in. */
export class DataDirectoryUnusable extends OpenDatabaseError {
  override readonly name = 'DataDirectoryUnusable'
  readonly code = 'DATA_DIRECTORY_UNUSABLE'

  constructor(directory: string, cause: unknown) {
    super(
      `Cannot use the data directory ${directory}: ${reasonOf(cause)}. Set SLUICE_DATA_DIR to one that can be made and written in.`,
      { cause },
    )
  }
}

/** PGlite has stopped for good in the middle of its work. */
export class PGliteBroken extends OpenDatabaseError {
  override readonly name = 'PGliteBroken'
  readonly code = 'DATABASE_BROKEN'

  constructor(directory: string | undefined, cause: unknown) {
    super(
      `The database in ${directory ?? 'memory'} has stopped: ${reasonOf(cause)}. ` +
        'When its disk has room, start Sluice again: it goes on from what was committed.',
      { cause },
    )
  }
}

/** The URL of the database cannot be read. Has no cause, because that would quote the URL with its password. */
export class DatabaseUrlInvalid extends OpenDatabaseError {
  override readonly name = 'DatabaseUrlInvalid'
  readonly code = 'DATABASE_URL_INVALID'

  constructor() {
    super(
      'DATABASE_URL is not a valid URL. It reads postgresql://user:password@host:5432/database; ' +
        'special characters in the user or the password must be percent-encoded.',
    )
  }
}

/** PostgreSQL does not answer, or turns us away. */
export class DatabaseUnreachable extends OpenDatabaseError {
  override readonly name = 'DatabaseUnreachable'
  readonly code = 'DATABASE_UNREACHABLE'

  /** @param target - where it should be, without credentials */
  constructor(target: string, cause: unknown) {
    super(`Cannot use the PostgreSQL at ${target}: ${reasonOf(cause)}`, { cause })
  }
}

/** A migration cannot be applied, or what is recorded does not match what we have. */
export class MigrationFailed extends OpenDatabaseError {
  override readonly name = 'MigrationFailed'
  readonly code = 'MIGRATION_FAILED'
  readonly migration: string

  constructor(migration: string, reason: string, options?: ErrorOptions) {
    super(`Migration ${migration}: ${reason}`, options)
    this.migration = migration
  }
}

/** For a host with several addresses, Node's error has an empty message and one error for each address. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ')
  return cause instanceof Error ? cause.message : String(cause)
}
