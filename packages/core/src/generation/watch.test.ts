import { expect, test } from 'vitest'
import { AppError } from '../app-error.ts'
import { makeHandClock, settled } from '../testing/hand-clock.ts'
import { makeMemoryLog } from '../testing/memory-log.ts'
import { makeMemoryPlaces } from '../testing/memory-places.ts'
import type { EventBody, WatchEvent } from './event.ts'
import type { EventLog } from './event-log.ts'
import { type Watch, watch } from './watch.ts'

const running: EventBody = { kind: 'StatusChanged', status: 'RUNNING', phase: 'WRITING' }
const done: EventBody = { kind: 'GenerationSucceeded', finishReason: 'STOP' }
const text = (text: string): EventBody => ({ kind: 'TextDelta', text })

function setUp(over: (log: EventLog) => EventLog = (log) => log) {
  const clock = makeHandClock()
  const memory = makeMemoryLog(clock)
  memory.append('g1', { kind: 'StatusChanged', status: 'QUEUED', phase: null }, running, text('a'))
  const begin = (options: Partial<Watch> = {}) =>
    watch(
      { log: over(memory.log), wakeUp: memory.wakeUp, places: makeMemoryPlaces(), clock },
      { id: 'g1', after: 0, signal: new AbortController().signal, ...options },
    )
  return { clock, memory, begin }
}

/** Collects in the background; `seen` is what has come so far. */
function collect(events: AsyncGenerator<WatchEvent>) {
  const seen: string[] = []
  const end = (async () => {
    for await (const { seq, body } of events) seen.push(`${seq} ${body.kind}`)
  })()
  end.catch(() => {}) // looked at by those tests that expect it
  return { seen, end }
}

test('it replays what the log holds, then follows, and ends with the terminal event', async () => {
  const { memory, begin } = setUp()
  const { seen, end } = collect(begin())
  await settled()
  expect(seen).toEqual(['1 StatusChanged', '2 StatusChanged', '3 TextDelta'])
  memory.append('g1', text('b'), text('c'))
  await settled()
  expect(seen).toHaveLength(5)
  memory.append('g1', done)
  await end
  expect(seen.slice(3)).toEqual(['4 TextDelta', '5 TextDelta', '6 GenerationSucceeded'])
  expect(memory.listeners).toBe(0)
})

test('after a snapshot of one that goes on the log is read only for what has come since', async () => {
  const reads: number[] = []
  const { memory, begin } = setUp((log) => ({
    ...log,
    read: (id, range) => {
      reads.push(range.after)
      return log.read(id, range)
    },
    snapshot: async (id) => {
      const snapshot = await log.snapshot(id)
      if (id === 'g2') memory.append('g2', text('b')) // between the snapshot and the wait
      return snapshot
    },
  }))
  const quiet = collect(begin({ after: null }))
  await settled()
  expect(quiet.seen).toEqual(['3 GenerationSnapshot'])
  expect(reads).toEqual([])

  memory.append('g2', running)
  const { seen } = collect(begin({ id: 'g2', after: null }))
  await settled()
  expect(seen).toEqual(['1 GenerationSnapshot', '2 TextDelta'])
  expect(reads[0]).toBe(1)
})

test('a log longer than a page comes whole', async () => {
  const { memory, begin } = setUp()
  memory.append('g1', ...Array.from({ length: 1_000 }, () => text('x')), done)
  const { seen, end } = collect(begin())
  await end
  expect(seen.map((line) => Number.parseInt(line, 10))).toEqual(Array.from({ length: 1_004 }, (_, n) => n + 1))
})

test('a watcher who leaves early gives its wake-up back', async () => {
  const { memory, begin } = setUp()
  for await (const { seq } of begin()) if (seq === 2) break
  expect(memory.listeners).toBe(0)
})

test('a watcher who leaves while it waits gives its wake-up and its timer back', async () => {
  const { clock, memory, begin } = setUp()
  const left = new AbortController()
  const { end } = collect(begin({ signal: left.signal }))
  await settled()
  expect([memory.listeners, clock.scheduled]).toEqual([1, 1])
  left.abort()
  await end
  expect([memory.listeners, clock.scheduled]).toEqual([0, 0])
})

test('an error of the log passes through and the wake-up is given back', async () => {
  const { memory, begin } = setUp((log) => ({ ...log, read: () => Promise.reject(new Error('no database')) }))
  await expect(collect(begin()).end).rejects.toThrow('no database')
  expect(memory.listeners).toBe(0)
})

test('what is written between the read and the wait is not missed', async () => {
  let onRead = () => {}
  const { memory, begin } = setUp((log) => ({
    ...log,
    read: async (id, range) => {
      const page = await log.read(id, range)
      if (page.events.length === 0) onRead()
      return page
    },
  }))
  onRead = () => {
    onRead = () => {}
    memory.append('g1', done)
  }
  const { seen, end } = collect(begin({ after: 3 }))
  await end
  expect(seen).toEqual(['4 GenerationSucceeded'])
})

test('without a cursor it begins with a snapshot, and goes on right after it', async () => {
  const { memory, begin } = setUp()
  const { seen, end } = collect(begin({ after: null }))
  await settled()
  memory.append('g1', text('b'), done)
  await end
  expect(seen).toEqual(['3 GenerationSnapshot', '4 TextDelta', '5 GenerationSucceeded'])
})

test.each([
  { after: 0, first: '4 GenerationSnapshot' },
  { after: 1, first: '4 GenerationSnapshot' },
  { after: 2, first: '3 TextDelta' },
])('where the log is whole from 3 on, a watcher who has seen $after begins with $first', async ({ after, first }) => {
  const { memory, begin } = setUp()
  memory.append('g1', done)
  memory.sweep('g1', 3)
  const { seen, end } = collect(begin({ after }))
  await end
  expect(seen[0]).toBe(first)
  expect(seen.at(-1)).toBe('4 GenerationSucceeded')
})

test.each([4, 99])('a cursor at or past the end (%i) of an ended one gets the terminal event again', async (after) => {
  const { memory, begin } = setUp()
  memory.append('g1', done)
  const { seen, end } = collect(begin({ after }))
  await end
  expect(seen).toEqual(['4 GenerationSucceeded'])
})

test('a snapshot of an ended one is followed by its terminal event', async () => {
  const { memory, begin } = setUp()
  memory.append('g1', done)
  const { seen, end } = collect(begin({ after: null }))
  await end
  expect(seen).toEqual(['4 GenerationSnapshot', '4 GenerationSucceeded'])
})

test('a cursor beyond the log of one that goes on is refused', async () => {
  const refusal = await collect(setUp().begin({ after: 4 })).end.catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(AppError)
  expect(refusal).toMatchObject({ code: 'BAD_CURSOR' })
})

test.each([null, 0])('one that does not exist is refused, with cursor %s', async (after) => {
  const { memory, begin } = setUp()
  await expect(collect(begin({ id: 'g2', after })).end).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(memory.listeners).toBe(0)
})

test('after 15 s of silence a KeepAlive says where the stream and the log are', async () => {
  const { clock, memory, begin } = setUp()
  const events = begin()
  for (let seq = 1; seq <= 3; seq++) await events.next()
  const next = events.next()
  await clock.advance(14_999)
  expect(await Promise.race([next, settled()])).toBeUndefined()
  await clock.advance(1)
  expect((await next).value).toMatchObject({ seq: 3, at: clock.date(), body: { kind: 'KeepAlive', head: 3 } })

  const again = collect(events)
  await clock.advance(30_000)
  expect(again.seen).toEqual(['3 KeepAlive', '3 KeepAlive'])
  memory.append('g1', done)
  await again.end
})

test('what comes while the reader waits is handed over at once; what is refused, and the end, come by next', async () => {
  const { memory, begin } = setUp()
  const events = begin()
  const taken: number[] = []
  let takes = true
  events.handTo?.(({ seq }) => takes && taken.push(seq) > 0)
  const { seen, end } = collect(events)
  await settled()
  memory.append('g1', text('b'), text('c'))
  expect(taken).toEqual([4, 5])
  takes = false
  memory.append('g1', text('d'))
  takes = true
  memory.append('g1', text('e')) // its reader has been called for 6 and has not come yet
  expect(taken).toEqual([4, 5])
  await settled()
  memory.append('g1', text('f'), done)
  expect(taken).toEqual([4, 5, 8])
  await end
  expect(seen.slice(3)).toEqual(['6 TextDelta', '7 TextDelta', '9 GenerationSucceeded'])
})

test('what was handed over is no silence, and makes no stream younger', async () => {
  const { clock, memory, begin } = setUp()
  const events = begin({ rotateMs: 30_000 })
  const taken: number[] = []
  events.handTo?.(({ seq }) => taken.push(seq) > 0)
  const { seen, end } = collect(events)
  await clock.advance(10_000)
  memory.append('g1', text('b'))
  await clock.advance(14_999)
  expect(seen).toHaveLength(3)
  await clock.advance(1)
  expect(seen.at(-1)).toBe('4 KeepAlive')
  await clock.advance(5_001)
  memory.append('g1', text('c'))
  await end
  expect([taken, seen.at(-1)]).toEqual([[4], '4 Reconnect'])
})

test('nothing is handed to a watcher who has left', async () => {
  const { memory, begin } = setUp()
  const left = new AbortController()
  const events = begin({ signal: left.signal })
  const taken: number[] = []
  events.handTo?.(({ seq }) => taken.push(seq) > 0)
  const { end } = collect(events)
  await settled()
  left.abort()
  memory.append('g1', text('b'))
  await end
  expect(taken).toEqual([])
})

test('when the process stops, the watcher is told to reconnect, at once and with a little chance', async () => {
  const { memory, begin } = setUp()
  const drain = new AbortController()
  const events = begin({ drain: drain.signal, after: 2 })
  await events.next()
  const last = events.next()
  await settled()
  drain.abort()
  const { value } = (await last) as IteratorYieldResult<WatchEvent>
  expect(value).toMatchObject({ seq: 3, body: { kind: 'Reconnect' } })
  const afterMs = value.body.kind === 'Reconnect' ? value.body.afterMs : 0
  expect(afterMs).toBeGreaterThanOrEqual(250)
  expect(afterMs).toBeLessThanOrEqual(2_000)
  expect(await events.next()).toEqual({ done: true, value: undefined })
  expect(memory.listeners).toBe(0)
})

test('an old stream is closed with a Reconnect, in silence and in the midst of events', async () => {
  const { clock, memory, begin } = setUp()
  const silent = collect(begin({ after: 3, rotateMs: 40_000 }))
  await clock.advance(39_999)
  expect(silent.seen).toEqual(['3 KeepAlive', '3 KeepAlive'])
  await clock.advance(1)
  await silent.end
  expect(silent.seen.at(-1)).toBe('3 Reconnect')

  const busy = collect(begin({ after: 3, rotateMs: 2_500 }))
  for (let n = 0; n < 5; n++) {
    memory.append('g1', text('x'))
    await clock.advance(1_000)
  }
  await busy.end
  expect(busy.seen).toEqual(['4 TextDelta', '5 TextDelta', '6 TextDelta', '6 Reconnect'])
  expect([memory.listeners, clock.scheduled]).toEqual([0, 0])
})

test('a watcher who has left is told nothing more when the process stops', async () => {
  const { begin } = setUp()
  const [left, drain] = [new AbortController(), new AbortController()]
  const { seen, end } = collect(begin({ signal: left.signal, drain: drain.signal, after: 3 }))
  await settled()
  left.abort()
  drain.abort()
  await end
  expect(seen).toEqual([])
})

test('a kind that this version does not know is passed on and counted', async () => {
  const { memory, begin } = setUp()
  memory.append('g1', { kind: 'EventUnknown' }, done)
  const { seen, end } = collect(begin({ after: 3 }))
  await end
  expect(seen).toEqual(['4 EventUnknown', '5 GenerationSucceeded'])
})
