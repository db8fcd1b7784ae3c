import { expect, test } from 'vitest'
import type { QueuePlace } from '../line/queue-place.ts'
import { makeHandClock, settled } from '../testing/hand-clock.ts'
import { makeMemoryLog } from '../testing/memory-log.ts'
import { makeMemoryPlaces } from '../testing/memory-places.ts'
import type { EventBody } from './event.ts'
import { type Watch, watch } from './watch.ts'

const queued: EventBody = { kind: 'StatusChanged', status: 'QUEUED', phase: null }
const running: EventBody = { kind: 'StatusChanged', status: 'RUNNING', phase: 'CALLING' }
const restarted: EventBody = { kind: 'Restarted', reason: 'WORKER_LOST' }
const done: EventBody = { kind: 'GenerationSucceeded', finishReason: 'STOP' }
const place = (ahead: number): QueuePlace => ({
  position: ahead + 1,
  ahead,
  etaMs: null,
  reason: 'MODEL_CAP',
  running: 2,
  cap: 2,
})

function setUp(...log: EventBody[]) {
  const clock = makeHandClock()
  const memory = makeMemoryLog(clock)
  const places = makeMemoryPlaces()
  memory.append('g', ...log)
  const seen: string[] = []
  const begin = async (options: Partial<Watch> = {}) => {
    const { signal } = new AbortController()
    const ports = { log: memory.log, wakeUp: memory.wakeUp, places, clock }
    for await (const { seq, body } of watch(ports, { id: 'g', after: null, signal, ...options })) {
      seen.push(`${seq} ${body.kind}${body.kind === 'QueueMoved' ? ` ${body.ahead}` : ''}`)
    }
  }
  return { clock, memory, places, begin, seen }
}

test('a watcher of a queued one is told each move, with the seq of the last event, and nothing once it is taken', async () => {
  const { memory, places, begin, seen } = setUp(queued)
  const end = begin()
  await settled()
  expect(places.followed).toEqual(['g'])
  places.move('g', place(3))
  await settled()
  places.move('g', place(1))
  await settled()
  memory.append('g', running)
  await settled()
  expect(places.followed).toEqual([])
  memory.append('g', done)
  await end
  expect(seen).toEqual([
    '1 GenerationSnapshot',
    '1 QueueMoved 3',
    '1 QueueMoved 1',
    '2 StatusChanged',
    '3 GenerationSucceeded',
  ])
})

test.each<[string, EventBody[], number | null, string[]]>([
  ['a snapshot that says RUNNING', [queued, running], null, []],
  ['a cursor of one that runs', [queued, running], 2, []],
  ['a cursor of one that is queued', [queued], 1, ['g']],
  ['an earlier cursor of one that runs', [queued, running], 0, []],
  ['an earlier cursor of one that is back in line', [queued, running, restarted, queued], 1, ['g']],
])('%s: is its place followed?', async (_, log, after, followed) => {
  const { memory, places, begin } = setUp(...log)
  const end = begin({ after })
  await settled()
  expect(places.followed).toEqual(followed)
  memory.append('g', done)
  await end
})

test('back in line it is followed again', async () => {
  const { memory, places, begin, seen } = setUp(queued, running)
  const end = begin()
  await settled()
  memory.append('g', restarted, queued)
  await settled()
  expect(places.followed).toEqual(['g'])
  places.move('g', place(0))
  await settled()
  expect(seen.at(-1)).toBe('4 QueueMoved 0')
  memory.append('g', running, done)
  await end
  expect(seen.slice(-2)).toEqual(['5 StatusChanged', '6 GenerationSucceeded'])
})

test('a move counts as a sign of life, and one that comes too late is told to nobody', async () => {
  const { clock, memory, places, begin, seen } = setUp(queued)
  const end = begin()
  await clock.advance(10_000)
  places.move('g', place(1))
  await clock.advance(14_999)
  expect(seen).toEqual(['1 GenerationSnapshot', '1 QueueMoved 1'])
  await clock.advance(1)
  expect(seen.at(-1)).toBe('1 KeepAlive')
  places.move('g', place(0))
  memory.append('g', running)
  await settled()
  memory.append('g', done)
  await end
  expect(seen.slice(3)).toEqual(['2 StatusChanged', '3 GenerationSucceeded'])
})

test('who leaves follows no more, whether waiting or not', async () => {
  const { memory, places, begin } = setUp(queued)
  const left = new AbortController()
  const end = begin({ signal: left.signal })
  await settled()
  left.abort()
  await end
  expect([places.followed, memory.listeners]).toEqual([[], 0])
})
