import type { Server } from 'node:http'
import { openDatabase } from '@sluice/prisma/open-database'
import type { Database } from '@sluice/prisma/sql'
import { loadServices } from './auth/bearer-tokens.ts'
import { createSignInLink } from './auth/browser-session.ts'
import { ensurePrincipal } from './auth/principals.ts'
import { makeFindViewer } from './auth/viewer.ts'
import type { Config } from './config.ts'
import { makeContextFor } from './context.ts'
import { type Lease, takeLease } from './dispatch/lease.ts'
import { reap, type Suspects } from './dispatch/reaper.ts'
import { makeGraphql } from './http/graphql.ts'
import { makeHttpServer } from './http/server.ts'
import { makeWebPage } from './http/web-page.ts'
import { followLog } from './log/follow-log.ts'
import { createRecentEvents, type RecentEvents } from './log/recent-events.ts'
import { makeCatalogue } from './provider/catalogue.ts'
import { makeModelList } from './provider/model-list.ts'
import { makeProviders } from './provider/registry.ts'
import { toProvidersConfig } from './providers.ts'
import type { Report } from './report.ts'
import { createSignals, type Signals } from './signals.ts'
import { startWorker, type Worker } from './worker.ts'

/** A whole Sluice process, open but not listening. */
export interface Sluice {
  readonly server: Server
  /** A path that signs one browser in as the owner, once; null where no page is served. */
  readonly signInPath: string | null
  /** Ends orderly: work first, then streams, then the database. Calling it again changes nothing. */
  stop(): Promise<void>
}

/** Builds all adapters and hands them to the use cases. The one place where everything meets. */
export async function composeSluice(config: Config, report: Report): Promise<Sluice> {
  const { DATABASE_URL: databaseUrl, SLUICE_DATA_DIR: dataDir, SLUICE_ROLE: role } = config
  const database = await openDatabase({ dataDir, databaseUrl })
  const signals = await createSignals(database)
  const recent = createRecentEvents()
  const providers = makeProviders(toProvidersConfig(config))
  const catalogue = makeCatalogue(config.file.models.flatMap(({ id, price }) => (price ? [{ id, price }] : [])))
  const drain = new AbortController()

  let worker: Worker | null = null
  const lease = await takeLease({
    sql: database,
    leaseMs: config.SLUICE_LEASE_MS,
    slots: role === 'web' ? 0 : config.SLUICE_SLOTS,
    providers: role === 'web' ? [] : providers.map(({ name }) => name),
    onLost: () => worker?.abandon(),
    onRenewed: ({ peers, lapsed }) => {
      signals.hasPeers = peers > 0
      if (lapsed > 0) void recover('lapsed').catch(report)
    },
  })
  const recover = makeRecover({ database, lease, recent, signals })
  if (database.kind === 'pglite') await recover('all-others')
  signals.send({ kind: 'hello' })
  if (role !== 'web') {
    worker = startWorker({ config, database, lease, signals, recent, providers, catalogue, report })
  }

  const follower = followLog({ sql: database, recent, pollMs: 1_000, report })
  signals.on((signal, { isHere }) => {
    if (signal.kind === 'hello') signals.hasPeers = true
    if (!isHere && (signal.kind === 'flushed' || signal.kind === 'appended')) follower.look()
  })

  const findViewer = makeFindViewer(database, await loadServices(database, config.tokens))
  const models = makeModelList(providers, catalogue)
  const names = new Set(providers.map(({ name }) => name))
  const graphql = makeGraphql({
    findViewer,
    report,
    contextFor: makeContextFor({
      database,
      recent,
      signals,
      line: config.file.line,
      hasProvider: (name) => names.has(name),
      models,
      drain: drain.signal,
    }),
  })
  let isStopping = false
  const server = makeHttpServer({
    sql: database,
    graphql: role === 'worker' ? null : graphql,
    webPage: role === 'worker' ? null : makeWebPage(),
    isReady: () => !isStopping && (role === 'web' || worker?.dispatcher.isDispatching === true),
    report,
  })

  const stop = async () => {
    isStopping = true
    await worker?.dispatcher.drain(config.SLUICE_GRACE_MS)
    drain.abort()
    follower.dispose()
    await closeServer(server)
    await lease.release().catch(report)
    await signals.dispose()
    await database.close()
  }
  let stopped: Promise<void> | undefined
  return {
    server,
    signInPath: role === 'worker' ? null : await makeSignInPath(database),
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

interface Recovery {
  readonly database: Database
  readonly lease: Lease
  readonly recent: RecentEvents
  readonly signals: Signals
}

/** Takes the work of dead workers back and tells everyone who may care. */
function makeRecover({ database, lease, recent, signals }: Recovery): (suspects: Suspects) => Promise<void> {
  return async (suspects) => {
    const ids = await reap(database, lease.workerId, suspects)
    if (ids.length === 0) return
    for (const id of ids) recent.wake(id)
    signals.send({ kind: 'queued' })
    signals.send({ kind: 'appended' })
  }
}

async function makeSignInPath(database: Database): Promise<string> {
  const owner = await ensurePrincipal(database, 'PERSON', 'Owner')
  return `/sign-in?token=${await createSignInLink(database, owner.id)}`
}

/** Stops listening; what is still open gets two seconds to say goodbye. */
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), 2_000)
  await closed
  clearTimeout(timer)
}
