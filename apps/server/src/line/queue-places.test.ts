import type { QueuePlace } from '@sluice/core/line/queue-place'
import { makeHandClock } from '@sluice/core/testing/hand-clock'
import { expect, test } from 'vitest'
import { createQueuePlaces } from './queue-places.ts'

const place = (ahead: number): QueuePlace => ({
  position: ahead + 1,
  ahead,
  etaMs: null,
  reason: 'MODEL_CAP',
  running: 1,
  cap: 1,
})

function setUp() {
  const clock = makeHandClock()
  const line = new Map<string, QueuePlace>()
  const reads: string[] = []
  const faults: unknown[] = []
  let tookMs = 0
  let fault: Error | null = null
  const places = createQueuePlaces({
    clock,
    report: (each) => faults.push(each),
    read: async (ids) => {
      reads.push(ids.join(' '))
      if (fault) throw fault
      if (tookMs > 0) await new Promise<void>((resolve) => clock.schedule(tookMs, resolve))
      return new Map(ids.flatMap((id) => (line.has(id) ? [[id, line.get(id) ?? place(0)] as const] : [])))
    },
  })
  const follow = (id: string) => {
    let calls = 0
    const followed = places.follow(id, () => {
      calls += 1
    })
    return { followed, take: () => followed.take()?.ahead, calls: () => calls, leave: () => followed[Symbol.dispose]() }
  }
  return {
    clock,
    line,
    reads,
    faults,
    follow,
    takes: (ms: number) => {
      tookMs = ms
    },
    fails: (error: Error | null) => {
      fault = error
    },
  }
}

test('who comes is told soon, then once a second what has changed, with one read for all', async () => {
  const { clock, line, reads, follow } = setUp()
  line.set('a', place(2)).set('b', place(3))
  const [a, b, again] = [follow('a'), follow('b'), follow('a')]
  await clock.advance(100)
  expect([a.take(), b.take(), again.take()]).toEqual([2, 3, 2])
  line.set('a', place(1))
  await clock.advance(999)
  expect(reads).toEqual(['a b'])
  await clock.advance(1)
  expect(reads).toEqual(['a b', 'a b'])
  expect([a.take(), b.take(), again.take()]).toEqual([1, undefined, 1])
  await clock.advance(5_000)
  expect([a.calls(), b.calls(), again.calls()]).toEqual([2, 1, 2])
})

test('nothing is read while nobody follows, and nothing is left behind', async () => {
  const { clock, line, reads, follow } = setUp()
  line.set('a', place(0))
  const [one, other] = [follow('a'), follow('a')]
  one.leave()
  other.leave()
  await clock.advance(10_000)
  expect([reads, clock.scheduled]).toEqual([[], 0])
  const late = follow('a')
  await clock.advance(100)
  expect(late.take()).toBe(0)
  late.leave()
  expect(clock.scheduled).toBe(0)
})

test('who comes between two looks does not wait for the next second, but many who come cost no more than four looks', async () => {
  const { clock, line, reads, follow } = setUp()
  line.set('a', place(0))
  follow('a')
  await clock.advance(500)
  line.set('b', place(1))
  const b = follow('b')
  await clock.advance(100)
  expect(b.take()).toBe(1)
  const before = reads.length
  for (let n = 0; n < 100; n += 1) {
    follow(`c${n}`)
    await clock.advance(10)
  }
  expect(reads.length - before).toBeLessThanOrEqual(4)
})

test('one who is slow to take gets the newest, or nothing when it is back where it was', async () => {
  const { clock, line, follow } = setUp()
  line.set('a', place(5))
  const a = follow('a')
  await clock.advance(100)
  line.set('a', place(4))
  await clock.advance(1_000)
  line.set('a', place(3))
  await clock.advance(1_000)
  expect(a.take()).toBe(3)
  line.set('a', place(2))
  await clock.advance(1_000)
  line.set('a', place(3))
  await clock.advance(1_000)
  expect(a.take()).toBeUndefined()
})

test('a line that takes long to read is read less often', async () => {
  const { clock, line, reads, follow, takes } = setUp()
  takes(200)
  line.set('a', place(0))
  follow('a')
  await clock.advance(100 + 200 + 3_999)
  expect(reads).toHaveLength(1)
  await clock.advance(1)
  expect(reads).toHaveLength(2)
})

test('a read that fails is reported, and the next one comes', async () => {
  const { clock, line, faults, follow, fails } = setUp()
  line.set('a', place(0))
  fails(new Error('no database'))
  const a = follow('a')
  await clock.advance(100)
  expect(faults).toHaveLength(1)
  fails(null)
  await clock.advance(1_000)
  expect(a.take()).toBe(0)
})
