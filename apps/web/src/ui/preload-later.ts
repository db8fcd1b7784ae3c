import { onCleanup, onMount } from 'solid-js'

const afterMs = 4_000

/**
 * Loads parts once the page has nothing else to do, so that they open at once, and without a network too. Offline nothing is
 * asked for: a browser may keep the failure.
 */
export function preloadLater(parts: readonly { preload: () => void }[]) {
  onMount(() => {
    const left = new AbortController()
    const preload = () => {
      for (const part of parts) part.preload()
    }
    const timer = setTimeout(() => {
      if (navigator.onLine) preload()
      else window.addEventListener('online', preload, { once: true, signal: left.signal })
    }, afterMs)
    onCleanup(() => {
      clearTimeout(timer)
      left.abort()
    })
  })
}
