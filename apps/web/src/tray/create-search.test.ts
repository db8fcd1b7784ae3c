import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSearch } from './create-search.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A field, and what the tray is narrowed to by it. */
function open() {
  return createRoot(() => {
    const [text, setText] = createSignal('')
    return { text, setText, search: createSearch(text, setText) }
  })
}

test('what is typed is said once somebody has stopped typing', () => {
  const { text, search } = open()
  search.say('ca')
  vi.advanceTimersByTime(200)
  search.say('café ')
  vi.advanceTimersByTime(200)
  expect(text()).toBe('')
  vi.advanceTimersByTime(200)
  expect(text()).toBe('café')
  expect(search.typed()).toBe('café ')
})

test('what is said elsewhere meanwhile is not said over', () => {
  const { text, setText, search } = open()
  search.say('café', 0)
  vi.advanceTimersByTime(0)
  search.say('cafés')
  setText('')
  vi.advanceTimersByTime(1_000)
  expect([text(), search.typed()]).toEqual(['', ''])
})

test('everything is shown, though that was said before it was typed', () => {
  const { text, search } = open()
  search.say('café')
  search.take('')
  vi.advanceTimersByTime(1_000)
  expect([text(), search.typed()]).toEqual(['', ''])
})
