import { onCleanup, onMount } from 'solid-js'

const afterMs = 4_000

/** Loads parts once the page has nothing else to do, so that they open at once, and without a network too. */
export function preloadLater(parts: readonly { preload: () => Promise<unknown> }[]) {
  onMount(() => {
    const timer = setTimeout(() => {
      for (const part of parts) void part.preload().catch(() => {})
    }, afterMs)
    onCleanup(() => clearTimeout(timer))
  })
}
