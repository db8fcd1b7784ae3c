import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeDatabase, type Open } from './database-contract.ts'
import { spawnOpen } from './database-process.ts'
import { describeMigrating } from './migration-contract.ts'
import { readMigrations } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { DatabaseUnreachable, DatabaseUrlInvalid } from './open-error.ts'
import { openPostgres } from './open-postgres.ts'
import type { Database } from './sql.ts'

const adminUrl = process.env['SLUICE_TEST_POSTGRES_URL']
const migrations = readMigrations()

/** Makes a database for the tests around it, and drops it after them. */
function useDatabase(): () => string {
  const name = `sluice_test_${randomUUID().replaceAll('-', '')}`
  const admin = new pg.Client(adminUrl)
  beforeAll(async () => {
    await admin.connect()
    await admin.query(`CREATE DATABASE ${name}`)
  })
  afterAll(async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await admin.end()
  })
  return () => Object.assign(new URL(adminUrl ?? ''), { pathname: `/${name}` }).href
}

describe.skipIf(!adminUrl)('on a PostgreSQL (needs SLUICE_TEST_POSTGRES_URL)', () => {
  describe('contract', () => {
    const url = useDatabase()
    const openContract: Open = (migrations) => openPostgres({ databaseUrl: url(), poolSize: 4 }, migrations)
    describe('migrates', () => describeMigrating(openContract))
    describe('in use', () => describeDatabase(openContract))
  })

  describe('replicas', () => {
    const url = useDatabase()

    test('that boot together migrate once', async () => {
      const holder = new pg.Client(url())
      await holder.connect()
      await holder.query('SELECT pg_advisory_lock(72707369)')
      await using first = spawnOpen({ databaseUrl: url() })
      await using second = spawnOpen({ databaseUrl: url() })
      await using third = spawnOpen({ databaseUrl: url() })
      const waiting = `SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()`
      await vi.waitFor(async () => expect((await holder.query(waiting)).rows).toEqual([{ waiting: 3 }]), 30_000)
      await holder.query('SELECT pg_advisory_unlock(72707369)')
      expect(await Promise.all([first.answer, second.answer, third.answer])).toEqual(Array(3).fill('[{"one":1}]'))
      const { rows } = await holder.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')
      expect(rows).toEqual(migrations.map(({ name }) => ({ migration_name: name })))
      await holder.end()
    })
  })

  describe('a connection that is lost', () => {
    const url = useDatabase()
    let db: Database
    let other: Database
    beforeAll(async () => {
      db = await openPostgres({ databaseUrl: url(), poolSize: 2 }, migrations)
      other = await openPostgres({ databaseUrl: url(), poolSize: 1 }, migrations)
    })
    afterAll(async () => {
      await db.close()
      await other.close()
    })
    const loseAll = () =>
      other.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`)

    test('while idle is replaced', async () => {
      await db.query('SELECT 1')
      await loseAll()
      await vi.waitFor(async () => expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }]))
    })

    test('in a transaction fails that alone', async () => {
      const attempt = db.transaction(async (sql) => {
        await sql.query('CREATE TABLE lost (id int)')
        await loseAll()
        await sql.query('SELECT 1')
      })
      await expect(attempt).rejects.toThrow()
      expect(await db.query(`SELECT to_regclass('lost') AS lost`)).toEqual([{ lost: null }])
    })

    test('while listening is replaced, and the listener told', async () => {
      const heard: string[] = []
      const { promise: reconnected, resolve } = Promise.withResolvers<void>()
      const listener = await db.listen('lost', { onNotify: (payload) => heard.push(payload), onReconnect: resolve })
      await loseAll()
      await reconnected
      await other.query(`SELECT pg_notify('lost', 'again')`)
      await vi.waitFor(() => expect(heard).toEqual(['again']))
      await listener.dispose()
      const listening = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`
      await vi.waitFor(async () => expect(await other.query(listening)).toEqual([]))
    })
  })
})

describe('the password of DATABASE_URL stays out of errors', () => {
  const open = (databaseUrl: string) =>
    openDatabase({ dataDir: '/nonexistent', databaseUrl }).catch((error: unknown) => error)

  test.each([
    'postgresql://app:hidden#word@127.0.0.1/sluice',
    'postgresql://app:hidden/word@127.0.0.1/sluice',
    'mysql://app:hidden@127.0.0.1/sluice',
    'hidden',
  ])('when the URL is invalid: %s', async (url) => {
    const error = await open(url)
    expect(error).toBeInstanceOf(DatabaseUrlInvalid)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hidden')
  })

  test('when nobody answers', async () => {
    const error = await open('postgresql://app:hidden@127.0.0.1:1/sluice')
    expect(error).toBeInstanceOf(DatabaseUnreachable)
    expect(String(error)).toContain('127.0.0.1:1/sluice')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hidden')
  })
})
