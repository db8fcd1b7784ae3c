import { test } from 'vitest'
import { databaseKind } from './deployment.ts'

/** A test of what takes more than one process beside a server: on PGlite there is none, rather than one that is skipped. */
export const testOnPostgres: typeof test | ((name: string, ...rest: unknown[]) => void) =
  databaseKind === 'postgres' ? test : () => {}
