import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { preloadLater } from './preload-later.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** How often a part is asked for in the first minute. */
function askedFor({ onLine }: { onLine: boolean }): number {
  vi.stubGlobal('navigator', { onLine })
  const preload = vi.fn<() => void>()
  const dispose = createRoot((dispose) => {
    preloadLater([{ preload }])
    return dispose
  })
  vi.advanceTimersByTime(60_000)
  dispose()
  return preload.mock.calls.length
}

test('parts are loaded ahead, but not without a network', () => {
  expect(askedFor({ onLine: true })).toBe(1)
  expect(askedFor({ onLine: false })).toBe(0)
})
