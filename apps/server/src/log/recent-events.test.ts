import type { EventBody, LoggedEvent } from '@sluice/core/generation/event'
import type { EventLog } from '@sluice/core/generation/event-log'
import { expect, test } from 'vitest'
import { createRecentEvents } from './recent-events.ts'

const event = (seq: number, body: EventBody = { kind: 'TextDelta', text: 'a' }): LoggedEvent => ({
  seq,
  attempt: 1,
  at: new Date(0),
  body,
})
const events = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => event(first + n))

/** Never aborts. */
const { signal } = new AbortController()

/** Recent events over a log of `head` events that counts how often it is read. */
function setUp({ head: first = 0 } = {}) {
  let head = first
  const recent = createRecentEvents()
  let reads = 0
  const log: EventLog = {
    bounds: async () => ({ floor: 0, head, status: 'RUNNING' }),
    read: async (_, { after, limit }) => {
      reads += 1
      return { events: events(after + 1, Math.min(head, after + limit)), terminal: null }
    },
    snapshot: async () => ({
      seq: head,
      status: 'RUNNING',
      phase: 'WRITING',
      text: '',
      thinking: '',
      usage: null,
      at: new Date(0),
    }),
  }
  const over = recent.over(log)
  return {
    recent,
    over,
    /** The log has that many events from now on, and nobody publishes them. */
    growTo(to: number) {
      head = to
    },
    /** The seqs that a reader gets, and whether the log had to be read for them. */
    async read(after: number, limit = 256) {
      const before = reads
      const page = await over.read('g', { after, limit })
      return { seqs: page.events.map(({ seq }) => seq), fromLog: reads > before }
    },
    /** Whether a reader is told to wait rather than look again. */
    async isCaughtUp(after: number, limit = 256) {
      return (await over.read('g', { after, limit })).isCaughtUp ?? false
    },
  }
}

test('what was published is read from memory', async () => {
  const { recent, read } = setUp({ head: 3 })
  recent.listen('g', { signal })
  expect(await read(0)).toEqual({ seqs: [1, 2, 3], fromLog: true })
  recent.publish('g', events(4, 6))
  expect(await read(3)).toEqual({ seqs: [4, 5, 6], fromLog: false })
  expect(await read(4, 1)).toEqual({ seqs: [5], fromLog: false })
})

test('a reader is told to wait only where the end of what is known is the end of its page', async () => {
  const { recent, read, isCaughtUp } = setUp({ head: 3 })
  recent.listen('g', { signal })
  expect(await isCaughtUp(0)).toBe(false) // the log may have grown since it was read
  recent.publish('g', events(4, 6))
  expect(await isCaughtUp(3)).toBe(true)
  expect(await isCaughtUp(3, 2)).toBe(false)
  recent.wake('g') // something was written that nobody handed on
  expect((await read(6)).fromLog).toBe(true)
})

test('a reader behind what is kept reads the log', async () => {
  const { recent, read } = setUp({ head: 3 })
  recent.listen('g', { signal })
  await read(0)
  recent.publish('g', events(4, 6))
  expect(await read(2)).toEqual({ seqs: [3], fromLog: true })
})

test('what comes twice is kept once, and a gap is never bridged', async () => {
  const { recent, read } = setUp({ head: 3 })
  recent.listen('g', { signal })
  await read(0)
  recent.publish('g', events(4, 6))
  recent.publish('g', events(5, 7))
  expect(await read(3)).toEqual({ seqs: [4, 5, 6, 7], fromLog: false })
  recent.publish('g', events(9, 9))
  expect((await read(7)).fromLog).toBe(true)
  expect(await read(8)).toEqual({ seqs: [9], fromLog: false })
})

test('events that come before anybody has read do not hide earlier ones', async () => {
  const { recent, read } = setUp({ head: 5 })
  recent.listen('g', { signal })
  recent.publish('g', events(5, 5))
  expect(await read(0)).toEqual({ seqs: [1, 2, 3, 4, 5], fromLog: true })
})

test('at most 8 events are kept', async () => {
  const { recent, read } = setUp()
  recent.listen('g', { signal })
  recent.publish('g', events(1, 300))
  expect((await read(291)).fromLog).toBe(true)
  expect(await read(292)).toEqual({ seqs: events(293, 300).map(({ seq }) => seq), fromLog: false })
})

test('at most 256 K characters are kept, and never less than the last event', async () => {
  const { recent, read } = setUp()
  recent.listen('g', { signal })
  const long: EventBody = { kind: 'TextDelta', text: 'x'.repeat(100 * 1024) }
  recent.publish('g', [event(1, long), event(2, long), event(3, long)])
  expect((await read(0)).fromLog).toBe(true)
  expect(await read(1)).toEqual({ seqs: [2, 3], fromLog: false })
  recent.publish('g', [event(4, { kind: 'TextDelta', text: 'x'.repeat(300 * 1024) })])
  expect(await read(3)).toEqual({ seqs: [4], fromLog: false })
})

test('nothing is kept of a generation that nobody watches, or watches no more', async () => {
  const { recent, read } = setUp()
  recent.publish('g', events(1, 3))
  expect((await read(0)).fromLog).toBe(true)
  const [first, second] = [recent.listen('g', { signal }), recent.listen('g', { signal })]
  recent.publish('g', events(1, 3))
  first[Symbol.dispose]()
  expect((await read(0)).fromLog).toBe(false)
  second[Symbol.dispose]()
  expect((await read(0)).fromLog).toBe(true)
  expect(recent.positions()).toEqual([])
})

test('positions say how far each watched log is known, once it has been read', async () => {
  const { recent, over, read } = setUp({ head: 3 })
  recent.listen('g', { signal })
  expect(recent.positions()).toEqual([])
  await over.snapshot('g')
  expect(recent.positions()).toEqual([{ id: 'g', after: 3 }])
  recent.publish('g', events(4, 6))
  await read(0)
  expect(recent.positions()).toEqual([{ id: 'g', after: 6 }])
})

test('a wake-up before the wait is not lost, and counts once', async () => {
  const { recent } = setUp()
  using wake = recent.listen('g', { signal })
  recent.publish('g', events(1, 1))
  recent.wake('g')
  expect(await wake.next({ timeoutMs: 1 })).toBe('woken')
  expect(await wake.next({ timeoutMs: 1 })).toBe('silent')
})

test('a wake-up during the wait ends it', async () => {
  const { recent } = setUp()
  using wake = recent.listen('g', { signal })
  const woken = wake.next({ timeoutMs: 10_000 })
  recent.wake('other')
  recent.wake('g')
  expect(await woken).toBe('woken')
})

test.each(['a page', 'a snapshot'])(
  '%s that goes further than what is known here wakes those who wait',
  async (what) => {
    const { recent, over, read, growTo } = setUp({ head: 2 })
    using wake = recent.listen('g', { signal })
    expect(await read(2)).toEqual({ seqs: [], fromLog: true })
    recent.listen('g', { signal })
    growTo(5)
    if (what === 'a page') expect(await read(2)).toEqual({ seqs: [3, 4, 5], fromLog: true })
    else expect(await over.snapshot('g')).toMatchObject({ seq: 5 })
    // Whoever follows the log asks only for what comes after 5: these three nobody brings.
    expect(recent.positions()).toEqual([{ id: 'g', after: 5 }])
    expect(await wake.next({ timeoutMs: 1 })).toBe('woken')
  },
)

test('one who watches alone is not woken by what it reads', async () => {
  const { recent, over, read } = setUp({ head: 2 })
  using wake = recent.listen('g', { signal })
  await over.snapshot('g')
  await read(2)
  expect(await wake.next({ timeoutMs: 1 })).toBe('silent')
})

test('a wait ends with the reason of its signal, before and during', async () => {
  const { recent } = setUp()
  const left = new AbortController()
  using wake = recent.listen('g', { signal: left.signal })
  const waiting = wake.next({ timeoutMs: 10_000 })
  left.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  await expect(wake.next({ timeoutMs: 10_000 })).rejects.toThrow('gone')
})

test('a nudge ends one wait, now or the next, and takes no wake-up away', async () => {
  const { recent } = setUp()
  using wake = recent.listen('g', { signal })
  const waiting = wake.next({ timeoutMs: 10_000 })
  wake.nudge()
  expect(await waiting).toBe('nudged')
  wake.nudge()
  recent.wake('g')
  expect(await wake.next({ timeoutMs: 1 })).toBe('woken')
  expect(await wake.next({ timeoutMs: 1 })).toBe('nudged')
  expect(await wake.next({ timeoutMs: 1 })).toBe('silent')
})

test('one who was passed over when somebody asked what is new looks again once it has read', async () => {
  const { recent, over } = setUp({ head: 3 })
  const wake = recent.listen('g', { signal })
  const reasonFor = () => wake.next({ timeoutMs: 1 })
  await over.snapshot('g')
  expect(await reasonFor()).toBe('silent')

  const other = recent.listen('h', { signal })
  expect(recent.positions()).toEqual([{ id: 'g', after: 3 }])
  await over.snapshot('h')
  expect(await other.next({ timeoutMs: 1 })).toBe('woken')
  expect(recent.positions()).toEqual([
    { id: 'g', after: 3 },
    { id: 'h', after: 3 },
  ])
})
