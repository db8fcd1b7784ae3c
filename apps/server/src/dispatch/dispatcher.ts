import { setTimeout as delay } from 'node:timers/promises'
import type { StopReason } from '@sluice/core/generation/stop'
import type { Caps } from '@sluice/core/line/room'
import type { Database } from '@sluice/prisma/sql'
import { makeLiftApprovals } from '../budget/lift-approvals.ts'
import { readCancelRequests } from './cancel-requests.ts'
import { claimNext } from './claim.ts'
import { every } from './every.ts'
import { liftHolds } from './holds.ts'
import { returnOrphans } from './reaper.ts'
import { createRuns, type RunsOptions } from './runs.ts'

/** Without a hint the line is looked at this often. */
const pollMs = 1_000
/** Flags are looked for this often while anything runs, so that a lost hint costs nothing. */
const cancelPollMs = 500
/** Most that one claim takes, so that processes that ask at once share the line. */
const claimSize = 50

/** What a dispatcher works with. */
export interface DispatcherOptions {
  readonly database: Database
  readonly workerId: () => string
  readonly slots: number
  readonly caps: Caps
  /** Those that this process can ask now. */
  readonly providers: () => readonly string[]
  readonly run: RunsOptions['run']
  /** Others may want to know that these have changed: taken on, given back, or ended without a run. */
  readonly onChanged: (ids: readonly string[]) => void
  readonly report: (fault: unknown) => void
}

/** Takes generations from the line and runs them, as many at once as there are slots. */
export interface Dispatcher {
  /** Something may be in line. */
  wake(): void
  /** Looks for cancel flags now. */
  checkCancelled(): void
  stop(id: string, reason: StopReason): void
  stopAll(reason: StopReason): void
  /** Whether it has looked at the line at least once. */
  readonly isDispatching: boolean
  /** Claims nothing more, lets runs finish for `graceMs`, then stops them with DRAIN; resolves when none is left. */
  drain(graceMs: number): Promise<void>
}

/** Starts dispatching at once. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, workerId, run, report } = options
  const draining = new AbortController()
  let isInDoubt = false
  const runs = createRuns({ run, onFree: () => line.onFree(), report })
  const line = createClaimer({
    isStopped: () => draining.signal.aborted,
    report,
    async claim() {
      const owner = workerId()
      if (isInDoubt) {
        // The last claim failed: perhaps it was committed, and only its answer lost.
        options.onChanged(await returnOrphans(database, owner, runs.ids()))
        isInDoubt = false
      }
      const ask = Math.min(options.slots - runs.size, claimSize)
      if (ask <= 0) return { isFull: false, hasMore: true }
      isInDoubt = true
      const asked = { caps: options.caps, providers: options.providers(), workerId: owner, ask }
      const { claims, hasMore } = await claimNext(database, asked)
      isInDoubt = false
      if (owner !== workerId()) return { isFull: false, hasMore: true } // a lease ended in between: whoever reaps it finds these
      for (const each of claims) runs.begin(each)
      options.onChanged(claims.map(({ id }) => id))
      return { isFull: claims.length === ask, hasMore }
    },
  })

  const liftUnapproved = makeLiftApprovals(database, () => line.wake())
  const lift = async () => {
    const { inLine, failed, hasUnapproved } = await liftHolds(database)
    options.onChanged(failed)
    if (hasUnapproved) void liftUnapproved().catch(report) // beside: other holds do not wait for a hundred transactions
    if (inLine || isInDoubt) line.wake()
  }
  const checkCancelled = async () => {
    if (runs.size === 0) return
    for (const id of await readCancelRequests(database, workerId())) runs.stop(id, 'CANCEL')
  }
  line.wake()
  void every({ ms: pollMs, signal: draining.signal, report }, lift)
  const stopped = new AbortController()
  void every({ ms: cancelPollMs, signal: stopped.signal, report }, checkCancelled)

  return {
    wake: line.wake,
    checkCancelled: () => void checkCancelled().catch(report),
    stop: runs.stop,
    stopAll: runs.stopAll,
    get isDispatching() {
      return line.hasClaimed
    },
    async drain(graceMs) {
      draining.abort()
      await Promise.race([runs.settled(), delay(graceMs, undefined, { ref: false })])
      await line.idle()
      runs.stopAll('DRAIN')
      await runs.settled()
      stopped.abort()
    },
  }
}

interface Claimer {
  wake(): void
  /**
   * A slot has become free. That is worth a claim only when somebody was left in line: the others come with a hint, or at
   * the next poll.
   */
  onFree(): void
  /** Resolves when no claim is under way. */
  idle(): Promise<void>
  readonly hasClaimed: boolean
}

interface ClaimerOptions {
  /** Claims once: whether it got all that it asked for, and whether somebody may be left in line. */
  readonly claim: () => Promise<{ readonly isFull: boolean; readonly hasMore: boolean }>
  readonly isStopped: () => boolean
  readonly report: (fault: unknown) => void
}

/** Claims when woken, one claim at a time; a wake during a claim is answered by one more. */
function createClaimer({ claim, isStopped, report }: ClaimerOptions): Claimer {
  let current: Promise<void> | null = null
  let isAskedAgain = false
  let hasClaimed = false
  let hasMore = true
  let isFreed = false

  const work = async () => {
    try {
      while (isAskedAgain && !isStopped()) {
        isAskedAgain = false
        isFreed = false
        const claimed = await claim()
        hasMore = claimed.hasMore
        isAskedAgain ||= claimed.isFull || (hasMore && isFreed)
        hasClaimed = true
      }
    } catch (fault) {
      hasMore = true
      report(fault) // the next poll tries again
    } finally {
      current = null
    }
  }
  const wake = () => {
    isAskedAgain = true
    if (!isStopped()) current ??= work()
  }
  return {
    wake,
    onFree() {
      isFreed = true
      if (hasMore && !current) wake()
    },
    idle: async () => {
      await current
    },
    get hasClaimed() {
      return hasClaimed
    },
  }
}
