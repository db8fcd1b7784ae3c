import { abortWith, onWake } from './wait.ts'

/** The server says KeepAlive after 15 s of silence, so 40 s of nothing is a dead line. */
export const silenceLimitMs = 40_000
/** A browser that comes into sight after a silence longer than a KeepAlive's does not wait for the rest of the 40 s. */
const suspiciousSilenceMs = 20_000

/** What holds one connection up: its signal aborts after 40 s of nothing, when a browser wakes up to it, and with `leaving`. */
export function makeLifeline(leaving: AbortSignal) {
  const connection = new AbortController()
  const unlink = abortWith(leaving, connection)
  let isWoken = false
  let lastAt = Date.now()
  const drop = () => connection.abort()
  let watchdog = setTimeout(drop, silenceLimitMs)
  const unlisten = onWake((wake) => {
    if (wake === 'visible' && Date.now() - lastAt < suspiciousSilenceMs) return
    isWoken = true
    drop()
  })
  return {
    signal: connection.signal,
    isWoken: () => isWoken,
    /** Nobody reads while whoever watches is busy with an event, so silence then means nothing. */
    pause: () => clearTimeout(watchdog),
    onLife() {
      lastAt = Date.now()
      clearTimeout(watchdog)
      watchdog = setTimeout(drop, silenceLimitMs)
    },
    close() {
      clearTimeout(watchdog)
      unlisten()
      unlink()
      drop()
    },
  }
}
