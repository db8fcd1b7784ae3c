/**
 * Waits `ms`, or less: a browser that comes back online or into sight should try at once. Resolves on abort too, since
 * whoever waits looks at the signal next.
 */
export function waitInBrowser(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const listening = new AbortController()
    const finish = () => {
      clearTimeout(timer)
      listening.abort()
      resolve()
    }
    const timer = setTimeout(finish, ms)
    const options = { signal: listening.signal }
    window.addEventListener('online', finish, options)
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && finish(), options)
    signal.addEventListener('abort', finish, options)
    if (signal.aborted) finish()
  })
}
