import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

export type Poll = {
  /** The last failure, until an answer comes again. */
  error: Accessor<unknown>
  /** Asks now, and counts the interval from here. */
  refetch: () => Promise<void>
  /** Asks once that much time has passed without another call: for what comes in bursts. */
  refetchAfter: (ms: number) => void
}

type PollOptions = {
  /** One round; it also applies what it got. Must not be applied after `signal` aborts. */
  round: (signal: AbortSignal) => Promise<void>
  intervalMs: Accessor<number>
  /** No round begins by itself while this is false, only one that is called for; turning true asks at once. */
  isEnabled: Accessor<boolean>
}

/** Asks again and again, never twice at a time: a newer round aborts an older one. Stops with its owner. */
export function createPoll(options: PollOptions): Poll {
  const [error, setError] = createSignal<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let settling: ReturnType<typeof setTimeout> | undefined
  let current = new AbortController()
  let isLeft = false

  const refetch = async () => {
    if (isLeft) return // whoever waited for an answer of its own may ask after the page has gone: that would never stop
    clearTimeout(timer)
    current.abort()
    const mine = new AbortController()
    current = mine
    try {
      await options.round(mine.signal)
      if (!mine.signal.aborted) setError(undefined)
    } catch (problem) {
      if (!mine.signal.aborted) setError(() => problem)
    }
    if (!mine.signal.aborted && options.isEnabled()) timer = setTimeout(() => void refetch(), options.intervalMs())
  }

  const refetchAfter = (ms: number) => {
    clearTimeout(settling)
    settling = setTimeout(() => void refetch(), ms)
  }
  const stop = () => {
    clearTimeout(timer)
    current.abort()
  }

  createEffect(
    on(options.isEnabled, (isEnabled) => {
      if (isEnabled) void refetch()
      else stop()
    }),
  )
  // Back online nobody waits for the interval to end.
  const onOnline = () => options.isEnabled() && void refetch()
  window.addEventListener('online', onOnline)
  onCleanup(() => {
    window.removeEventListener('online', onOnline)
    clearTimeout(settling)
    isLeft = true
    stop()
  })
  return { error, refetch, refetchAfter }
}
