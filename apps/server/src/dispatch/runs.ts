import type { Claim } from '@sluice/core/generation/run-log'
import { RunStopped, type StopReason } from '@sluice/core/generation/stop'

/** What runs work with. */
export interface RunsOptions {
  readonly run: (claim: Claim, options: { signal: AbortSignal }) => Promise<void>
  /** A slot has become free. */
  readonly onFree: () => void
  readonly report: (fault: unknown) => void
}

/** The generations that this process is running. */
export interface Runs {
  readonly size: number
  ids(): string[]
  begin(claim: Claim): void
  stop(id: string, reason: StopReason): void
  stopAll(reason: StopReason): void
  /** Resolves when all that run now have ended. */
  settled(): Promise<void>
}

/** None yet. */
export function createRuns({ run, onFree, report }: RunsOptions): Runs {
  const runs = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>()
  const stop = (id: string, reason: StopReason) => runs.get(id)?.controller.abort(new RunStopped(reason))
  return {
    get size() {
      return runs.size
    },
    ids: () => [...runs.keys()],
    begin(claim) {
      const controller = new AbortController()
      const done = run(claim, { signal: controller.signal })
        .catch(report)
        .finally(() => {
          if (runs.get(claim.id)?.controller === controller) runs.delete(claim.id)
          onFree()
        })
      runs.set(claim.id, { controller, done })
    },
    stop,
    stopAll(reason) {
      for (const id of runs.keys()) stop(id, reason)
    },
    async settled() {
      await Promise.all([...runs.values()].map(({ done }) => done))
    },
  }
}
