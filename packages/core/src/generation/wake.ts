import type { Clock } from '../clock.ts'
import type { LoggedEvent } from './event.ts'
import type { Wake } from './watch.ts'

/**
 * A latch that waits for whoever calls what `attach` is handed. The signal and the timer are hung up once and not once
 * a wait: with 200 streams that alone was a quarter of all garbage that grew old (2026-11).
 */
export function makeWake(
  clock: Clock,
  signal: AbortSignal,
  attach: (wake: (events?: readonly LoggedEvent[]) => void) => () => void,
): Wake {
  let isWoken = false
  let isNudged = false
  let isOver = signal.aborted
  let waiting: Waiting | null = null
  const alarm = makeAlarm(clock, () => {
    if (!waiting) return
    if (waiting.until <= clock.now()) waiting.settle.resolve()
    else alarm.set(waiting.until)
  })

  const wake = (events?: readonly LoggedEvent[]) => {
    if (events && waiting && !isWoken && !isOver && isTaken(waiting, events)) {
      waiting.until = clock.now() + waiting.timeoutMs
      return
    }
    isWoken = true
    waiting?.settle.resolve()
  }
  const onAbort = () => {
    isOver = true
    waiting?.settle.reject(signal.reason)
  }
  const detach = attach(wake)
  signal.addEventListener('abort', onAbort, { once: true })

  return {
    get isOver() {
      return isOver
    },
    async next({ timeoutMs, take = () => false }) {
      if (isOver) throw signal.reason
      if (!isWoken && !isNudged) {
        waiting = { until: clock.now() + timeoutMs, timeoutMs, take, settle: Promise.withResolvers() }
        alarm.set(waiting.until)
        try {
          await waiting.settle.promise
        } finally {
          waiting = null
        }
      }
      const reason = isWoken ? 'woken' : isNudged ? 'nudged' : 'silent'
      if (isWoken) isWoken = false
      else isNudged = false
      return reason
    },
    nudge() {
      isNudged = true
      waiting?.settle.resolve()
    },
    [Symbol.dispose]() {
      detach()
      alarm.cancel()
      signal.removeEventListener('abort', onAbort)
    },
  }
}

interface Waiting {
  until: number
  readonly timeoutMs: number
  readonly take: (events: readonly LoggedEvent[]) => boolean
  readonly settle: PromiseWithResolvers<void>
}

/** Rings at the earliest time that was set. One timer serves all waits: it is not moved for a later one, whose time is looked at when it rings. */
function makeAlarm(clock: Clock, ring: () => void): { set(due: number): void; cancel(): void } {
  let timer: { readonly due: number; readonly cancel: () => void } | null = null
  const onTime = () => {
    timer = null
    ring()
  }
  return {
    set(due) {
      if (timer && timer.due <= due) return
      timer?.cancel()
      timer = { due, cancel: clock.schedule(Math.ceil(due - clock.now()), onTime) }
    },
    cancel: () => timer?.cancel(),
  }
}

/** What fails here fails again where its own reader sees it, and not for whoever tells of it. */
function isTaken({ take }: Waiting, events: readonly LoggedEvent[]): boolean {
  try {
    return take(events)
  } catch {
    return false
  }
}
