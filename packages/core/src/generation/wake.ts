import type { Clock } from '../clock.ts'
import type { Wake } from './watch.ts'

/**
 * A latch that waits for whoever calls what `attach` is handed. The signal and the timer are hung up once and not once
 * a wait: with 200 streams that alone was a quarter of all garbage that grew old (2026-11).
 */
export function makeWake(clock: Clock, signal: AbortSignal, attach: (wake: () => void) => () => void): Wake {
  let isWoken = false
  let waiting: { readonly until: number; readonly settle: PromiseWithResolvers<boolean> } | null = null
  let unschedule: (() => void) | null = null

  const wake = () => {
    isWoken = true
    waiting?.settle.resolve(true)
  }
  const onAbort = () => waiting?.settle.reject(signal.reason)
  const detach = attach(wake)
  signal.addEventListener('abort', onAbort, { once: true })

  /** One timer serves all waits: it is not moved for each but looks, when it fires, how long this one has lasted. */
  const look = () => {
    unschedule = null
    if (!waiting) return
    const leftMs = waiting.until - clock.now()
    if (leftMs <= 0) waiting.settle.resolve(false)
    else unschedule = clock.schedule(Math.ceil(leftMs), look)
  }
  return {
    async next({ timeoutMs }) {
      signal.throwIfAborted()
      if (!isWoken) {
        waiting = { until: clock.now() + timeoutMs, settle: Promise.withResolvers() }
        unschedule ??= clock.schedule(timeoutMs, look)
        try {
          if (!(await waiting.settle.promise)) return false
        } finally {
          waiting = null
        }
      }
      isWoken = false
      return true
    },
    [Symbol.dispose]() {
      detach()
      unschedule?.()
      signal.removeEventListener('abort', onAbort)
    },
  }
}
