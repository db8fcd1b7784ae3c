import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../generated/client/client.ts'
import { guardTransaction } from './guard-transaction.ts'
import { applyMigrations, findPending } from './migrate.ts'
import type { Migration } from './migrations.ts'
import { DatabaseUnreachable, OpenDatabaseError } from './open-error.ts'
import { poolTimeouts, readPostgresConfig, requestTimeouts } from './postgres-config.ts'
import { listenOnPostgres } from './postgres-listener.ts'
import type { Database, Sql } from './sql.ts'
import { makeStatementNames } from './statement-names.ts'
import { withoutOffset } from './without-offset.ts'

/** How to reach a PostgreSQL. */
export interface OpenPostgres {
  databaseUrl: string
  poolSize: number
}

/**
 * Opens a PostgreSQL. It must be reached directly or through a pooler in session mode: migrating locks, and listening lasts,
 * for a session.
 * @throws DatabaseUrlInvalid, DatabaseUnreachable, MigrationFailed
 */
export async function openPostgres(
  { databaseUrl, poolSize }: OpenPostgres,
  migrations: readonly Migration[],
): Promise<Database> {
  const { config, target } = readPostgresConfig(databaseUrl)
  const pool = makePool({ ...config, ...poolTimeouts }, poolSize)
  try {
    if ((await findPending(makeSql(pool), migrations)).length > 0) await migrate(config, migrations)
  } catch (error) {
    await pool.end()
    throw error instanceof OpenDatabaseError ? error : new DatabaseUnreachable(target, error)
  }
  return makeDatabase({ pool, requests: makePool({ ...config, ...requestTimeouts }, poolSize) }, config)
}

function makePool(config: pg.ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max, idleTimeoutMillis: 30_000 })
  // A connection that is lost raises an error event, idle or lent, which ends the process unless somebody listens. The pool drops
  // it, and whoever has a query on it gets the error.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** The key by which `prisma migrate deploy` locks too. */
const migrationLock = 72_707_369

/** Applies what is pending on a session that holds the lock, so that of many replicas booting together one migrates. */
async function migrate(config: pg.ClientConfig, migrations: readonly Migration[]): Promise<void> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    await applyMigrations(
      { ...makeSql(client), execute: async (script) => void (await client.query(script)) },
      migrations,
    )
  } finally {
    await client.end() // which gives the lock back
  }
}

function makeSql(connection: Pick<pg.ClientBase, 'query'>): Sql {
  return {
    query: async <Row extends object>(text: string, params: readonly unknown[] = [], options?: { name?: string }) =>
      (await connection.query<Row>({ text, values: [...params], name: options?.name })).rows,
  }
}

/** Requests have a pool of their own: however slow or many they are, they keep no lease and no token waiting. */
function makeDatabase({ pool, requests }: { pool: pg.Pool; requests: pg.Pool }, config: pg.ClientConfig): Database {
  const nameOf = makeStatementNames()
  const adapter = new PrismaPg(requests, { statementNameGenerator: ({ sql }) => nameOf(sql) ?? '' })
  const prisma = new PrismaClient({ adapter: withoutOffset(adapter) })
  const close = async () => {
    await prisma.$disconnect()
    await Promise.all([pool.end(), requests.end()])
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'postgres',
    prisma,
    ...makeSql(pool),
    transaction: (work) => runTransaction(pool, work),
    async runScript(text, params = []) {
      const results = await pool.query<object>(text, params.length > 0 ? [...params] : undefined)
      return [results].flat().flatMap(({ rows }) => rows) // several statements: several results
    },
    forRequests: { ...makeSql(requests), transaction: (work) => runTransaction(requests, work) },
    listen: (channel, handlers) => listenOnPostgres({ config, channel, ...handlers }),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function runTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let isBroken = false
  try {
    await client.query('BEGIN')
    const result = await guardTransaction(makeSql(client), work)
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    client.release(isBroken)
  }
}
