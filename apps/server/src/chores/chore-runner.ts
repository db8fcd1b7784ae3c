import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '@sluice/prisma/sql'
import { PgBoss } from 'pg-boss'

/** Something that is done now and then, by one process at a time. Doing it twice must do no harm. */
export interface Chore {
  readonly name: string
  /** When, beside once after each start: five fields, UTC. */
  readonly cron: string
  run(options: { signal: AbortSignal }): Promise<void>
}

/** The chores of all processes, on pg-boss. */
export interface ChoreRunner {
  /** Lets a chore that is at work finish, for five seconds at most. */
  stop(): Promise<void>
}

/** What chores run on. */
export interface ChoreOptions {
  readonly database: Database
  readonly chores: readonly Chore[]
  readonly report: (fault: unknown) => void
}

const queue = 'chore'
/** Nobody waits for a chore: one statement in half a minute is enough to find it. */
const pollSeconds = 30
const retryMs = 30_000
const stopMs = 5_000

/**
 * Begins to do chores, in the background: whoever starts a process does not wait for them, and a database in which pg-boss may not make
 * its schema is said so, every half minute, while everything else goes on.
 */
export function startChores({ database, chores, report }: ChoreOptions): ChoreRunner {
  const stopping = new AbortController()
  const { signal } = stopping
  const boss = makeBoss(database)
  boss.on('error', report)
  const begin = async () => {
    await boss.start()
    await boss.createQueue(queue, { policy: 'stately', retryLimit: 3, retryDelay: 60, deleteAfterSeconds: 86_400 })
    for (const { name, cron } of chores) {
      await boss.schedule(queue, cron, { name }, { key: name, singletonKey: name })
      await boss.send(queue, { name }, { singletonKey: name }) // what came due while nothing ran
    }
    // All that wait at once: of a batch of one, the second chore would wait for the next poll.
    const polling = { pollingIntervalSeconds: pollSeconds, batchSize: chores.length }
    await boss.work<{ name: string }>(queue, polling, async (jobs) => {
      for (const { data } of jobs) await chores.find(({ name }) => name === data.name)?.run({ signal })
    })
  }
  const beginning = (async () => {
    while (!signal.aborted) {
      try {
        return await begin()
      } catch (fault) {
        report(fault)
        await delay(retryMs, undefined, { signal, ref: false }).catch(() => {})
      }
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await Promise.race([beginning, delay(stopMs, undefined, { ref: false })])
      await boss.stop({ timeout: stopMs }).catch(report)
    },
  }
}

/** As seldom as it goes, in seconds: its own pace is a statement a second from each process for work that comes six times an hour. */
const seldom = {
  flowIntervalSeconds: 3_600,
  bamIntervalSeconds: 3_600,
  queueCacheIntervalSeconds: 3_600,
  superviseIntervalSeconds: 300,
  monitorIntervalSeconds: 300,
  cronMonitorIntervalSeconds: 45,
  cronWorkerIntervalSeconds: 45,
} as const

/** Over the connections that the process has anyway. Nothing of ours needs what it could do beyond jobs and schedules. */
function makeBoss({ kind, runScript }: Database): PgBoss {
  return new PgBoss({
    db: { executeSql: async (text, values) => ({ rows: await runScript(text, values) }) },
    backend: kind,
    reindex: false,
    monitorVacuum: false,
    ...seldom,
  })
}
