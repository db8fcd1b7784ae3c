import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { type MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import { type Migration, readMigrations } from './src/migrations.ts'

/** What to compare. By default what this folder holds. */
export interface SchemaDiff {
  /** The content of schema.prisma. */
  schema?: string
  migrations?: readonly Migration[]
}

/**
 * The SQL that leads from the migrations, applied to an empty PGlite in memory, to the schema.
 * @returns SQL ending in a line break; an empty string when they agree. Partial indexes are not seen: they belong to
 *   the migrations alone.
 * @throws whatever PGlite says of a migration that fails.
 */
export async function diffSchema({
  schema = readFileSync(join(import.meta.dirname, 'schema.prisma'), 'utf8'),
  migrations = readMigrations(),
}: SchemaDiff = {}): Promise<string> {
  // The engine wants a database beside the shadow, and leaves it alone: one is enough, at 2 s each.
  const pglite = new PGlite()
  const connect = async () => {
    const adapter = await new PrismaPGlite(pglite).connect()
    // The adapter's own does not wait, so that a failing migration would go unnoticed (0.7.2).
    adapter.executeScript = async (script: string) => {
      await pglite.exec(script)
    }
    return adapter
  }
  const adapterFactory = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: 'pglite',
    connect,
    connectToShadowDb: connect,
  })
  const files = [{ path: 'schema.prisma', content: schema }]
  try {
    using engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapterFactory)
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrationList(migrations) },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    return exitCode === 0 ? '' : `${stdout?.trimEnd()}\n`
  } finally {
    await pglite.close()
  }
}

function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: '/',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  }
}
