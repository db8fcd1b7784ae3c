import type { PrismaClient } from '../generated/client/client.ts'

/**
 * Runs statements. Both databases take and give the same values:
 * - `timestamptz` is a Date; `date` and `timestamp` are text.
 * - `json` and `jsonb` come parsed, and are given as a string with a cast (`$1::json`).
 * - `int4` is a number; so is `int8` (`count(*)` too) within ±(2^53 - 1), beyond which reading it throws a RangeError.
 * - `numeric` is text.
 * - Arrays are JavaScript arrays, which may hold null: `$1::uuid[]`, `$2::text[]`, `$3::int[]`; they may be given as the text of
 *   PostgreSQL's array, too (`{1,2}`). An array of an enum can be given but must be read through `::text[]`.
 */
export interface Sql {
  /**
   * Runs one statement, visible and parameterised.
   * @param options.name - makes it a prepared statement; one name, one text
   * @throws an Error of the driver; of the database's own, `code` is the SQLSTATE
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
    options?: { name?: string },
  ): Promise<Row[]>
}

/** Runs statements, and transactions. */
export interface Statements extends Sql {
  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits; if `work`, or any statement in it, fails, rolls back and throws
   * that. Within `work` use only the given `sql`: PGlite has one connection, and waiting there for any other query waits
   * for ever.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
}

/** A database that is open, migrated and ours. */
export interface Database extends Statements {
  readonly kind: 'pglite' | 'postgres'
  /** Its waits are limited like those of {@link forRequests}. */
  readonly prisma: PrismaClient
  /**
   * Runs a script of a library's own, such as pg-boss: one statement with parameters, or several without, among which may be BEGIN and
   * COMMIT. Answers the rows of all of them.
   */
  runScript(text: string, params?: readonly unknown[]): Promise<object[]>
  /**
   * For what somebody waits for who has sent a request: on PostgreSQL through connections of its own, where a statement
   * waits 10 s for a connection and 9 s for its answer at most.
   */
  readonly forRequests: Statements
  /**
   * Listens to a channel until disposed. On PostgreSQL through a connection of its own for each call, which reconnects by
   * itself (0.1 s, doubling up to 5 s): what was sent meanwhile is lost, so a notification is only ever a hint.
   * @param channel - lower case letters, digits and _
   * @param handlers.onReconnect - listening again after a gap: poll for what was missed
   */
  listen(channel: string, handlers: ListenHandlers): Promise<Listener>
  /** Ends what is open, orderly. Calling it again does nothing. */
  close(): Promise<void>
}

/** What {@link Database.listen} calls. */
export interface ListenHandlers {
  onNotify: (payload: string) => void
  onReconnect?: () => void
}

/** Listens until disposed. */
export interface Listener {
  dispose(): Promise<void>
}
