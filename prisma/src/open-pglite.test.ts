import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeDatabase, type Open } from './database-contract.ts'
import { spawnOpen } from './database-process.ts'
import { describeMigrating } from './migration-contract.ts'
import { readMigrations } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { DataDirectoryInUse } from './open-error.ts'
import { openPGlite } from './open-pglite.ts'
import type { Database } from './sql.ts'

const root = mkdtempSync(join(tmpdir(), 'sluice-pglite-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const openContract: Open = (migrations) => openPGlite(join(root, 'contract'), migrations)
describe('PGlite migrates', () => describeMigrating(openContract))
describe('PGlite', () => describeDatabase(openContract))

describe('the data directory', () => {
  const dataDir = join(root, 'deep', 'data')
  const open = () => openDatabase({ dataDir, databaseUrl: '' })
  let db: Database
  beforeAll(async () => {
    db = await open()
  })
  afterAll(() => db.close())

  test('is for its owner only', () => {
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  })

  test('is refused to another process, and the first goes on', async () => {
    await using other = spawnOpen({ dataDir })
    const { code, stderr } = await other.ended
    expect(code).toBe(1)
    expect(stderr).toContain('DataDirectoryInUse')
    expect(stderr).toContain(dataDir)
    expect(stderr).toContain('SLUICE_DATA_DIR')
    await db.query(`INSERT INTO space (id, name) VALUES (gen_random_uuid(), 'first')`)
    expect(await db.query('SELECT name FROM space')).toEqual([{ name: 'first' }])
  })

  test('is refused to a second open in this process, and still locked after', async () => {
    await expect(open()).rejects.toThrow(DataDirectoryInUse)
    await using other = spawnOpen({ dataDir })
    expect((await other.ended).code).toBe(1)
  })

  test('is free, and holds what was committed, right after a kill -9', async () => {
    await db.close()
    await using other = spawnOpen({
      dataDir,
      statement: `INSERT INTO space (id, name) VALUES (gen_random_uuid(), 'second') RETURNING name`,
    })
    expect(await other.answer).toBe('[{"name":"second"}]')
    await expect(open()).rejects.toThrow(DataDirectoryInUse)
    other.kill()
    const { stderr } = await other.ended
    expect(stderr).toBe('') // no warning either, of an experimental SQLite for one
    db = await open()
    expect(await db.query('SELECT name FROM space ORDER BY name')).toEqual([{ name: 'first' }, { name: 'second' }])
  })

  test('is locked also where nothing leads to the database any more', async () => {
    const forgotten = join(root, 'forgotten')
    await using other = spawnOpen({ dataDir: forgotten, isForgotten: true })
    expect(await other.answer).toBe('[{"one":1}]')
    await expect(openDatabase({ dataDir: forgotten, databaseUrl: '' })).rejects.toBeInstanceOf(DataDirectoryInUse)
  })

  test('is begun anew when the first start was cut short', async () => {
    const cutShort = join(root, 'cut-short')
    mkdirSync(join(cutShort, 'pglite'), { recursive: true })
    writeFileSync(join(cutShort, 'pglite', 'PG_VERSION'), '18\n')
    writeFileSync(join(cutShort, 'pglite-is-unfinished'), '')
    const fresh = await openPGlite(cutShort, readMigrations())
    expect(await fresh.query('SELECT count(*) AS spaces FROM space')).toEqual([{ spaces: 0 }])
    await fresh.close()
  })
})
