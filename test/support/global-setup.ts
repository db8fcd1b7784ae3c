import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startProcess } from './sluice-process.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory that has been set up once, to be copied: setting one up takes seconds. */
    pgliteTemplate: string
  }
}

/** Sets up the PGlite directory that every test's own is copied from. */
export default async function setUp(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-template-'))
  if (process.env['SLUICE_TEST_DATABASE'] !== 'postgres') {
    const sluice = await startProcess({ SLUICE_DATA_DIR: directory })
    await sluice.end('SIGTERM')
  }
  project.provide('pgliteTemplate', directory)
  return () => rmSync(directory, { recursive: true, force: true })
}
