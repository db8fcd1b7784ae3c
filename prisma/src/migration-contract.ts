import { expect, test } from 'vitest'
import type { Open } from './database-contract.ts'
import { type Migration, makeMigration, readMigrations } from './migrations.ts'
import { MigrationFailed } from './open-error.ts'
import type { Database } from './sql.ts'

const ours = readMigrations()

/** What opening a {@link Database} promises about migrations. Leaves one behind that is begun and not finished. */
export function describeMigrating(open: Open): void {
  const withOpen = async <T>(migrations: readonly Migration[], work: (db: Database) => Promise<T>) => {
    const db = await open(migrations)
    try {
      return await work(db)
    } finally {
      await db.close()
      await db.close()
    }
  }
  const readRecords = (db: Database) => db.query('SELECT * FROM _prisma_migrations ORDER BY migration_name')
  const failure = (migrations: readonly Migration[]) =>
    withOpen(migrations, async () => undefined).catch((e: unknown) => e)

  test('the first open applies the migrations, the second finds nothing to do', async () => {
    const first = await withOpen(ours, readRecords)
    expect(first.map((row) => [row['migration_name'], row['checksum']])).toEqual(ours.map((m) => [m.name, m.checksum]))
    expect(await withOpen(ours, readRecords)).toEqual(first)
  })

  test('a migration that was changed afterwards is refused by name', async () => {
    const changed = ours.map(({ name, script }, i) => makeMigration(name, i === 0 ? `${script}-- changed\n` : script))
    const error = await failure(changed)
    expect(error).toBeInstanceOf(MigrationFailed)
    expect(error).toMatchObject({ migration: ours[0]?.name, message: expect.stringContaining('was changed') as string })
  })

  const bad = makeMigration('29990101000000_bad', 'CREATE TABLE bad (id int); SELECT 1 / 0;')

  test('a migration that fails leaves nothing, and is applied once it is repaired', async () => {
    const error = await failure([...ours, bad])
    expect(error).toMatchObject({ name: 'MigrationFailed', migration: bad.name, cause: { code: '22012' } })
    await withOpen([...ours, makeMigration(bad.name, 'CREATE TABLE bad (id int); -- and no more')], async (db) => {
      expect(await db.query('SELECT * FROM bad')).toEqual([])
      expect(await readRecords(db)).toHaveLength(ours.length + 1)
    })
  })

  test('what a newer version has applied is left alone', async () => {
    expect(await withOpen(ours, readRecords)).toHaveLength(ours.length + 1)
  })

  test('a migration that was begun and not finished is refused by name', async () => {
    const begun = `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1`
    await withOpen(ours, (db) => db.query(begun, [bad.name]))
    expect(await failure([...ours, bad])).toMatchObject({ name: 'MigrationFailed', migration: bad.name })
  })
}
