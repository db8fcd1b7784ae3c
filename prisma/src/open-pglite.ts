import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { PrismaClient } from '../generated/client/client.ts'
import { lockDataDirectory } from './data-directory-lock.ts'
import { guardTransaction } from './guard-transaction.ts'
import { applyMigrations, findPending } from './migrate.ts'
import type { Migration } from './migrations.ts'
import { DataDirectoryUnusable, OpenDatabaseError, type PGliteBroken } from './open-error.ts'
import { createPreparedStatements, type PreparedStatements } from './prepared-pglite.ts'
import type { Database, ListenHandlers, Sql, Statements } from './sql.ts'
import { makeStatementNames } from './statement-names.ts'
import { parseInt8, parseText, typeId } from './value-parsers.ts'
import { type Watched, WatchedPGlite } from './watched-pglite.ts'
import { withoutOffset } from './without-offset.ts'

/**
 * Opens the PostgreSQL in this process, with its data in `dataDir`. What is committed survives kill -9 (the file system has it), not
 * a loss of power (it does not fsync).
 * @param dataDir - undefined: in memory, for tests
 * @param onBroken - called when it has stopped for good; the next statement would hold up the thread for ever
 * @throws DataDirectoryInUse, DataDirectoryUnusable, MigrationFailed
 */
export async function openPGlite(
  dataDir: string | undefined,
  migrations: readonly Migration[],
  onBroken: (error: PGliteBroken) => void = () => {},
): Promise<Database> {
  const lock = dataDir === undefined ? undefined : lockDataDirectory(dataDir)
  let pglite: PGlite | undefined
  try {
    pglite =
      dataDir === undefined
        ? await makePGlite({ directory: undefined, onBroken })
        : await openDirectory(dataDir, onBroken)
    await migrate(pglite, migrations)
    return makeDatabase(pglite, () => lock?.release())
  } catch (error) {
    await pglite?.close()
    lock?.release()
    throw error
  }
}

async function makePGlite(watched: Watched): Promise<PGlite> {
  const pglite = new WatchedPGlite(watched, {
    parsers: { [typeId.int8]: parseInt8, [typeId.date]: parseText, [typeId.timestamp]: parseText },
    // Prisma's adapter sends times without a zone and means UTC; whatever TZ says.
    // Of the 128 MB that are usual for a server, each process would touch all at its start: 100 MB and 0.3 s of CPU less (2026-11).
    startParams: [...WatchedPGlite.defaultStartParams, '-c', 'timezone=UTC', '-c', 'shared_buffers=32MB'],
  })
  await pglite.waitReady
  return pglite
}

/** Bytes: one segment of PostgreSQL's write-ahead log. */
const leastRoom = 16 * 1024 * 1024

/**
 * PGlite copies a fresh database into the directory file by file, and takes one whose copy was cut short for a whole one. So a mark
 * stands beside it until it has opened once; before that there is nothing in it to lose.
 */
async function openDirectory(dataDir: string, onBroken: Watched['onBroken']): Promise<PGlite> {
  const directory = join(dataDir, 'pglite')
  const mark = join(dataDir, 'pglite-is-unfinished')
  try {
    if (existsSync(mark)) rmSync(directory, { recursive: true, force: true })
    else if (existsSync(directory)) return await makePGlite({ directory, onBroken })
    writeFileSync(mark, '')
    const pglite = await makePGlite({ directory, onBroken })
    rmSync(mark)
    return pglite
  } catch (error) {
    throw error instanceof OpenDatabaseError ? error : new DataDirectoryUnusable(dataDir, reasonToFail(dataDir, error))
  }
}

/** PGlite says no more than that it failed to initialise: with the least room that it needs, one file of its log, it would not have. */
function reasonToFail(dataDir: string, error: unknown): unknown {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize < leastRoom ? new Error('its disk is full', { cause: error }) : error
}

async function migrate(pglite: PGlite, migrations: readonly Migration[]): Promise<void> {
  const sql = makeSql(pglite)
  if ((await findPending(sql, migrations)).length === 0) return
  await applyMigrations({ ...sql, execute: async (script) => void (await pglite.exec(script)) }, migrations)
  await pglite.refreshArrayTypes() // else arrays of a new enum could be given only after the next start
}

/** Statements on a connection; those that have a name by way of `prepared`, where there is one. */
function makeSql(connection: Pick<PGlite, 'query'>, prepared?: PreparedStatements['query']): Sql {
  return {
    query: async <Row extends object>(
      text: string,
      params: readonly unknown[] = [],
      { name }: { name?: string } = {},
    ) => {
      try {
        if (name !== undefined && prepared) return await prepared<Row>(name, text, params)
        return (await connection.query<Row>(text, [...params])).rows
      } catch (error) {
        if (error instanceof Error && 'params' in error) delete error.params // what people wrote must not get into the log
        throw error
      }
    },
  }
}

const noParsers = {}

/** What Prisma asks a PGlite for. What it asks again and again keeps its plan. */
function withPlans(pglite: PGlite, prepared: PreparedStatements): PGlite {
  const nameOf = makeStatementNames()
  const client: Pick<PGlite, 'exec' | 'query' | 'transaction'> = {
    exec: (text, options) => pglite.exec(text, options),
    transaction: (work) => pglite.transaction(work),
    async query<Row>(text: string, params: unknown[] = [], options: QueryOptions = {}) {
      const name = options.rowMode === 'array' ? nameOf(text) : undefined
      if (name === undefined) return await pglite.query<Row>(text, params, options)
      return (await prepared.queryArrays([name, text, params], options.parsers ?? noParsers)) as Results<Row>
    },
  }
  return client as PGlite
}

function makeDatabase(pglite: PGlite, release: () => void): Database {
  const prepared = createPreparedStatements(pglite)
  const prisma = new PrismaClient({ adapter: withoutOffset(new PrismaPGlite(withPlans(pglite, prepared))) })
  const statements: Statements = {
    ...makeSql(pglite, prepared.query),
    transaction: (work) =>
      pglite.transaction((transaction) => {
        const within: PreparedStatements['query'] = async (name, text, params) => {
          if (transaction.closed) throw new Error('Transaction is closed') // else it would run in whichever comes next
          return await prepared.queryWithin(name, text, params)
        }
        return guardTransaction(makeSql(transaction, within), work)
      }),
  }
  const close = async () => {
    await prisma.$disconnect()
    await pglite.close()
    release()
  }
  let closing: Promise<void> | undefined
  return {
    kind: 'pglite',
    prisma,
    ...statements,
    forRequests: statements,
    runScript: (text, params) => runScript(pglite, text, params),
    listen: (channel, handlers) => listen(pglite, channel, handlers),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/**
 * PGlite has one connection: a script that fails in the middle of its own transaction would leave everybody else in it. So one that begins
 * one runs within ours, which lets nobody in between and is rolled back; its own BEGIN and COMMIT are then but warnings.
 */
async function runScript(pglite: PGlite, text: string, params: readonly unknown[] = []): Promise<object[]> {
  if (params.length > 0) return (await pglite.query<object>(text, [...params])).rows
  const exec = (connection: Pick<PGlite, 'exec'>) => connection.exec(text)
  const results = await (/\bBEGIN\b/i.test(text) ? pglite.transaction(exec) : exec(pglite))
  return results.flatMap(({ rows }) => rows as object[])
}

async function listen(pglite: PGlite, channel: string, { onNotify }: ListenHandlers) {
  const unlisten = await pglite.listen(channel, onNotify)
  let isDisposed = false
  return {
    dispose: async () => {
      if (isDisposed || pglite.closed) return
      isDisposed = true
      await unlisten()
    },
  }
}
