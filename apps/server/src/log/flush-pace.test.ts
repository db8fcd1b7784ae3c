import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFlushPace } from './flush-pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Begins a flush of so many after so long, and answers when it was and of what. */
function setUp() {
  const pace = createFlushPace()
  const begun: [number, 'all' | 'opening'][] = []
  const schedule = (isOpening: boolean, waiting: number) =>
    pace.schedule(isOpening, () => begun.push([Math.round(performance.now()), pace.begin(waiting)]))
  const start = Math.round(performance.now())
  return { schedule, begun: () => begun.map(([at, what]) => [at - start, what]) }
}

test('an idle writer flushes at once, then at most every 25 ms', () => {
  const { schedule, begun } = setUp()
  schedule(false, 1)
  vi.advanceTimersByTime(0)
  schedule(false, 2)
  schedule(false, 2)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([
    [0, 'all'],
    [25, 'all'],
  ])
})

test('in a crowd every 50 ms', () => {
  const { schedule, begun } = setUp()
  for (let n = 0; n < 3; n++) {
    schedule(false, 33)
    vi.advanceTimersByTime(50)
  }
  expect(begun()).toEqual([
    [0, 'all'],
    [50, 'all'],
    [100, 'all'],
  ])
})

test('an answer that begins does not wait for the crowd, and the crowd waits no longer for it', () => {
  const { schedule, begun } = setUp()
  schedule(false, 100)
  vi.advanceTimersByTime(2)
  schedule(false, 100)
  schedule(true, 100)
  vi.advanceTimersByTime(8)
  schedule(true, 100)
  vi.advanceTimersByTime(10)
  schedule(false, 100)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([
    [0, 'all'],
    [8, 'opening'],
    [16, 'opening'],
    [50, 'all'],
  ])
})

test('an answer that begins at an idle writer begins one flush', () => {
  const { schedule, begun } = setUp()
  schedule(false, 1)
  schedule(true, 1)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([[0, 'all']])
})
