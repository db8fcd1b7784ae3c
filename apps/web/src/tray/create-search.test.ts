import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSearch } from './create-search.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A field, and what the tray is narrowed to by it. */
function open() {
  return createRoot(() => {
    const [filter, setFilter] = createSignal({ text: '', label: '' })
    const text = () => filter().text
    const setText = (next: string) => void setFilter((all) => ({ ...all, text: next }))
    const setLabel = (next: string) => void setFilter((all) => ({ ...all, label: next }))
    return { text, setText, setLabel, filter, search: createSearch(text, setText) }
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

test('what else the tray is narrowed to meanwhile takes away nothing that is typed', () => {
  const { filter, setLabel, search } = open()
  search.say('café')
  setLabel('trees')
  expect(search.typed()).toBe('café')
  vi.advanceTimersByTime(1_000)
  expect(filter()).toEqual({ text: 'café', label: 'trees' })
})
