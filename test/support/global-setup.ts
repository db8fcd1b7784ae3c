import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase } from './postgres-cluster.ts'
import { startProcess } from './sluice-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory that has been set up once, to be copied: setting one up takes seconds. Empty on PostgreSQL. */
    pgliteTemplate: string
    /** The name of a database that has been set up once, to be copied. Empty on PGlite. */
    postgresTemplate: string
  }
}

/** Sets up the database that every test's own is copied from. */
export default async function setUp(project: TestProject): Promise<() => void | Promise<void>> {
  if (process.env['SLUICE_TEST_DATABASE'] === 'postgres') {
    const name = `sluice_template_${process.pid}`
    const database = await createDatabase(process.env['SLUICE_TEST_POSTGRES_URL'] ?? '', name)
    await startAndEnd({ DATABASE_URL: database.url, SLUICE_ROLE: 'web' })
    project.provide('pgliteTemplate', '')
    project.provide('postgresTemplate', name)
    return database.drop
  }
  const directory = mkdtempSync(join(tmpdir(), 'sluice-template-'))
  await startAndEnd({ SLUICE_DATA_DIR: directory })
  project.provide('pgliteTemplate', directory)
  project.provide('postgresTemplate', '')
  return () => rmSync(directory, { recursive: true, force: true })
}

async function startAndEnd(env: Readonly<Record<string, string>>): Promise<void> {
  const sluice = await startProcess(env)
  await sluice.end('SIGTERM')
}
