import { setTimeout as delay } from 'node:timers/promises'
import type { Claim } from '@sluice/core/generation/run-log'
import { RunStopped, type StopReason } from '@sluice/core/generation/stop'
import type { Caps } from '@sluice/core/line/pick'
import type { Database } from '@sluice/prisma/sql'
import { readCancelRequests } from './cancel-requests.ts'
import { claimNext } from './claim.ts'
import { liftHolds } from './holds.ts'

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
  readonly providers: readonly string[]
  readonly run: (claim: Claim, options: { signal: AbortSignal }) => Promise<void>
  /** Others may want to know that these have ended without a run. */
  readonly onEnded: (ids: readonly string[]) => void
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
  readonly isDispatching: boolean
  /** Claims nothing more, lets runs finish for `graceMs`, then stops them with DRAIN; resolves when none is left. */
  drain(graceMs: number): Promise<void>
}

/** Starts dispatching at once. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { database, workerId, slots, caps, providers, report } = options
  const runs = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  const stopping = new AbortController()
  let isClaiming = false
  let isAskedAgain = false
  let isDispatching = false

  const begin = (claim: Claim) => {
    const controller = new AbortController()
    const done = options
      .run(claim, { signal: controller.signal })
      .catch(report)
      .finally(() => {
        runs.delete(claim.id)
        wake()
      })
    runs.set(claim.id, { controller, done })
  }

  const claim = async () => {
    let isMore = true
    while (isMore && !stopping.signal.aborted) {
      isMore = isAskedAgain
      isAskedAgain = false
      const ask = Math.min(slots - runs.size, claimSize)
      if (ask <= 0) return
      const owner = workerId()
      const claims = await claimNext(database, { workerId: owner, ask, caps, providers })
      if (owner !== workerId()) return // a lease ended in between: whoever reaps it finds these
      for (const each of claims) begin(each)
      isMore ||= claims.length === ask
    }
  }

  const wake = () => {
    if (stopping.signal.aborted) return
    isAskedAgain = true
    if (isClaiming) return
    isClaiming = true
    void claim()
      .then(() => {
        isDispatching = true
      }, report)
      .finally(() => {
        isClaiming = false
      })
  }

  const poll = async () => {
    const { inLine, failed } = await liftHolds(database)
    if (failed.length > 0) options.onEnded(failed)
    if (inLine) wake()
  }
  const checkCancelled = async () => {
    if (runs.size === 0) return
    for (const id of await readCancelRequests(database, workerId())) stop(id, 'CANCEL')
  }
  const stop = (id: string, reason: StopReason) => runs.get(id)?.controller.abort(new RunStopped(reason))
  const stopAll = (reason: StopReason) => {
    for (const id of runs.keys()) stop(id, reason)
  }

  wake()
  void every(pollMs, stopping.signal, poll, report)
  void every(cancelPollMs, stopping.signal, checkCancelled, report)

  return {
    wake,
    checkCancelled: () => void checkCancelled().catch(report),
    stop,
    stopAll,
    get isDispatching() {
      return isDispatching
    },
    async drain(graceMs) {
      stopping.abort()
      const finished = Promise.all([...runs.values()].map(({ done }) => done))
      await Promise.race([finished, delay(graceMs, undefined, { ref: false })])
      stopAll('DRAIN')
      await Promise.all([...runs.values()].map(({ done }) => done))
    },
  }
}

/** Runs `work` every `ms`, never twice at once, until the signal aborts. */
async function every(
  ms: number,
  signal: AbortSignal,
  work: () => Promise<void>,
  report: (fault: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    await delay(ms, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await work().catch(report)
  }
}
