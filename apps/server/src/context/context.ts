import type { PasswordPorts } from '@sluice/core/access/password'
import type { ActivityFeed } from '@sluice/core/activity/activity'
import type { Spender } from '@sluice/core/budget/budget'
import { estimateStart } from '@sluice/core/budget/estimate-start'
import { cancel, cancelThread } from '@sluice/core/generation/cancel'
import { start } from '@sluice/core/generation/start'
import { checkWatch } from '@sluice/core/generation/watch'
import { moveInLine } from '@sluice/core/line/move-in-line'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import type { StreamRights } from '../auth/stream-rights.ts'
import type { SignedIn } from '../auth/viewer.ts'
import { makeReckon } from '../budget/reckon.ts'
import { readStandings } from '../budget/standings.ts'
import type { Config } from '../config.ts'
import { countedFor } from '../limits/counted-for.ts'
import { makeRateAccounts } from '../limits/rate-accounts.ts'
import type { LineView } from '../line/line-view.ts'
import { makeEventLog, readSoFar, readTextUpTo } from '../log/read-log.ts'
import type { RecentEvents } from '../log/recent-events.ts'
import type { Catalogue } from '../provider/catalogue.ts'
import type { ListModels } from '../provider/model-list.ts'
import type { Signals } from '../signals.ts'
import { makeCancelStore } from '../store/cancel-store.ts'
import { makeOrderStore } from '../store/order-store.ts'
import { sha256 } from '../store/sha256.ts'
import { type LineLimits, makeStartStore } from '../store/start-store.ts'
import type { StopHints } from '../store/stop.ts'
import { administrationFor, type Connecting } from './administration.ts'
import { ownSignInFor } from './own-sign-in.ts'
import { provenanceFor } from './provenance.ts'
import { remarksFor } from './remarks.ts'
import { makeRevisionsFor } from './revisions.ts'
import { makeSoFar } from './so-far.ts'
import { spacesFor } from './spaces.ts'
import { makeStreams } from './streams.ts'
import { threadsFor } from './threads.ts'

/** What requests work with. */
export interface ContextOptions {
  readonly config: Pick<
    Config,
    | 'SLUICE_KEEP_ALIVE_MS'
    | 'SLUICE_STREAM_MS'
    | 'SLUICE_STREAMS_PER_PERSON'
    | 'SLUICE_STREAMS_PER_SERVICE'
    | 'SLUICE_READS_PER_MINUTE'
  >
  readonly database: Database
  readonly recent: RecentEvents
  readonly signals: Signals
  readonly line: LineLimits
  /** Which providers there are, here or, for a web process, on the workers. */
  readonly hasProvider: (name: string) => Promise<boolean>
  readonly models: ListModels
  readonly connecting: Connecting
  readonly catalogue: Catalogue
  /** How passwords are hashed, and tries at them counted. */
  readonly passwords: Omit<PasswordPorts, 'store'>
  readonly lineView: LineView
  readonly rights: StreamRights
  readonly feed: ActivityFeed
  /** Aborts when this process is about to stop. */
  readonly drain: AbortSignal
}

/** One who asks: who, from where, and until when. */
export interface Asker {
  readonly signedIn: SignedIn
  /** The other end of the connection; null when that is not known. */
  readonly address: string | null
  readonly signal: AbortSignal
}

/** Hands each request what it may do, as its viewer. */
export function makeContextFor(options: ContextOptions): (asker: Asker) => Context {
  const { database, recent, signals, hasProvider, models, lineView } = options
  const eventLog = makeEventLog(database)
  const onQueued = () => signals.send({ kind: 'queued' })
  const onChanged = () => signals.send({ kind: 'appended' })
  const stopHints: StopHints = {
    onFlagged: (workerId) => signals.send({ kind: 'cancel', workerId }),
    onEnded: (ids) => {
      for (const id of ids) recent.wake(id)
      onChanged()
    },
  }
  const reckon = makeReckon(database, options.catalogue)
  const startPorts = {
    hasProvider,
    sha256,
    store: makeStartStore({ database, line: options.line, reckon, onQueued, ...stopHints }),
  }
  const estimatePorts = { ...startPorts, reckon, budgetsOf: (spender: Spender) => readStandings(database, spender) }
  const openAccount = makeRateAccounts(options.config.SLUICE_READS_PER_MINUTE)
  const orderStore = makeOrderStore({ database, onMoved: onQueued })
  const cancelStore = makeCancelStore({ sql: database, ...stopHints })
  const revisionsFor = makeRevisionsFor({ database, start: startPorts, onChanged })
  const streamsOf = makeStreams({ ...options, eventLog })
  return ({ signedIn, address, signal }) => {
    const { viewer } = signedIn
    const counted = countedFor(signedIn, address)
    const { connecting, passwords } = options
    const administering = { database, signedIn, address, stopHints, onQueued, connecting }
    return {
      prisma: database.prisma,
      viewer,
      signal,
      start: (input) => start(startPorts, viewer, input),
      cancel: (id) => cancel(cancelStore, viewer, id),
      cancelThread: (id) => cancelThread(cancelStore, viewer, id),
      moveInLine: (move) => moveInLine(orderStore, viewer, move),
      checkWatch: (what) => checkWatch(eventLog, what),
      ...streamsOf({ signedIn, counted, signal }),
      ...makeSoFar((asked) => readSoFar(database, asked)),
      textUpTo: (id, seq) => readTextUpTo(database, id, seq),
      ...administrationFor(administering),
      ...spacesFor(administering),
      ...threadsFor({ ...administering, signal, onChanged }),
      ...remarksFor({ database, signedIn, address, eventLog, onChanged }),
      ...provenanceFor(database),
      ...revisionsFor(viewer),
      estimate: (input) => estimateStart(estimatePorts, viewer, input),
      rateLimit: openAccount(counted),
      ...ownSignInFor({ database, signedIn, address, passwords }),
      models,
      placeOf: lineView.placeOf,
      busyNow: lineView.busyNow,
    }
  }
}
