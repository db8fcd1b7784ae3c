import type { GenerationEvent } from '@sluice/client'
import { createMemo, createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Followed } from '../activity/followed.ts'
import { createLive } from './create-live.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** One that runs, as a row of the tray shows it, and what is told of it. */
function openRow() {
  const open = new Map<string, Followed>()
  const follow = (one: Followed) => {
    open.set(one.id, one)
    return () => void open.delete(one.id)
  }
  return createRoot((dispose) => {
    const [ids, setIds] = createSignal(['a'])
    const live = createLive({ follow }, ids)
    const line = createMemo(() => live('a')?.line)
    const write = (text: string, seq: number) => {
      const event = { __typename: 'TextDelta', attempt: 1, seq, offset: 0, text } as unknown as GenerationEvent
      open.get('a')?.apply(event)
      vi.advanceTimersByTime(200)
    }
    return { line, write, setIds, open, dispose }
  })
}

test('a row says the last line of what is written', () => {
  const { line, write, dispose } = openRow()
  expect(line()).toBeUndefined()
  write('One.\nTwo.', 1)
  expect(line()).toBe('Two.')
  dispose()
})

test('one that is refused says nothing any more', () => {
  const { line, write, open, dispose } = openRow()
  write('Secret.', 1)
  open.get('a')?.refuse()
  expect(line()).toBeUndefined()
  expect(open.size).toBe(0)
  dispose()
})

test('nothing is followed after its owner, or once it is gone', () => {
  const { setIds, open, dispose } = openRow()
  setIds([])
  expect(open.size).toBe(0)
  setIds(['a'])
  dispose()
  expect(open.size).toBe(0)
})
