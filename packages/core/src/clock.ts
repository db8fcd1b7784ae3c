/** Time as core sees it. A test passes its own and moves it by hand. */
export interface Clock {
  /** Milliseconds on a clock that never goes backwards. Only differences mean anything. */
  now(): number
  /** The time of day, for people to read; nothing is decided by it. */
  date(): Date
  /** Calls `callback` once after `ms`; the returned function takes that back. */
  schedule(ms: number, callback: () => void): () => void
}

/** The clock of the machine. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  schedule: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    if (typeof timer === 'object') timer.unref()
    return () => clearTimeout(timer)
  },
}
