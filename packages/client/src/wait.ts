const firstBackoffMs = 250
const longestBackoffMs = 8_000

/** Jitter between a floor and a ceiling that doubles up to 8 s, so that a restarted server does not meet all at once. */
export function backoffMs(failures: number): number {
  const ceiling = Math.min(longestBackoffMs, firstBackoffMs * 2 ** Math.min(failures, 10))
  return firstBackoffMs + (ceiling - firstBackoffMs) * Math.random()
}

/** Passes an abort on to `controller`. Answers how to stop that: AbortSignal.any would hold on for the signal's life. */
export function abortWith(signal: AbortSignal | undefined, controller: AbortController): () => void {
  const abort = () => controller.abort(signal?.reason)
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  return () => signal?.removeEventListener('abort', abort)
}

/** A signal that aborts with `signal`, or with `reason()` after `ms`. `release` stops the timer and the listening. */
export function makeDeadline(signal: AbortSignal | undefined, ms: number, reason: () => unknown) {
  const controller = new AbortController()
  const unlink = abortWith(signal, controller)
  const timer = ms === Infinity ? undefined : setTimeout(() => controller.abort(reason()), ms)
  const release = () => {
    clearTimeout(timer)
    unlink()
  }
  return { signal: controller.signal, release }
}

/** Why a browser believes that trying again makes sense now. */
export type Wake = 'online' | 'visible'

/** As much of a browser as is needed, so that no program needs the types of one. */
interface Listens {
  addEventListener(type: string, listener: () => void): void
  removeEventListener(type: string, listener: () => void): void
}
type Surroundings = Partial<Listens> & { readonly document?: Listens & { readonly visibilityState: string } }

/** Calls `listener` when a browser comes back online or into sight; never in Node. Answers how to stop. */
export function onWake(listener: (wake: Wake) => void): () => void {
  const { addEventListener, removeEventListener, document } = globalThis as Surroundings
  if (!addEventListener || !removeEventListener) return () => {}
  const online = () => listener('online')
  const visible = () => document?.visibilityState === 'visible' && listener('visible')
  addEventListener.call(globalThis, 'online', online)
  document?.addEventListener('visibilitychange', visible)
  return () => {
    removeEventListener.call(globalThis, 'online', online)
    document?.removeEventListener('visibilitychange', visible)
  }
}

/** Waits `ms`, or until a browser wakes up, or an abort; whoever waits looks at the signal next. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      unlisten()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    const unlisten = onWake(finish)
    signal?.addEventListener('abort', finish, { once: true })
    if (signal?.aborted) finish()
  })
}
