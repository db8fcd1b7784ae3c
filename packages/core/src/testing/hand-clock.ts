import type { Clock } from '../clock.ts'

/** A clock that stands still until a test moves it. */
export interface HandClock extends Clock {
  /** Moves on by `ms` and calls, in order, all that falls due on the way; lets promises settle after each call. */
  advance(ms: number): Promise<void>
  /** Timers that have been set and not yet taken back. */
  readonly scheduled: number
}

/** A clock at zero, which is the first of January 2026. */
export function makeHandClock(): HandClock {
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>()
  let time = 0
  const next = (until: number) => [...timers].filter(({ due }) => due <= until).toSorted((a, b) => a.due - b.due)[0]
  return {
    now: () => time,
    date: () => new Date(Date.UTC(2026, 0, 1) + time),
    schedule(ms, callback) {
      const timer = { due: time + ms, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const until = time + ms
      await settled()
      for (let timer = next(until); timer; timer = next(until)) {
        time = Math.max(time, timer.due)
        timers.delete(timer)
        timer.callback()
        await settled()
      }
      time = until
    },
    get scheduled() {
      return timers.size
    },
  }
}

/** Lets everything happen that waits for promises alone. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
