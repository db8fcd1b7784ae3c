import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { preloadLater } from './preload-later.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A page that has been there for a minute. */
function open({ onLine }: { onLine: boolean }) {
  const window = new EventTarget()
  vi.stubGlobal('navigator', { onLine })
  vi.stubGlobal('window', window)
  const preload = vi.fn<() => void>()
  const leave = createRoot((dispose) => {
    preloadLater([{ preload }])
    return dispose
  })
  vi.advanceTimersByTime(60_000)
  const goOnline = () => window.dispatchEvent(new Event('online'))
  return { askedFor: () => preload.mock.calls.length, goOnline, leave }
}

test('parts are loaded ahead, once', () => {
  const { askedFor, goOnline } = open({ onLine: true })
  goOnline()
  expect(askedFor()).toBe(1)
})

test('without a network they are loaded when there is one', () => {
  const { askedFor, goOnline } = open({ onLine: false })
  expect(askedFor()).toBe(0)
  goOnline()
  goOnline()
  expect(askedFor()).toBe(1)
})

test('a page that was left loads nothing', () => {
  const { askedFor, goOnline, leave } = open({ onLine: false })
  leave()
  goOnline()
  expect(askedFor()).toBe(0)
})
