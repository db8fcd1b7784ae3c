import { encodeGlobalID } from '@pothos/plugin-relay'
import type { EventBody, WatchEvent } from '@sluice/core/generation/event'
import { type ExecutionResult, parse, subscribe } from 'graphql'
import { expect, test, vi } from 'vitest'
import type { Context } from './context.ts'
import { schema } from './schema.ts'

const uuid = '0193a5b0-7c1e-7000-8000-0123456789ab'
const document = parse(`subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) {
  __typename seq cursor ... on GenerationSnapshot { text } ... on TextDelta { text soFar } } }`)

type Event = Record<string, unknown>
type Result = ExecutionResult<{ generationEvents: Event }>

const logged = (seq: number, body: EventBody): WatchEvent => ({ seq, attempt: 1, at: new Date(0), body })
const text = (seq: number, text: string) => logged(seq, { kind: 'TextDelta', text })
const snapshot = (seq: number, text: string): WatchEvent => ({
  seq,
  at: new Date(0),
  body: { kind: 'GenerationSnapshot', status: 'RUNNING', phase: 'WRITING', text, thinking: '', usage: null },
})

function setUp(watch: Context['watch'], isThere = true) {
  const textUpTo = vi.fn<Context['textUpTo']>(async (_, seq) => `<text up to ${seq}>`)
  // Of all that requests may do, watching needs only these.
  const context = {
    viewer: { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1' },
    prisma: { generation: { findFirst: async () => (isThere ? { ownerId: 'p1', space: { members: [] } } : null) } },
    checkWatch: async () => {},
    watch,
    textUpTo,
  } as unknown as Context
  const begin = async (after?: string) => {
    const variableValues = { id: encodeGlobalID('Generation', uuid), ...(after !== undefined && { after }) }
    return (await subscribe({ schema, document, variableValues, contextValue: context })) as
      | Result
      | AsyncGenerator<Result>
  }
  return { begin, textUpTo }
}

async function collect(stream: Result | AsyncGenerator<Result>): Promise<Event[]> {
  if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream.errors))
  const events: Event[] = []
  for await (const { data, errors } of stream) {
    if (errors) throw new Error(JSON.stringify(errors))
    if (data) events.push(data.generationEvents)
  }
  return events
}

async function* say(...events: WatchEvent[]): AsyncGenerator<WatchEvent> {
  yield* events
}

test('soFar adds up from a snapshot without asking the log', async () => {
  const { begin, textUpTo } = setUp(() => say(snapshot(3, 'a'), text(4, 'b'), text(5, 'c')))
  const events = await collect(await begin())
  expect(events.map(({ soFar }) => soFar)).toEqual([undefined, 'ab', 'abc'])
  expect(textUpTo).not.toHaveBeenCalled()
})

test('soFar from a cursor asks the log once and adds up from there', async () => {
  const { begin, textUpTo } = setUp(() => say(text(4, 'b'), text(5, 'c')))
  const events = await collect(await begin('e3'))
  expect(events.map(({ soFar }) => soFar)).toEqual(['<text up to 4>', '<text up to 4>c'])
  expect(textUpTo).toHaveBeenCalledExactlyOnceWith(uuid, 4)
})

test('soFar begins anew after Restarted', async () => {
  const restarted = logged(4, { kind: 'Restarted', reason: 'WORKER_LOST' })
  const { begin } = setUp(() => say(snapshot(3, 'lost'), restarted, text(5, 'new')))
  expect((await collect(await begin())).at(-1)).toMatchObject({ soFar: 'new' })
})

test('a generation that is not the viewer’s is one error and no stream', async () => {
  const result = await setUp(() => say(), false).begin('e3')
  if (Symbol.asyncIterator in result) throw new Error('It is a stream')
  expect(result.errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: 'NOT_FOUND' }])
})

test.each([0, 1, 2])('a watcher who leaves after %i events ends the watch', async (seen) => {
  let isWatching = false
  const { begin } = setUp(async function* () {
    isWatching = true
    try {
      yield* say(snapshot(1, ''), text(2, 'a'), text(3, 'b'))
    } finally {
      isWatching = false
    }
  })
  const stream = await begin()
  if (!(Symbol.asyncIterator in stream)) throw new Error('It is no stream')
  for (let n = 0; n < seen; n++) await stream.next()
  await stream.return(undefined)
  expect(isWatching).toBe(false)
})

test('a watch that fails midway ends the stream with one error', async () => {
  const { begin } = setUp(async function* () {
    yield snapshot(1, '')
    throw new Error('no database')
  })
  await expect(collect(await begin())).rejects.toThrow('no database')
})

test('a stream begins before there is anything new', async () => {
  const nothing = Promise.withResolvers<void>()
  const { begin } = setUp(async function* () {
    await nothing.promise
    yield text(4, 'b')
  })
  const stream = begin('e3')
  const first = await Promise.race([stream, new Promise((resolve) => setTimeout(() => resolve('nothing'), 100))])
  nothing.resolve()
  expect(first).not.toBe('nothing')
})
