import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFlushPace, type Urgency } from './flush-pace.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** When flushes begin, and of what, where so many wait for one and it is scheduled at these times, in milliseconds. */
function begunBy(schedules: readonly (readonly [number, Urgency])[], { waiting }: { waiting: number }) {
  const pace = createFlushPace()
  const start = performance.now()
  const now = () => Math.round(performance.now() - start)
  const begun: [number, 'all' | 'opening'][] = []
  for (const [at, urgency] of schedules) {
    if (at > now()) vi.advanceTimersByTime(at - now())
    pace.schedule(urgency, () => begun.push([now(), pace.begin(waiting)]))
  }
  vi.advanceTimersByTime(100)
  return begun
}

const crowd = { waiting: 100 }

test('an idle writer flushes at once, then at most every 25 ms', () => {
  expect(
    begunBy(
      [
        [0, 'in time'],
        [1, 'in time'],
        [1, 'in time'],
      ],
      { waiting: 2 },
    ),
  ).toEqual([
    [0, 'all'],
    [25, 'all'],
  ])
})

test('in a crowd every 50 ms', () => {
  expect(
    begunBy(
      [
        [0, 'in time'],
        [50, 'in time'],
        [99, 'in time'],
      ],
      { waiting: 33 },
    ),
  ).toEqual([
    [0, 'all'],
    [50, 'all'],
    [100, 'all'],
  ])
})

test('an answer that begins does not wait for the crowd, and the crowd waits no longer for it', () => {
  const schedules = [
    [0, 'in time'],
    [2, 'in time'],
    [2, 'opening'],
    [10, 'opening'],
    [20, 'in time'],
  ] as const
  expect(begunBy(schedules, crowd)).toEqual([
    [0, 'all'],
    [8, 'opening'],
    [16, 'opening'],
    [50, 'all'],
  ])
})

test('an answer that begins at an idle writer begins one flush', () => {
  expect(
    begunBy(
      [
        [0, 'in time'],
        [0, 'opening'],
      ],
      { waiting: 1 },
    ),
  ).toEqual([[0, 'all']])
})

test('a crowd that was read together waits for nobody, and all of it goes', () => {
  expect(
    begunBy(
      [
        [0, 'in time'],
        [2, 'in time'],
        [2, 'soon'],
        [22, 'soon'],
      ],
      crowd,
    ),
  ).toEqual([
    [0, 'all'],
    [8, 'all'],
    [22, 'all'],
  ])
})

test('what was read together is not taken for an answer that begins', () => {
  expect(
    begunBy(
      [
        [0, 'in time'],
        [20, 'opening'],
        [20, 'soon'],
      ],
      crowd,
    ),
  ).toEqual([
    [0, 'all'],
    [20, 'all'],
  ])
})
