import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePostgres } from '../../scripts/system-packages.ts'
import { createDatabase, startPostgresCluster } from '../../test/support/postgres-cluster.ts'
import { type SluiceProcess, startProcess } from '../../test/support/sluice-process.ts'
import { makeDirectory } from '../directory.ts'
import { collectingArguments } from './collecting.ts'
import type { Wire } from './load.ts'
import type { Place, Running, Target } from './target.ts'

const token = 'bench-token-of-a-service'
/** A first start on a core that others use too. */
const startMs = 180_000
const headers = { authorization: `Bearer ${token}` }

const startDocument = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
  __typename ... on StartGenerationSuccess { generation { id } } ... on Error { code message } } }`
/** Every event that a client folds, without `soFar`, which would send all text again with each. */
const watchDocument = `subscription ($id: ID!) { generationEvents(id: $id) { __typename cursor seq
  ... on GenerationSnapshot { status phase text } ... on StatusChanged { status phase } ... on TextDelta { text }
  ... on Warned { reason } ... on Restarted { reason } ... on Reconnect { afterMs }
  ... on GenerationSucceeded { finishReason } ... on GenerationFailed { code retryable } } }`

const startVariables = { input: { model: 'bench:bench-model', prompt: '${prompt}', idempotencyKey: '${id}' } }
const wire: Wire = {
  method: 'POST',
  path: '/graphql',
  headers,
  body: JSON.stringify({ query: watchDocument, variables: { id: '${id}' } }),
  marker: '"text":"',
  done: '"GenerationSucceeded"', // a stream of what failed is complete, too; in a text the quotes would be escaped
  start: {
    path: '/graphql',
    body: JSON.stringify({ query: startDocument, variables: startVariables }),
    idPath: ['data', 'startGeneration', 'generation', 'id'],
  },
}

/** A Sluice that runs, and its database as configuration. */
export interface RunningSluice extends Running {
  readonly env: Readonly<Record<string, string>>
  /** Stops the processes and leaves the database as it is. */
  halt(): Promise<void>
}

/** What to start. */
export interface SluiceOptions extends Place {
  readonly on: 'PGlite' | 'PostgreSQL'
  /** Processes of the role `all`; more than one on PostgreSQL only. */
  readonly replicas?: number
  readonly env?: Readonly<Record<string, string>>
}

/** Sluice as `npm start` runs it, everything durable; only its limits are raised. */
export const sluices: Readonly<Record<'S' | 'SP', Target>> = {
  S: target('Sluice, PGlite', { on: 'PGlite', prepare: async () => null, carries: 800 }),
  SP: target('Sluice, PostgreSQL', { on: 'PostgreSQL', prepare: findPostgres, carries: 500 }),
}

function target(
  name: string,
  { on, prepare, carries }: Pick<SluiceOptions, 'on'> & Pick<Target, 'prepare' | 'carries'>,
): Target {
  return { name, prepare, start: (place) => startSluice({ ...place, on }), wire: () => wire, carries }
}

async function findPostgres(): Promise<string | null> {
  const found = await ensurePostgres()
  return 'missing' in found ? found.missing : null
}

/** Starts it on a fresh database. */
export async function startSluice({
  on,
  cores,
  providerPort,
  canCollect = false,
  replicas = 1,
  env,
}: SluiceOptions): Promise<RunningSluice> {
  const directory = makeDirectory()
  let database: Database | null = null
  const processes: SluiceProcess[] = []
  const halt = async () => {
    await Promise.all(processes.map((each) => each.end('SIGKILL')))
  }
  const stop = async () => {
    await halt()
    await database?.stop()
    directory.remove()
  }
  try {
    database = on === 'PGlite' ? embedded(directory.path) : await startPostgres(cores)
    for (let n = 0; n < replicas; n += 1) {
      const baseUrl = `http://127.0.0.1:${providerPort}${replicas > 1 ? `/r${n}` : ''}/v1`
      const SLUICE_PROVIDERS = writeProviders(join(directory.path, `providers-${n}.json`), baseUrl)
      const settings = {
        ...limits,
        ...database.env,
        SLUICE_PROVIDERS,
        ...(canCollect && { NODE_OPTIONS: collectingArguments.join(' ') }),
        ...env,
      }
      processes.push(await startProcess(settings, { cores, timeoutMs: startMs, isLasting: true })) // the first sets the database up
    }
  } catch (error) {
    await stop()
    throw error
  }
  return {
    ports: processes.map(({ url }) => Number(new URL(url).port)),
    pids: processes.map(({ pid }) => pid),
    databasePids: database.pids,
    collectingPids: canCollect ? processes.map(({ pid }) => pid) : [],
    env: database.env,
    halt,
    stop,
  }
}

/** No limit is reached in a measurement. */
const limits = {
  SLUICE_BOOTSTRAP_TOKEN: token,
  SLUICE_SLOTS: '20000',
  SLUICE_STREAMS_PER_SERVICE: '20000',
  SLUICE_READS_PER_MINUTE: '1000000000',
  SLUICE_LOG_LEVEL: 'warn',
}

/** @returns the path */
function writeProviders(path: string, baseUrl: string): string {
  const content = {
    caps: { person: 20_000 },
    line: { person: 20_000, all: 20_000 },
    providers: [{ name: 'bench', baseUrl, cap: 20_000 }],
  }
  writeFileSync(path, JSON.stringify(content))
  return path
}

interface Database {
  readonly env: Readonly<Record<string, string>>
  readonly pids: readonly number[]
  stop(): Promise<void>
}

const embedded = (directory: string): Database => ({
  env: { SLUICE_DATA_DIR: join(directory, 'data') },
  pids: [],
  stop: async () => {},
})

/** A server of its own on the same cores. */
async function startPostgres(cores: string): Promise<Database> {
  const found = await ensurePostgres()
  if ('missing' in found) throw new Error(found.missing)
  const cluster = await startPostgresCluster({ ...found, cores })
  const { url } = await createDatabase(cluster.url, `bench_${randomUUID().replaceAll('-', '')}`)
  return { env: { DATABASE_URL: url }, pids: [cluster.pid], stop: () => cluster.stop() }
}
