import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFlushPace, type Urgency } from './flush-pace.ts'

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
  const schedule = (urgency: Urgency, waiting: number) =>
    pace.schedule(urgency, () => begun.push([Math.round(performance.now()), pace.begin(waiting)]))
  const start = Math.round(performance.now())
  return { schedule, begun: () => begun.map(([at, what]) => [at - start, what]) }
}

test('an idle writer flushes at once, then at most every 25 ms', () => {
  const { schedule, begun } = setUp()
  schedule('in time', 1)
  vi.advanceTimersByTime(0)
  schedule('in time', 2)
  schedule('in time', 2)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([
    [0, 'all'],
    [25, 'all'],
  ])
})

test('in a crowd every 50 ms', () => {
  const { schedule, begun } = setUp()
  for (let n = 0; n < 3; n++) {
    schedule('in time', 33)
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
  schedule('in time', 100)
  vi.advanceTimersByTime(2)
  schedule('in time', 100)
  schedule('opening', 100)
  vi.advanceTimersByTime(8)
  schedule('opening', 100)
  vi.advanceTimersByTime(10)
  schedule('in time', 100)
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
  schedule('in time', 1)
  schedule('opening', 1)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([[0, 'all']])
})

test('a crowd that was read together waits for nobody, and all of it goes', () => {
  const { schedule, begun } = setUp()
  schedule('in time', 100)
  vi.advanceTimersByTime(2)
  schedule('in time', 100)
  schedule('soon', 100)
  vi.advanceTimersByTime(20)
  schedule('soon', 100)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([
    [0, 'all'],
    [8, 'all'],
    [22, 'all'],
  ])
})

test('what was read together is not taken for an answer that begins', () => {
  const { schedule, begun } = setUp()
  schedule('in time', 100)
  vi.advanceTimersByTime(20)
  schedule('opening', 100)
  schedule('soon', 100)
  vi.advanceTimersByTime(100)
  expect(begun()).toEqual([
    [0, 'all'],
    [20, 'all'],
  ])
})
