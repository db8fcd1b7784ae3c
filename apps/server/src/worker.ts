import { toAppError } from '@sluice/core/app-error'
import { systemClock } from '@sluice/core/clock'
import { run } from '@sluice/core/generation/run'
import type { Claim } from '@sluice/core/generation/run-log'
import type { Deadlines } from '@sluice/core/provider/deadlines'
import type { Database } from '@sluice/prisma/sql'
import type { Config } from './config.ts'
import type { LiveProviders } from './connection/live-providers.ts'
import { createDispatcher, type Dispatcher } from './dispatch/dispatcher.ts'
import { authority, type Lease } from './dispatch/lease.ts'
import { createLogWriter, type LogWriter } from './log/log-writer.ts'
import type { RecentEvents } from './log/recent-events.ts'
import { makeCheckOutput } from './output/check-output.ts'
import { makeBill } from './provider/bill.ts'
import type { Catalogue } from './provider/catalogue.ts'
import type { ReadClock } from './provider/read-clock.ts'
import { toCaps, toFallback, toRetry } from './providers.ts'
import type { Report } from './report.ts'
import type { Signals } from './signals.ts'
import { readHistory } from './store/history.ts'
import { whileAway } from './store/while-away.ts'

/** What a worker works with. */
export interface WorkerOptions {
  readonly config: Config
  readonly database: Database
  readonly lease: Lease
  readonly signals: Signals
  readonly recent: RecentEvents
  readonly providers: LiveProviders
  readonly reads: ReadClock
  readonly catalogue: Catalogue
  readonly report: Report
}

/** The part of a process that runs generations. */
export interface Worker {
  readonly dispatcher: Dispatcher
  /** Our lease is gone: stop all runs and forget what was not written. */
  abandon(): void
}

/** Starts to take generations from the line. */
export function startWorker(options: WorkerOptions): Worker {
  const { config, database, lease, signals, recent, providers, reads, report } = options
  const workerId = () => lease.workerId

  const writer: LogWriter = createLogWriter({
    sql: database,
    workerId,
    patienceMs: config.SLUICE_LEASE_MS * authority,
    onCommitted: recent.publish,
    onFlushed: () => signals.send({ kind: 'flushed', workerId: workerId() }),
    onCancelRequested: (id) => dispatcher.stop(id, 'CANCEL'),
    onLost: (id) => dispatcher.stop(id, 'LEASE_LOST'),
    onLeaseLost: () => lease.replace(),
    report,
  })
  reads.onRead(() => writer.flushSoon())
  const ports = {
    log: writer,
    clock: systemClock,
    deadlines: deadlinesOf(config),
    retry: {
      of: toRetry(config),
      maxDelayMs: 20_000,
      fallbackOf: toFallback(config, (name) => providers.find(name) !== undefined),
      random: Math.random,
    },
    provider: providers.find,
    // As long as our lease may last: after that the run is stopped anyway.
    history: (claim: Claim) => whileAway(() => readHistory(database, claim), config.SLUICE_LEASE_MS),
    checkOutput: makeCheckOutput(),
    bill: makeBill(options.catalogue),
    report,
  }
  const dispatcher = createDispatcher({
    database,
    workerId,
    slots: config.SLUICE_SLOTS,
    caps: toCaps(config),
    providers: () => providers.all().map(({ name }) => name),
    run: (claim, { signal }) => run(ports, claim, { signal }),
    onChanged: (ids) => {
      for (const id of ids) recent.wake(id)
      if (ids.length > 0) signals.send({ kind: 'appended' })
    },
    report: (fault) => report(toAppError(fault)),
  })
  signals.on((signal) => {
    if (signal.kind === 'queued') dispatcher.wake()
    if (signal.kind === 'cancel' && signal.workerId === workerId()) dispatcher.checkCancelled()
  })
  return {
    dispatcher,
    abandon() {
      dispatcher.stopAll('LEASE_LOST')
      writer.abandonAll()
    },
  }
}

function deadlinesOf(config: Config): Deadlines {
  return {
    firstTokenMs: config.SLUICE_FIRST_TOKEN_MS,
    silenceMs: config.SLUICE_SILENCE_MS,
    totalMs: config.SLUICE_TOTAL_MS ?? Infinity,
  }
}
