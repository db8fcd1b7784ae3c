import { type Deployment, databaseKind, deploy } from './deployment.ts'
import { type FakeProvider, startFakeProvider } from './fake-provider/fake-provider.ts'
import { type SluiceProcess, startProcess } from './sluice-process.ts'

/** A process that runs generations, with a provider of its own: whose the call is tells who runs what. */
export interface Replica {
  readonly fake: FakeProvider
  signal(signal: NodeJS.Signals): void
  /** kill -9, then `meanwhile`, and a new process in its place. */
  kill(meanwhile?: () => Promise<unknown>): Promise<void>
}

/** A Sluice with two workers on PostgreSQL; the one process that there is on PGlite. */
export interface Replicas {
  readonly sluice: Deployment
  readonly replicas: readonly Replica[]
  /** Ends everything and removes its data. */
  stop(): Promise<void>
}

/** Starts them on a database of their own. */
export async function deployReplicas(env: Readonly<Record<string, string>>): Promise<Replicas> {
  const [fake, otherFake] = await Promise.all([startFakeProvider(), startFakeProvider()])
  const sluice = await deploy({ ...env, OPENAI_BASE_URL: fake.openaiBaseUrl })
  const replica: Replica = {
    fake,
    signal: (name) => sluice.worker.signal(name),
    async kill(meanwhile) {
      await sluice.worker.end('SIGKILL')
      await meanwhile?.()
      await sluice.killWorker()
    },
  }
  const other = databaseKind === 'postgres' ? await startOther(sluice, otherFake) : null
  return {
    sluice,
    replicas: other ? [replica, other.replica] : [replica],
    async stop() {
      await other?.process().end('SIGKILL')
      await sluice.stop()
      await Promise.all([fake.close(), otherFake.close()])
    },
  }
}

async function startOther(
  { env }: Deployment,
  fake: FakeProvider,
): Promise<{ replica: Replica; process(): SluiceProcess }> {
  const start = () => startProcess({ ...env, SLUICE_ROLE: 'worker', OPENAI_BASE_URL: fake.openaiBaseUrl })
  let process = await start()
  const replica: Replica = {
    fake,
    signal: (name) => process.signal(name),
    async kill(meanwhile) {
      await process.end('SIGKILL')
      await meanwhile?.()
      process = await start()
    },
  }
  return { replica, process: () => process }
}
