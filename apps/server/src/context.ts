import { systemClock } from '@sluice/core/clock'
import { cancel } from '@sluice/core/generation/cancel'
import { start } from '@sluice/core/generation/start'
import { checkWatch, watch } from '@sluice/core/generation/watch'
import type { Viewer } from '@sluice/core/viewer'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { makeEventLog, readTextUpTo } from './log/read-log.ts'
import type { RecentEvents } from './log/recent-events.ts'
import type { ListModels } from './provider/model-list.ts'
import type { Signals } from './signals.ts'
import { makeCancelStore } from './store/cancel-store.ts'
import { type LineLimits, makeStartStore } from './store/start-store.ts'

/** What requests work with. */
export interface ContextOptions {
  readonly database: Database
  readonly recent: RecentEvents
  readonly signals: Signals
  readonly line: LineLimits
  /** Which providers there are, here or, for a web process, on the workers. */
  readonly hasProvider: (name: string) => Promise<boolean>
  readonly models: ListModels
  /** Aborts when this process is about to stop. */
  readonly drain: AbortSignal
}

/** Hands each request what it may do, as its viewer. */
export function makeContextFor(options: ContextOptions): (viewer: Viewer, signal: AbortSignal) => Context {
  const { database, recent, signals, hasProvider, models, drain } = options
  const eventLog = makeEventLog(database)
  const watchPorts = { log: recent.over(eventLog), wakeUp: recent, clock: systemClock }
  const startPorts = {
    hasProvider,
    store: makeStartStore({ sql: database, line: options.line, onQueued: () => signals.send({ kind: 'queued' }) }),
  }
  const cancelStore = makeCancelStore({
    sql: database,
    onFlagged: (_, workerId) => signals.send({ kind: 'cancel', workerId }),
    onEnded: (id) => {
      recent.wake(id)
      signals.send({ kind: 'appended' })
    },
  })
  return (viewer, signal) => ({
    prisma: database.prisma,
    viewer,
    signal,
    start: (input) => start(startPorts, viewer, input),
    cancel: (id) => cancel(cancelStore, viewer, id),
    checkWatch: (what) => checkWatch(eventLog, what),
    watch: ({ id, after }) => watch(watchPorts, { id, after, signal, drain }),
    textOf: async (id) => (await eventLog.snapshot(id)) ?? { text: '', thinking: '' },
    textUpTo: (id, seq) => readTextUpTo(database, id, seq),
    models,
  })
}
