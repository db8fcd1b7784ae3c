import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type ApiClient, makeApiClient } from './api-client.ts'
import { createDatabase } from './postgres-cluster.ts'
import { type SluiceProcess, type StartOptions, startProcess } from './sluice-process.ts'

/** The databases that the behaviour tests run on. */
export type TestDatabaseKind = 'pglite' | 'postgres'

/** Which one this run is on. */
export const databaseKind: TestDatabaseKind = process.env['SLUICE_TEST_DATABASE'] === 'postgres' ? 'postgres' : 'pglite'

/** The token that every deployment knows, and another principal's. */
export const token = 'test-token-of-one'
export const otherToken = 'test-token-of-another'

/** SLUICE_LEASE_MS where no worker is lost: so long that none is taken for lost on a busy machine. */
export const quietLeaseMs = '20000'

/** SLUICE_LEASE_MS where workers are killed: on PostgreSQL their leases have to lapse, on PGlite the next start voids them. */
export const lostWorkerLeaseMs = databaseKind === 'pglite' ? quietLeaseMs : '3000'

/** A Sluice as an operator would run it: one process on PGlite, or one web and one worker process on PostgreSQL. */
export interface Deployment {
  /** Where people and services go. The same after a restart. */
  readonly url: string
  readonly api: ApiClient
  /** The same API, asked by another principal. */
  readonly otherApi: ApiClient
  /** All configuration, for starting further processes. */
  readonly env: Readonly<Record<string, string>>
  /** The process that serves people. */
  readonly web: SluiceProcess
  /** The process that runs generations; on PGlite the same one. */
  readonly worker: SluiceProcess
  /** kill -9 of the worker, and at once a new one in its place. */
  killWorker(): Promise<void>
  /** Ends everything in this way, and starts it again. */
  restart(signal: NodeJS.Signals): Promise<void>
  /** Ends everything and removes its data. */
  stop(): Promise<void>
}

/** Starts a deployment on a database of its own. Leases are {@link lostWorkerLeaseMs} long unless `env` says otherwise. */
export async function deploy(
  env: Readonly<Record<string, string>> = {},
  options: Pick<StartOptions, 'isLasting'> = {},
): Promise<Deployment> {
  const place = await makePlace()
  const config = {
    SLUICE_BOOTSTRAP_TOKEN: `one=${token},another=${otherToken}`,
    SLUICE_LEASE_MS: lostWorkerLeaseMs,
    SLUICE_GRACE_MS: '200',
    SLUICE_LOG_LEVEL: 'warn',
    ...place.env,
    ...env,
  }
  const roles =
    databaseKind === 'pglite'
      ? { web: {}, worker: null }
      : { web: { SLUICE_ROLE: 'web' }, worker: { SLUICE_ROLE: 'worker' } }
  const startWeb = (port = '0') => startProcess({ ...config, ...roles.web, PORT: port }, options)
  const startWorker = () => (roles.worker ? startProcess({ ...config, ...roles.worker }, options) : null)

  try {
    let [web, worker] = await Promise.all([startWeb(), startWorker()])
    const { url } = web
    const port = new URL(url).port
    return {
      url,
      env: config,
      api: makeApiClient(url, token),
      otherApi: makeApiClient(url, otherToken),
      get web() {
        return web
      },
      get worker() {
        return worker ?? web
      },
      async killWorker() {
        await (worker ?? web).end('SIGKILL')
        if (worker) worker = await startWorker()
        else web = await startWeb(port)
      },
      async restart(signal) {
        await Promise.all([web.end(signal), worker?.end(signal)])
        ;[web, worker] = await Promise.all([startWeb(port), startWorker()])
      },
      async stop() {
        await Promise.all([web.end('SIGKILL'), worker?.end('SIGKILL')])
        await place.remove()
      },
    }
  } catch (error) {
    await place.remove()
    throw error
  }
}

/** A database of one's own that is set up and holds nothing yet, as configuration. */
export interface Place {
  readonly env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** Makes a database of the kind that this run is on. */
export async function makePlace(): Promise<Place> {
  return databaseKind === 'pglite' ? copyTemplate() : makePostgresPlace(inject('postgresTemplate'))
}

/** Makes a PostgreSQL database: a copy of `template`, or an empty one that nothing has set up yet. */
export async function makePostgresPlace(template?: string): Promise<Place> {
  const admin = process.env['SLUICE_TEST_POSTGRES_URL']
  if (!admin) throw new Error('SLUICE_TEST_POSTGRES_URL is not set. Run through: npm test -- postgres')
  const database = await createDatabase(admin, `sluice_${randomUUID().replaceAll('-', '')}`, template)
  return { env: { DATABASE_URL: database.url }, remove: database.drop }
}

function copyTemplate(): Place {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-test-'))
  cpSync(inject('pgliteTemplate'), directory, { recursive: true })
  return {
    env: { SLUICE_DATA_DIR: directory },
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  }
}
