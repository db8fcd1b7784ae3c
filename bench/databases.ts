import { randomUUID } from 'node:crypto'
import { ensurePostgres } from '../scripts/system-packages.ts'
import { createDatabase, startPostgresCluster } from '../test/support/postgres-cluster.ts'
import { makeDirectory } from './directory.ts'

/** An empty database as configuration of a process. */
export interface BenchDatabase {
  readonly name: 'PGlite' | 'PostgreSQL'
  readonly env: Readonly<Record<string, string>>
}

/** Runs `work` on a fresh PGlite directory, and then on a fresh PostgreSQL; says so where there is none. */
export async function onBothDatabases(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const directory = makeDirectory()
  try {
    await work({ name: 'PGlite', env: { SLUICE_DATA_DIR: directory.path } })
  } finally {
    directory.remove()
  }
  const server = await ensurePostgres()
  if ('missing' in server) {
    console.log(`not on PostgreSQL: ${server.missing}`)
    return
  }
  const cluster = await startPostgresCluster(server)
  try {
    const { url } = await createDatabase(cluster.url, `bench_${randomUUID().replaceAll('-', '')}`)
    await work({ name: 'PostgreSQL', env: { DATABASE_URL: url } })
  } finally {
    await cluster.stop()
  }
}
