import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { sentences } from '../support/sentences.ts'
import { subscribe } from '../support/subscribe.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^say and wait/, (call) => call.text('so far'))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_BUILTIN_RATE: '100' })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** A stream as it comes over the wire, for as long as `signal` allows. */
function open(variables: object, { signal = AbortSignal.timeout(5_000) } = {}): Promise<Response> {
  const query =
    'subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) { __typename cursor } }'
  return fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    signal,
  })
}

/** A generation that has said something and waits, and the cursor of its last event. */
async function waiting(): Promise<{ id: string; cursor: string }> {
  const id = await sluice.api.start({ model, prompt: 'say and wait' })
  for await (const { __typename: type, cursor, text } of sluice.api.watch(id)) {
    if (type === 'TextDelta' || text === 'so far') return { id, cursor }
  }
  throw new Error('It ended')
}

test('the headers keep proxies from holding it back, changing it and keeping it', async () => {
  const id = await sluice.api.start({ prompt: sentences(1) })
  const { status, headers, body } = await open({ id })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(headers.get('cache-control')).toBe('no-cache')
  expect(headers.get('x-accel-buffering')).toBe('no')
  expect(headers.get('content-length')).toBeNull()
  expect(headers.get('content-encoding') ?? 'none').toBe('none')
  await body?.cancel()
})

test('every event is a frame of its own, and the stream says that it is complete', async () => {
  const id = await sluice.api.start({ prompt: sentences(1) })
  await sluice.api.ended(id)
  const text = await (await open({ id, after: 'e0' })).text()
  const frames = text.split('\n\n').filter((frame) => frame !== '' && !frame.startsWith(':'))
  expect(frames.at(-1)).toMatch(/^event: complete/)
  for (const frame of frames.slice(0, -1)) expect(frame).toMatch(/^event: next\ndata: \{.*\}$/)
  expect(frames.at(-2)).toContain('"GenerationSucceeded"')
})

test('it begins at once, even when there is nothing new to tell', async () => {
  const { id, cursor } = await waiting()
  const left = new AbortController()
  const askedAt = performance.now()
  const response = await open(
    { id, after: cursor },
    { signal: AbortSignal.any([left.signal, AbortSignal.timeout(2_000)]) },
  )
  expect(response.status).toBe(200)
  expect(performance.now() - askedAt).toBeLessThan(1_000)
  left.abort()
  await sluice.api.cancel(id)
})

describe('soFar', () => {
  const document = `subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) {
    __typename seq cursor ... on GenerationSnapshot { text } ... on TextDelta { text soFar } } }`
  type Seen = SeenEvent & { readonly soFar?: string }
  const watch = (id: string, after?: string) =>
    subscribe<Seen>({ url: sluice.url, token }, document, { id, ...(after !== undefined && { after }) })

  test('adds up from a snapshot, wherever that stands', async () => {
    const id = await sluice.api.start({ prompt: sentences(15) })
    const look = async (skip: number) => {
      let [shown, seen] = ['', 0]
      if (skip > 0) await until('it has written', async () => (await sluice.api.generation(id)).text.length >= skip)
      for await (const { __typename: type, text = '', soFar } of watch(id)) {
        shown = type === 'GenerationSnapshot' ? text : shown + text
        if (soFar !== undefined) seen += 1
        if (soFar !== undefined) expect(soFar).toBe(shown)
      }
      return { shown, seen }
    }
    const [early, late] = await Promise.all([look(0), look(100)])
    const { text } = await sluice.api.generation(id)
    expect([early.shown, late.shown]).toEqual([text, text])
    expect(early.seen).toBeGreaterThan(late.seen)
    expect(late.seen).toBeGreaterThan(0)
  })

  test('is whole from any cursor, while it runs and afterwards', async () => {
    const id = await sluice.api.start({ prompt: sentences(3) })
    const live: Seen[] = []
    for await (const event of watch(id, 'e0')) live.push(event)
    const texts = new Map(live.flatMap(({ seq, soFar }) => (soFar === undefined ? [] : [[seq, soFar]])))
    expect([...texts.values()].at(-1)).toBe((await sluice.api.generation(id)).text)
    for (const { cursor } of live.filter((_, n) => n % 7 === 3)) {
      for await (const { seq, soFar } of watch(id, cursor)) if (soFar !== undefined) expect(soFar).toBe(texts.get(seq))
    }
  })

  test('begins anew where the text did', async () => {
    let calls = 0
    fake.on('twice', (call) => {
      calls += 1
      call.text(calls === 1 ? 'lost' : 'found')
      if (calls > 1) call.end()
    })
    const id = await sluice.api.start({ model, prompt: 'twice' })
    await until('it has written', async () => (await sluice.api.generation(id)).text === 'lost')
    await sluice.killWorker()
    await sluice.api.ended(id)
    const seen: Seen[] = []
    for await (const event of watch(id, 'e0')) seen.push(event)
    expect(seen.flatMap(({ soFar }) => soFar ?? [])).toEqual(['lost', 'found'])
    const restarted = seen.find(({ __typename: type }) => type === 'Restarted')
    for await (const { soFar } of watch(id, restarted?.cursor)) if (soFar !== undefined) expect(soFar).toBe('found')
  })
})

test('an event leads to its generation, and says when it was', async () => {
  const startedAt = Date.now()
  const id = await sluice.api.start({ prompt: sentences(1) })
  const document = `subscription ($id: ID!) { generationEvents(id: $id, after: "e0") {
    __typename at generation { id model thread { title } } ...Last } }
    fragment Last on GenerationEvent { ... on GenerationSucceeded { finishReason generation { status text } } }`
  interface Event {
    readonly __typename: string
    readonly at: string
    readonly generation: { id: string; model: string; thread: { title: string }; status?: string }
  }
  const seen: Event[] = []
  for await (const event of subscribe<Event>({ url: sluice.url, token }, document, { id })) seen.push(event)
  for (const { at, generation } of seen) {
    expect(Math.abs(Date.parse(at) - startedAt)).toBeLessThan(10_000)
    expect(generation).toMatchObject({ id, model: 'builtin:extract' })
  }
  expect(seen.at(-1)).toMatchObject({ finishReason: 'STOP', generation: { status: 'SUCCEEDED' } })
})

test('a stream that would ask for too much with every event is refused', async () => {
  const id = await sluice.api.start({ prompt: sentences(1) })
  const page = (inner: string) => `thread { generations(first: 100) { edges { node { ${inner} } } } }`
  const document = `subscription ($id: ID!) { generationEvents(id: $id) { seq generation { ${page(page('text'))} } } }`
  const seen: unknown[] = []
  const watch = async () => {
    for await (const event of subscribe({ url: sluice.url, token }, document, { id })) seen.push(event)
  }
  await expect(watch()).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect(seen).toEqual([])
})

test('those who leave, whenever they do, are no fault', async () => {
  const { id, cursor } = await waiting()
  const before = sluice.web.output().length
  const leavers = Array.from({ length: 20 }, async (_, n) => {
    const signal = AbortSignal.timeout(n * 10)
    const response = await open({ id, ...(n % 2 && { after: cursor }) }, { signal })
    await response.text()
  })
  const ends = await Promise.allSettled(leavers)
  expect(ends.filter(({ status }) => status === 'fulfilled')).toEqual([])
  await sluice.api.cancel(id)
  await sluice.api.ended(id)
  expect(sluice.web.output().slice(before)).toBe('')
})
