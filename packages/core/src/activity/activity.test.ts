import { expect, test } from 'vitest'
import type { EventBody } from '../generation/event.ts'
import { type Watch, watch } from '../generation/watch.ts'
import { makeHandClock, settled } from '../testing/hand-clock.ts'
import { makeMemoryFeed } from '../testing/memory-feed.ts'
import { makeMemoryLog } from '../testing/memory-log.ts'
import { makeMemoryPlaces } from '../testing/memory-places.ts'
import { type Activity, followActivity } from './activity.ts'

const running: EventBody = { kind: 'StatusChanged', status: 'RUNNING', phase: 'WRITING' }
const done: EventBody = { kind: 'GenerationSucceeded', finishReason: 'STOP' }
const text = (text: string): EventBody => ({ kind: 'TextDelta', text })

function setUp(active: readonly string[] = []) {
  const clock = makeHandClock()
  const memory = makeMemoryLog(clock)
  const feed = makeMemoryFeed(active)
  const watchPorts = { log: memory.log, wakeUp: memory.wakeUp, places: makeMemoryPlaces(), clock }
  const leaving = new AbortController()
  /** Reads in the background; `seen` is what has come so far. */
  const begin = (options: Partial<Activity> = {}) => {
    const seen: string[] = []
    const cursors: number[] = []
    const events = followActivity(
      { feed: feed.feed, watch: (what: Watch) => watch(watchPorts, what), clock },
      { ownerId: 'me', open: [], since: null, signal: leaving.signal, ...options },
    )
    const end = (async () => {
      for await (const { body, cursor } of events) {
        cursors.push(cursor)
        if (body.kind === 'ActivitySnapshot') seen.push(`snapshot ${body.ids.join(' ')}`.trim())
        else if (body.kind === 'GenerationActivity') seen.push(`${body.id} ${body.event.seq} ${body.event.body.kind}`)
        else if (body.kind === 'PositionRefused') seen.push(`${body.id} ${body.refusal.code}`)
        else seen.push(body.kind === 'GenerationChanged' ? `changed ${body.id}` : body.kind)
      }
    })()
    end.catch(() => {})
    return { seen, cursors, end }
  }
  return { clock, memory, feed, begin, leave: () => leaving.abort() }
}

const open = (id: string, after: number | null = 0, isVisible = true) => ({ id, after, isVisible })

test('first what goes on, then what changes, each transaction once', async () => {
  const { feed, begin, leave } = setUp(['a', 'b'])
  const { seen, cursors, end } = begin()
  await settled()
  feed.change('b', 'c')
  feed.change('b')
  await settled()
  feed.change('a')
  await settled()
  expect(seen).toEqual(['snapshot a b', 'changed b', 'changed c', 'changed a'])
  expect(cursors).toEqual([0, 0, 0, 3]) // what has not been told whole is told again to whoever comes back
  leave()
  await end
  expect(feed.followers).toBe(0)
})

test('whoever comes back is told what has changed since', async () => {
  const { feed, begin } = setUp()
  feed.change('a')
  feed.change('b')
  const { seen } = begin({ since: 1 })
  await settled()
  expect([seen, feed.asked]).toEqual([['snapshot b'], [1]])
})

test('a change between the snapshot and the follow-up is not missed', async () => {
  const { feed, begin } = setUp()
  const { snapshot } = feed.feed
  feed.feed.snapshot = async (...asked) => {
    const result = await snapshot(...asked)
    feed.change('late')
    return result
  }
  const { seen } = begin()
  await settled()
  expect(seen).toEqual(['snapshot', 'changed late'])
})

test('one who has fallen too far behind gets another snapshot', async () => {
  const { feed, begin } = setUp(['a'])
  const { seen } = begin()
  await settled()
  feed.overflow()
  await settled()
  feed.change('b')
  await settled()
  expect(seen).toEqual(['snapshot a', 'snapshot a', 'changed b'])
  expect(feed.followers).toBe(1)
})

test('events of those that are open come with it, and the end of one ends nothing else', async () => {
  const { memory, feed, begin } = setUp()
  memory.append('g1', running, text('a'))
  memory.append('g2', running)
  const { seen } = begin({ open: [open('g1'), open('g2', 1)] })
  await settled()
  memory.append('g1', text('b'), done)
  memory.append('g2', text('c'))
  await settled()
  feed.change('g1')
  await settled()
  expect(seen.filter((line) => line.startsWith('g1'))).toEqual([
    'g1 1 StatusChanged',
    'g1 2 TextDelta',
    'g1 3 TextDelta',
    'g1 4 GenerationSucceeded',
  ])
  expect(seen).toContain('g2 2 TextDelta')
  expect(seen.at(-1)).toBe('changed g1')
  expect(memory.listeners).toBe(1)
})

test('nothing comes before the snapshot', async () => {
  const { memory, feed, begin } = setUp()
  memory.append('g1', running, text('a'))
  const { snapshot } = feed.feed
  const gate = Promise.withResolvers<void>()
  feed.feed.snapshot = async (...asked) => {
    await gate.promise
    return snapshot(...asked)
  }
  const { seen } = begin({ open: [open('g1')] })
  await settled()
  expect(seen).toEqual([])
  gate.resolve()
  await settled()
  expect(seen).toEqual(['snapshot', 'g1 1 StatusChanged', 'g1 2 TextDelta'])
})

test('what cannot be watched is said once, and is the same for what is hidden and for what is not there', async () => {
  const { memory, begin } = setUp()
  memory.append('mine', running)
  memory.append('hidden', running)
  const { seen } = begin({ open: [open('mine', 7), open('hidden', null, false), open('nowhere', null)] })
  await settled()
  expect(seen.toSorted()).toEqual(['hidden NOT_FOUND', 'mine BAD_CURSOR', 'nowhere NOT_FOUND', 'snapshot'])
})

test('silence is broken, and only by the stream itself', async () => {
  const { clock, memory, begin } = setUp()
  memory.append('g1', running)
  const { seen } = begin({ open: [open('g1', 1)], keepAliveMs: 15_000 })
  await clock.advance(14_999)
  expect(seen).toEqual(['snapshot'])
  await clock.advance(15_001)
  expect(seen).toEqual(['snapshot', 'ActivityKeepAlive', 'ActivityKeepAlive'])
})

test('an old stream is told to come back, and lets go of everything', async () => {
  const { clock, memory, feed, begin } = setUp()
  memory.append('g1', running)
  const { seen, end } = begin({ open: [open('g1', 1)], rotateMs: 60_000, keepAliveMs: 100_000 })
  await clock.advance(60_000)
  await end
  expect(seen).toEqual(['snapshot', 'ActivityReconnect'])
  expect([memory.listeners, feed.followers, clock.scheduled]).toEqual([0, 0, 0])
})

test('a process that stops tells its followers to come back', async () => {
  const { begin } = setUp()
  const drain = new AbortController()
  const { seen, end } = begin({ drain: drain.signal })
  await settled()
  drain.abort()
  await end
  expect(seen).toEqual(['snapshot', 'ActivityReconnect'])
})

test('one who leaves is told nothing more, and holds nothing', async () => {
  const { clock, memory, feed, begin, leave } = setUp()
  memory.append('g1', running)
  const { seen, end } = begin({ open: [open('g1', 1)] })
  await settled()
  leave()
  await end
  expect(seen).toEqual(['snapshot'])
  expect([memory.listeners, feed.followers, clock.scheduled]).toEqual([0, 0, 0])
})

test('an error of the feed passes through and lets go of those that are open', async () => {
  const { memory, feed, begin } = setUp()
  memory.append('g1', running)
  feed.feed.snapshot = () => Promise.reject(new Error('no database'))
  await expect(begin({ open: [open('g1', 1)] }).end).rejects.toThrow('no database')
  expect(memory.listeners).toBe(0)
})
