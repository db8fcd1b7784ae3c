import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createShortcuts } from './shortcuts.ts'

/** As much of a key as is asked of it. */
class Key extends Event {
  readonly code = 'Any'
  readonly key: string

  constructor(key: string) {
    super('keydown', { cancelable: true })
    this.key = key
  }
  getModifierState() {
    return false
  }
}

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('HTMLElement', Map) // nothing here is typed into
})
afterEach(() => vi.unstubAllGlobals())

/** Whether the page has taken the key from the browser. */
const isTaken = (key: string) => !window.dispatchEvent(new Key(key))

test('keys act while they are on; else they are the browser’s', () => {
  let isOn = true
  const sheet = vi.fn<() => void>()
  const dispose = createRoot((dispose) => {
    createShortcuts({ sheet }, () => isOn)
    return dispose
  })
  expect(isTaken('?')).toBe(true)
  isOn = false
  expect(isTaken('?')).toBe(false)
  isOn = true
  expect(isTaken('?')).toBe(true)
  dispose()
  expect(isTaken('?')).toBe(false)
  expect(sheet).toHaveBeenCalledTimes(2)
})
