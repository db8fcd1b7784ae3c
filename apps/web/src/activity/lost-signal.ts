import { createSignal, onCleanup } from 'solid-js'

/** A short gap is nobody's business. */
const lostAfterMs = 2_000

/** Turns true after two seconds without a connection. */
export function createLostSignal() {
  const [isLost, setLost] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  return {
    isLost,
    set(isConnected: boolean) {
      // Failed attempts come one after the other; the time without a connection counts from the first.
      if (!isConnected) timer ??= setTimeout(() => setLost(true), lostAfterMs)
      else {
        clearTimeout(timer)
        timer = undefined
        setLost(false)
      }
    },
  }
}
