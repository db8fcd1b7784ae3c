import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ActivityOptions } from './activity.ts'
import type { ActivityEvent } from './activity-event.ts'
import { createClient } from './client.ts'
import { type FakeCall, makeHandDrivenFetch, say } from './hand-driven-fetch.ts'
import { silenceLimitMs } from './lifeline.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const base = (cursor: number) => ({ cursor: `a${cursor}`, at: '2026-01-01T00:00:00Z' })
const snapshot = (cursor: number) => ({ __typename: 'ActivitySnapshot', ...base(cursor), more: false, generations: [] })
const changed = (cursor: number, generationId: string) => ({
  __typename: 'GenerationChanged',
  ...base(cursor),
  generationId,
  generation: null,
})
const of = (generationId: string, event: object) => ({
  __typename: 'GenerationActivity',
  ...base(1),
  generationId,
  event,
})
const refused = (generationId: string, code: string) => ({
  __typename: 'PositionRefused',
  ...base(1),
  generationId,
  code,
  message: 'No.',
})

const encoder = new TextEncoder()
function send(call: FakeCall, ...events: object[]): void {
  const frames = events.map((event) => `event: next\ndata: ${JSON.stringify({ data: { activity: event } })}\n\n`)
  call.sendBytes(encoder.encode(frames.join('')))
}

const nameOf = (event: ActivityEvent) =>
  event.__typename === 'GenerationActivity'
    ? `${event.generationId} ${event.event.__typename}:${event.event.seq}`
    : event.__typename

/** Follows a server that answers by hand; `seen` is what has come so far. */
function follow(options: ActivityOptions = {}) {
  const { fetch, call, calls } = makeHandDrivenFetch()
  const activity = createClient({ url: 'http://sluice', fetch }).activity(options)
  const seen: string[] = []
  const end = (async () => {
    for await (const event of activity) seen.push(nameOf(event))
  })()
  end.catch(() => {})
  const settle = () => vi.advanceTimersByTimeAsync(0)
  const leave = async () => {
    await activity.return?.()
    await end.catch(() => {})
  }
  return { activity, call, calls, seen, end, settle, leave }
}

test('after a drop it goes on from its cursors, and takes nothing twice', async () => {
  const { call, seen, settle, leave } = follow({ open: [{ id: 'g' }, { id: 'h' }] })
  const first = await call(0)
  expect(first.body.variables).toEqual({
    since: null,
    open: [
      { id: 'g', after: null },
      { id: 'h', after: null },
    ],
  })
  send(first, snapshot(1), of('g', say.snapshot(3)), of('g', say.delta(4)), changed(2, 'x'))
  await settle()
  first.cut()
  await vi.advanceTimersByTimeAsync(10_000)
  const second = await call(1)
  expect(second.body.variables).toEqual({
    since: 'a2',
    open: [
      { id: 'g', after: 'c4' },
      { id: 'h', after: null },
    ],
  })
  send(second, snapshot(2), of('g', say.delta(4)), of('g', say.delta(5)))
  await settle()
  expect(seen.filter((name) => name.startsWith('g'))).toEqual([
    'g GenerationSnapshot:3',
    'g TextDelta:4',
    'g TextDelta:5',
  ])
  await leave()
  expect(second.isReleased()).toBe(true)
})

test('one that has ended is not asked for again', async () => {
  const { call, settle, leave } = follow({ open: [{ id: 'g' }] })
  send(await call(0), of('g', say.snapshot(3)), of('g', say.succeeded(4)))
  await settle()
  ;(await call(0)).close()
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await call(1)).body.variables['open']).toEqual([])
  await leave()
})

test('others may be opened while it runs: those that stay keep their place', async () => {
  const heard: boolean[] = []
  const { activity, call, seen, settle, leave } = follow({ open: [{ id: 'g' }], onConnection: (is) => heard.push(is) })
  const first = await call(0)
  send(first, of('g', say.snapshot(3)))
  await settle()
  activity.setOpen([{ id: 'g' }, { id: 'h', after: { cursor: 'c7', seq: 7 } }])
  const second = await call(1)
  expect(first.isReleased()).toBe(true)
  expect(second.body.variables['open']).toEqual([
    { id: 'g', after: 'c3' },
    { id: 'h', after: 'c7' },
  ])
  send(second, of('h', say.delta(8)), of('g', say.delta(4)))
  await settle()
  expect(seen).toEqual(['g GenerationSnapshot:3', 'h TextDelta:8', 'g TextDelta:4'])
  expect(heard).toEqual([true]) // changing what is open is no loss of connection
  await leave()
})

test('a gap in one of them is closed by coming back', async () => {
  const { call, seen, settle, leave } = follow({ open: [{ id: 'g' }] })
  send(await call(0), of('g', say.snapshot(3)), of('g', say.delta(5)))
  await settle()
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await call(1)).body.variables['open']).toEqual([{ id: 'g', after: 'c3' }])
  expect(seen).toEqual(['g GenerationSnapshot:3'])
  await leave()
})

test('a cursor that is refused is given up; what may not be watched is handed on', async () => {
  const { call, seen, settle, leave } = follow({
    open: [{ id: 'g', after: { cursor: 'c99', seq: 99 } }, { id: 'hidden' }],
  })
  send(await call(0), refused('hidden', 'NOT_FOUND'), refused('g', 'BAD_CURSOR'))
  await settle()
  await vi.advanceTimersByTimeAsync(10_000)
  expect((await call(1)).body.variables['open']).toEqual([{ id: 'g', after: null }])
  expect(seen).toEqual(['PositionRefused'])
  await leave()
})

test('a line that says nothing for 40 s is taken for dead', async () => {
  const { call, settle, leave } = follow()
  const first = await call(0)
  send(first, snapshot(1))
  await settle()
  await vi.advanceTimersByTimeAsync(silenceLimitMs + 10_000)
  expect(first.isReleased()).toBe(true)
  expect((await call(1)).body.variables['since']).toBe('a1')
  await leave()
})

test('a server that asks one to come back is given its time', async () => {
  const { call, calls, settle, leave } = follow()
  send(await call(0), snapshot(1), { __typename: 'ActivityReconnect', ...base(1), afterMs: 900 })
  await settle()
  await vi.advanceTimersByTimeAsync(899)
  expect(calls).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(calls).toHaveLength(2)
  await leave()
})

test('a refusal ends it', async () => {
  const { call, end } = follow()
  ;(await call(0)).answer({ errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] }, 401)
  await expect(end).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
})

test('an event of a later version is passed over', async () => {
  const { call, seen, settle, leave } = follow({ open: [{ id: 'g' }] })
  send(await call(0), { __typename: 'Novelty', ...base(1) }, of('g', { ...say.delta(1), __typename: 'Novelty' }))
  await settle()
  expect(seen).toEqual(['g EventUnknown:1'])
  await leave()
})
