import { setTimeout as delay } from 'node:timers/promises'

/** How often, until when, and who hears of faults. */
export interface Every {
  readonly ms: number
  readonly signal: AbortSignal
  readonly report: (fault: unknown) => void
}

/** Runs `work` every so often, never twice at once, until the signal aborts. Does not keep the process alive. */
export async function every({ ms, signal, report }: Every, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await delay(ms, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await work().catch(report)
  }
}
