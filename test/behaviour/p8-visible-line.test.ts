import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ApiClient, StartInput } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { screenOf } from '../support/follow.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'
import { startAndWatch, type Watched } from '../support/watched.ts'

const narrow = 'one:fake-model'
const ownCap = 12

let fake: FakeProvider
let sluice: Deployment
/** Calls that wait to be ended, by prompt. */
let open: Map<string, () => void>
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: waitToBeEnded })
  const provider = (name: string, cap: number) => ({ name, baseUrl: fake.openaiBaseUrl, cap })
  const file = writeProvidersFile({
    providers: [provider('one', 50), provider('small', 2), provider('failing', 50), provider('limiting', 50)],
    models: [{ id: narrow, cap: 2 }],
    caps: { person: ownCap },
  })
  sluice = await deploy({ SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

let left: AbortController
beforeEach(() => {
  open = new Map()
  left = new AbortController()
  return async () => {
    left.abort()
    for (const api of [sluice.api, sluice.otherApi]) await cancelAll(api)
  }
})

async function cancelAll(api: ApiClient): Promise<void> {
  const document =
    '{ generations(first: 100, filter: { status: [QUEUED, RUNNING, CANCELLING] }) { edges { node { id } } } }'
  await until('nothing goes on', async () => {
    const { generations } = await api.query<{ generations: { edges: { node: { id: string } }[] } }>(document)
    for (const { node } of generations.edges) await api.cancel(node.id)
    return generations.edges.length === 0
  })
}

async function waitToBeEnded(call: FakeCall): Promise<void> {
  if (!call.prompt.startsWith('at once')) {
    const { promise, resolve } = Promise.withResolvers<void>()
    open.set(call.prompt, resolve)
    await promise
  }
  call.text('Hello.')
  call.end()
}

async function end(prompt: string): Promise<void> {
  const resolve = await until(`${prompt} is asked`, () => open.get(prompt))
  open.delete(prompt)
  resolve()
}

function startWatched(input: StartInput, api: ApiClient = sluice.api): Promise<Watched> {
  return startAndWatch(api, { model: narrow, ...input }, left.signal)
}

/** Fills a model with ones that run until they are ended. */
async function run(model: string, ...prompts: string[]): Promise<void> {
  for (const prompt of prompts) await sluice.api.start({ model, prompt })
  await until('they are asked', () => prompts.every((prompt) => open.has(prompt)))
}

test('everyone is told their place, and each that ends brings those behind it forward', {
  timeout: 60_000,
}, async () => {
  await run(narrow, 'a1', 'a2')
  const a3 = await startWatched({ prompt: 'a3' })
  const a4 = await startWatched({ prompt: 'a4' })
  const b1 = await startWatched({ prompt: 'b1' }, sluice.otherApi)
  const b2 = await startWatched({ prompt: 'b2' }, sluice.otherApi)
  const reason = { reason: 'MODEL_CAP', running: 2, cap: 2 }
  const stand = async (...line: Watched[]) => {
    for (const [ahead, each] of line.entries()) await each.stands({ ahead, position: ahead + 1, ...reason })
  }
  await stand(b1, b2, a3, a4) // A has two at work, so B goes first
  const asked = await sluice.otherApi.query(
    '{ generations(first: 2) { edges { node { queue { position ahead reason running cap } } } } }',
  )
  const inLists = [1, 0].map((ahead) => ({ node: { queue: { position: ahead + 1, ahead, ...reason } } }))
  expect(asked).toEqual({ generations: { edges: inLists } })
  const before = a4.moves.length
  const from = performance.now()
  await until('three looks are over', () => performance.now() - from > 3_500)
  expect(a4.moves).toHaveLength(before)

  await end('a1') // b1 is taken: each has one at work, and of A one has just ended
  await stand(b2, a3, a4)
  await end('a2') // A has none at work, so a3 is taken
  await stand(b2, a4)
  await end('b1')
  await stand(a4)
  for (const prompt of ['a3', 'b2', 'a4']) await end(prompt)
  for (const watched of [a3, a4, b1, b2]) {
    await until('it ends', () => watched.events.at(-1)?.__typename === 'GenerationSucceeded')
    const types = watched.events.map(({ __typename }) => __typename)
    expect(types.lastIndexOf('QueueMoved')).toBeLessThan(types.indexOf('StatusChanged'))
    expect(watched.moves.every(({ seq }) => seq === 1)).toBe(true)
    expect(screenOf(watched.events)).toMatchObject({ text: 'Hello.', ended: 'GenerationSucceeded' })
  }
})

describe('the reason', () => {
  test('own cap', async () => {
    await run('one:wide', ...Array.from({ length: ownCap }, (_, n) => `own ${n}`))
    const waiting = await startWatched({ model: 'one:wide', prompt: 'one too many' })
    await waiting.stands({ reason: 'OWN_CAP', running: ownCap, cap: ownCap, position: 1, etaMs: null })
  })

  test('provider cap', async () => {
    await run('small:m', 's1', 's2')
    const waiting = await startWatched({ model: 'small:m', prompt: 'w' }, sluice.otherApi)
    await waiting.stands({ reason: 'PROVIDER_CAP', running: 2, cap: 2, ahead: 0, position: 1 })
  })

  test('background work, for its half', async () => {
    const first = await startWatched({ model: 'small:m', prompt: 'first', priority: 'BACKGROUND' })
    const second = await startWatched({ model: 'small:m', prompt: 'second', priority: 'BACKGROUND' })
    await second.stands({ reason: 'BACKGROUND_SHARE', running: 1, cap: 1, position: 1 })
    await end('first')
    await end('second')
    for (const each of [first, second]) expect(await sluice.api.ended(each.id)).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('an open breaker, until when it is tried again', { timeout: 60_000 }, async () => {
    fake.on(/^fail/, (call) => call.status(500))
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, n) => sluice.api.start({ model: 'failing:m', prompt: `fail ${n}` })),
    )
    await until('it is left alone', async () => (await seeModel('failing:fake-model')).provider?.isBreakerOpen)
    for (const id of ids) await sluice.api.cancel(id)
    const waiting = await startWatched({ model: 'failing:m', prompt: 'fail no more' })
    const { etaMs } = await waiting.stands({ reason: 'BREAKER', cap: 0, position: 1 })
    expect(etaMs).toBeGreaterThan(0)
    expect(etaMs).toBeLessThanOrEqual(5_000)
  })

  test('a retry, until its time', async () => {
    fake.on('limited', (call) => call.status(429, { headers: { 'retry-after': '8' } }))
    const waiting = await startWatched({ model: 'limiting:m', prompt: 'limited' })
    const { etaMs } = await waiting.stands({ reason: 'RETRY', position: null, ahead: null, running: null, cap: null })
    expect(etaMs).toBeGreaterThan(3_000)
    expect(etaMs).toBeLessThanOrEqual(8_000)
  })

  test('the parent, nobody knows until when', async () => {
    const parentId = await sluice.api.start({ model: 'one:wide', prompt: 'parent' })
    const waiting = await startWatched({ model: 'one:wide', prompt: 'child', parentId })
    await waiting.stands({ reason: 'PARENT', position: null, ahead: null, etaMs: null, running: null, cap: null })
    await end('parent')
    await end('child')
    await until('it ends', () => waiting.events.at(-1)?.__typename === 'GenerationSucceeded')
  })
})

interface ModelsSeen {
  readonly models: {
    name: string
    running: number
    cap: number | null
    isBreakerOpen: boolean
    models: { id: string; freeSlots: number | null; recent: { samples: number; totalMs: { p50: number } } | null }[]
  }[]
}

const modelsDocument = `{ models { name running cap isBreakerOpen models {
  id freeSlots recent { samples firstTokenMs { p50 p90 } totalMs { p50 p90 } } } } }`

async function seeModel(id: string) {
  const { models } = await sluice.api.query<ModelsSeen>(modelsDocument)
  const provider = models.find(({ name }) => id.startsWith(`${name}:`))
  return { provider, model: provider?.models.find((each) => each.id === id) }
}

test('an estimate and times are shown from five answers on, free slots and caps as they are', {
  timeout: 60_000,
}, async () => {
  const model = 'one:fake-model-large'
  const answers = async (count: number) => {
    for (let n = 0; n < count; n += 1) await sluice.api.ended(await sluice.api.start({ model, prompt: `at once ${n}` }))
  }
  const setCap = (name: string, scope: string, cap: number | null) =>
    sluice.api.query('mutation ($input: SetCapInput!) { setCap(input: $input) { __typename } }', {
      input: { name, scope, cap },
    })
  await answers(4)
  await setCap(model, 'MODEL', 2)
  await setCap('one', 'PROVIDER', 9)
  expect(await seeModel(model)).toMatchObject({
    provider: { running: 0, cap: 9, isBreakerOpen: false },
    model: { freeSlots: 2, recent: null },
  })
  await run(model, 'r1', 'r2')
  const early = await startWatched({ model, prompt: 'early' })
  await early.stands({ reason: 'MODEL_CAP', running: 2, cap: 2, etaMs: null })
  expect(await seeModel(model)).toMatchObject({ provider: { running: 2 }, model: { freeSlots: 0 } })
  await end('r1')
  await end('r2')
  await end('early')
  await until('all have ended', async () => (await seeModel(model)).provider?.running === 0)
  const seen = await seeModel(model)
  expect(seen.model).toMatchObject({ freeSlots: 2, recent: { samples: 7 } })
  expect(seen.model?.recent?.totalMs.p50).toBeGreaterThan(0)

  await run(model, 'r3', 'r4')
  const late = await startWatched({ model, prompt: 'late' })
  const told = await until('an estimate', () => late.moves.findLast(({ etaMs }) => typeof etaMs === 'number'))
  expect(told).toMatchObject({ reason: 'MODEL_CAP', ahead: 0 })
  await setCap(model, 'MODEL', null)
  await setCap('one', 'PROVIDER', null)
})

// On PGlite the process that serves people is the only one, and serves all providers.
if (databaseKind === 'postgres') {
  test('without a worker, that there is none', async () => {
    await sluice.worker.end('SIGTERM')
    const waiting = await startWatched({ prompt: 'nobody comes' })
    await waiting.stands({ reason: 'NO_WORKER', position: 1, ahead: 0, etaMs: null, running: null, cap: null })
  })
}
