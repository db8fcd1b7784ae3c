import type { Server } from 'node:http'
import { type OpenDatabase, openDatabase } from '@sluice/prisma/open-database'
import type { Database } from '@sluice/prisma/sql'
import { followChanges } from './activity/follow-changes.ts'
import { loadServices } from './auth/bearer-tokens.ts'
import { createSignInLink } from './auth/browser-session.ts'
import { makeFindAsker } from './auth/find-asker.ts'
import { guardPasswords } from './auth/password-guard.ts'
import { ensurePrincipal } from './auth/principals.ts'
import { createStreamRights } from './auth/stream-rights.ts'
import { makeFindViewer } from './auth/viewer.ts'
import { startChores } from './chores/chore-runner.ts'
import { makeChores } from './chores/chores.ts'
import { type Config, isLoopback } from './config.ts'
import { type ConnectionFollower, followConnections } from './connection/follow-connections.ts'
import { type OpenProviders, openProviders } from './connection/open-providers.ts'
import { makeContextFor } from './context/context.ts'
import { type Lease, takeLease } from './dispatch/lease.ts'
import { reap, type Suspects } from './dispatch/reaper.ts'
import { makeAuthPages } from './http/auth.ts'
import { type AddressOf, makeAddressOf } from './http/client-address.ts'
import { closeServer } from './http/close-server.ts'
import { handleExport } from './http/export.ts'
import { makeGraphql } from './http/graphql.ts'
import { makeHttpServer, type Pages } from './http/server.ts'
import { makeWebPage } from './http/web-page.ts'
import { makeLineView } from './line/line-view.ts'
import { followLog } from './log/follow-log.ts'
import { createRecentEvents, type RecentEvents } from './log/recent-events.ts'
import { type Catalogue, makeCatalogue } from './provider/catalogue.ts'
import { makeModelList } from './provider/model-list.ts'
import { toCaps, toTakenNames } from './providers.ts'
import type { Report } from './report.ts'
import { createSignals, type Signals } from './signals.ts'
import { forRequests } from './store/for-requests.ts'
import { makeHasProvider } from './store/has-provider.ts'
import { startWorker, type Worker } from './worker.ts'

/** A whole Sluice process, open but not listening. */
export interface Sluice {
  readonly server: Server
  /** A path that signs one browser in as the owner, once; null where no page is served. */
  readonly signInPath: string | null
  /** Ends orderly: work first, then streams, then the database. Calling it again changes nothing. */
  stop(): Promise<void>
}

/** Whom a process tells. */
export interface ComposeOptions {
  readonly report: Report
  /** The embedded database has stopped for good. The process must end at once. */
  readonly onBroken: OpenDatabase['onBroken']
}

/** What all parts of a process share. */
interface Parts extends OpenProviders {
  readonly config: Config
  readonly report: Report
  readonly database: Database
  readonly signals: Signals
  readonly recent: RecentEvents
  readonly catalogue: Catalogue
}

/** Builds all adapters and hands them to the use cases. The one place where everything meets. */
export async function composeSluice(config: Config, { report, onBroken }: ComposeOptions): Promise<Sluice> {
  const { DATABASE_URL: databaseUrl, SLUICE_DATA_DIR: dataDir, SLUICE_ROLE: role } = config
  const database = await openDatabase({ dataDir, databaseUrl, onBroken })
  const parts: Parts = {
    config,
    report,
    database,
    signals: await createSignals(database),
    recent: createRecentEvents(),
    ...(await openProviders(config, database, report)),
    catalogue: makeCatalogue(config.file.models.flatMap(({ id, price }) => (price ? [{ id, price }] : []))),
  }
  const work = await composeWork(parts)
  const drain = new AbortController()
  const isReady = () => !drain.signal.aborted && work.isReady()
  const asked = { ...parts, database: forRequests(database, report) }
  const addressOf = makeAddressOf(config.SLUICE_PROXY_HOPS)
  const served = { ...asked, addressOf, connections: work.connections }
  const pages = role === 'worker' ? null : await composePages(served, drain.signal)
  const server = makeHttpServer({ database: asked.database, pages, addressOf, isReady, report })

  const stop = async () => {
    await work.drain()
    drain.abort()
    await closeServer(server)
    await work.release()
    await parts.signals.dispose()
    await database.close()
  }
  let stopped: Promise<void> | undefined
  return {
    server,
    signInPath: pages ? await makeSignInPath(database) : null,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** The part of a process that holds a lease, runs generations, and follows what others write. */
interface Work {
  isReady(): boolean
  readonly connections: ConnectionFollower
  /** Lets go of all generations, within the grace that the configuration gives. */
  drain(): Promise<void>
  /** Ends the lease; the last that is written. */
  release(): Promise<void>
}

async function composeWork(parts: Parts): Promise<Work> {
  const { config, report, database, signals, recent, providers } = parts
  const isWeb = config.SLUICE_ROLE === 'web'
  let worker: Worker | null = null
  let connections: ConnectionFollower | null = null
  const lease = await takeLease({
    sql: database,
    leaseMs: config.SLUICE_LEASE_MS,
    slots: isWeb ? 0 : config.SLUICE_SLOTS,
    providers: () => (isWeb ? [] : providers.all().map(({ name }) => name)),
    onLost: () => worker?.abandon(),
    onRenewed: (seen) => {
      signals.hasPeers = seen.peers > 0
      if (seen.lapsed > 0) void recover('lapsed').catch(report)
      connections?.see(seen)
    },
  })
  const recover = makeRecover({ database, lease, recent, signals })
  if (database.kind === 'pglite') await recover('all-others')
  signals.send({ kind: 'hello' })
  if (!isWeb) worker = startWorker({ ...parts, lease })
  const chores = isWeb ? null : startChores({ database, chores: makeChores(database, config), report })

  const follower = followLog({ sql: database, recent, pollMs: 1_000, report })
  signals.on((signal, { isHere }) => {
    if (signal.kind === 'hello') signals.hasPeers = true
    if (!isHere && (signal.kind === 'flushed' || signal.kind === 'appended')) follower.look()
  })
  connections = followConnections({
    sql: database,
    providers,
    signals,
    onChanged: async () => {
      await lease.renew()
      worker?.dispatcher.wake()
    },
    onFailed: (ids) => {
      for (const id of ids) recent.wake(id)
      signals.send({ kind: 'appended' })
    },
    report,
  })
  let isDraining = false
  return {
    connections,
    isReady: () => !isDraining && (!worker || worker.dispatcher.isDispatching),
    async drain() {
      isDraining = true
      await Promise.all([worker?.dispatcher.drain(config.SLUICE_GRACE_MS), chores?.stop()])
      signals.send({ kind: 'queued' }) // what was given back
    },
    async release() {
      follower.dispose()
      connections?.dispose()
      await lease.release().catch(report)
    },
  }
}

/** What a process serves to people and services. */
async function composePages(
  parts: Parts & { readonly connections: ConnectionFollower; readonly addressOf: AddressOf },
  drain: AbortSignal,
): Promise<Pages> {
  const { config, report, database, guard, box, providers, catalogue, connections, signals, addressOf } = parts
  const rights = createStreamRights(database, report)
  const feed = followChanges({ sql: database, pollMs: 1_000, report })
  signals.on(() => feed.look())
  drain.addEventListener('abort', () => rights.dispose(), { once: true })
  drain.addEventListener('abort', () => feed.dispose(), { once: true })
  const passwords = guardPasswords(database)
  const contextFor = makeContextFor({
    ...parts,
    drain,
    passwords,
    line: config.file.line,
    hasProvider: makeHasProvider(database, (name) => providers.find(name) !== undefined),
    models: makeModelList(providers.all, catalogue),
    connecting: {
      guard,
      box,
      providers,
      taken: toTakenNames(config),
      onChanged: async () => {
        signals.send({ kind: 'providers' })
        await connections.look().catch(report) // it is committed, and the next poll tries again
      },
    },
    lineView: makeLineView({ sql: database, caps: toCaps(config), report }),
    rights,
    feed,
  })
  const findViewer = makeFindViewer(database, await loadServices(database, config.tokens))
  const webPage = makeWebPage() // the first to say that nothing has been built
  const findAsker = makeFindAsker(database, findViewer)
  const graphiqlFor = config.SLUICE_GRAPHIQL ?? (isLoopback(config.HOST) ? 'everyone' : 'signed-in')
  const graphql = makeGraphql({ findAsker, contextFor, addressOf, graphiqlFor, report })
  const auth = makeAuthPages({ database, report, oidc: config.oidc, passwords, addressOf })
  return {
    graphql: (request, response) => void graphql(request, response),
    auth,
    webPage,
    exportFile: (request, response) => handleExport({ database, findViewer, addressOf, rights }, request, response),
  }
}

interface Recovery {
  readonly database: Database
  readonly lease: Lease
  readonly recent: RecentEvents
  readonly signals: Signals
}

/** Takes the work of dead workers back and tells everyone who may care. Never twice at once: a reap may wait for a zombie's flush. */
function makeRecover({ database, lease, recent, signals }: Recovery): (suspects: Suspects) => Promise<void> {
  let current: Promise<void> | null = null
  const recover = async (suspects: Suspects) => {
    const ids = await reap(database, lease.workerId, suspects)
    if (ids.length === 0) return
    for (const id of ids) recent.wake(id)
    signals.send({ kind: 'queued' })
    signals.send({ kind: 'appended' })
  }
  return (suspects) => {
    current ??= recover(suspects).finally(() => {
      current = null
    })
    return current
  }
}

async function makeSignInPath(database: Database): Promise<string> {
  const owner = await ensurePrincipal(database, 'PERSON', 'Owner')
  return `/sign-in?token=${await createSignInLink(database, owner.id)}`
}
