import { randomInt, randomUUID } from 'node:crypto'
import { createClient, emptyView, fold, type GenerationEvent, type SluiceClient, type StartInput } from '@sluice/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, otherToken, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { sentences } from '../support/sentences.ts'

let fake: FakeProvider
let sluice: Deployment
let client: SluiceClient
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^paced/, paced(150, 150))
  fake.on(/^brief/, paced(3, 100))
  fake.on(/^endless/, (call) => call.text('so far'))
  fake.on(/^refused/, (call) => call.status(401))
  const providers = writeProvidersFile({
    providers: [{ name: 'fake', baseUrl: fake.openaiBaseUrl, cap: 8 }],
    line: { person: 10 },
  })
  sluice = await deploy({ SLUICE_PROVIDERS: providers, SLUICE_BUILTIN_RATE: '150', SLUICE_LEASE_MS: quietLeaseMs })
  client = createClient({ url: sluice.url, token })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const model = 'fake:m'

async function onBadLine<T>(work: (client: SluiceClient, line: CuttingProxy) => Promise<T>): Promise<T> {
  const line = await startCuttingProxy(sluice.url)
  try {
    return await work(createClient({ url: line.url, token }), line)
  } finally {
    await line.close()
  }
}

async function watchAll(events: AsyncIterable<GenerationEvent>, onEvent: (event: GenerationEvent) => void = () => {}) {
  let view = emptyView
  for await (const event of events) {
    view = fold(view, event)
    onEvent(event)
  }
  return view
}

describe('watch', () => {
  const inputs: StartInput[] = [
    { model, prompt: 'paced' },
    { model: 'builtin:extract', prompt: sentences(14) },
  ]
  test.each(inputs)('cut at any byte, again and again, it gives each event once: $model', async (input) => {
    const { id } = await client.start(input)
    const watchers = Array.from({ length: 4 }, () =>
      onBadLine(async (client, line) => {
        const cuts = Array.from({ length: 12 }, () => randomInt(1, 2_500))
        line.cutAfter(cuts)
        const seqs: number[] = []
        const view = await watchAll(client.watch(id), ({ __typename, seq }) => {
          if (__typename === 'GenerationSnapshot') seqs.length = 0
          else seqs.push(seq)
        })
        return { cuts, view, seqs }
      }),
    )
    const { text } = await sluice.api.ended(id)
    for (const { cuts, view, seqs } of await Promise.all(watchers)) {
      expect(view, `cut after ${cuts.join(', ')}`).toMatchObject({ text, status: 'SUCCEEDED' })
      expect(seqs).toEqual(seqs.map((_, n) => (seqs[0] ?? 0) + n))
    }
  })

  test('goes on from where a view stands, and ends with the end however late one comes', async () => {
    const { id } = await client.start({ model, prompt: 'brief' })
    let early = emptyView
    for await (const event of client.watch(id)) {
      early = fold(early, event)
      if (early.text !== '') break
    }
    let late = early
    for await (const event of client.watch(id, { after: early.position })) late = fold(late, event)
    expect(late).toMatchObject({ text: pacedText(3), status: 'SUCCEEDED', usage: { outputTokens: 3 } })
    const repeated = await watchAll(client.watch(id, { after: late.position }))
    expect(repeated).toMatchObject({ text: '', status: 'SUCCEEDED' })
  })

  test('a server that goes away and comes back loses nothing', async () => {
    const { id } = await client.start({ model, prompt: 'paced, and the server is restarted' })
    const connections: boolean[] = []
    const watching = watchAll(client.watch(id, { onConnection: (isConnected) => connections.push(isConnected) }))
    await fake.waitForCall('paced, and the server is restarted')
    await sluice.restart('SIGTERM')
    expect(await watching).toMatchObject({ text: pacedText(150), status: 'SUCCEEDED' })
    expect(connections.length).toBeGreaterThan(2)
  })

  test('stops where it makes no sense, and says why', async () => {
    const { id } = await client.start({ model, prompt: 'brief' })
    const other = createClient({ url: sluice.url, token: otherToken })
    const stranger = createClient({ url: sluice.url, token: 'nobody' })
    await expect(watchAll(other.watch(id))).rejects.toMatchObject({ name: 'Refused', code: 'NOT_FOUND' })
    await expect(watchAll(stranger.watch(id))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await expect(watchAll(client.watch(id, { after: 'nonsense' }))).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  })
})

describe('start', () => {
  test('an answer that is lost does not start twice', async () => {
    const label = randomUUID()
    const started = await onBadLine(async (client, line) => {
      line.cutAfter([0, 10, 200])
      return client.start({ model, prompt: 'brief', labels: [label] })
    })
    const { items } = await client.generations({ label })
    expect(items.map(({ id }) => id)).toEqual([started.id])
  })

  test('says no in a way that programs understand', async () => {
    await expect(client.start({ model: 'none:such', prompt: 'x' })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
    await expect(client.start({ model, prompt: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'prompt' })
    const elsewhere = createClient({ url: `${sluice.url}/elsewhere`, token })
    await expect(elsewhere.start({ model, prompt: 'x' })).rejects.toMatchObject({ code: 'BAD_ANSWER' })
  })

  test('many: more than the line takes wait for room in it, and all of them run', async () => {
    const label = randomUUID()
    const inputs = Array.from({ length: 30 }, (_, n) => ({ model, prompt: `held ${n}`, labels: [label] }))
    const isFull = Promise.withResolvers<void>()
    fake.on(/^held/, async (call) => {
      await isFull.promise
      await paced(3, 100)(call)
    })
    const listening: typeof fetch = async (...args) => {
      const response = await fetch(...args)
      if ((await response.clone().text()).includes('"Overloaded"')) isFull.resolve()
      return response
    }
    const outcomes = await createClient({ url: sluice.url, token, fetch: listening }).startMany(inputs)
    expect(outcomes.map(({ error }) => error)).toEqual(inputs.map(() => null))
    const ids = new Set(outcomes.map(({ started }) => started?.id))
    expect(ids.size).toBe(inputs.length)
    const { items } = await client.generations({ label, first: 100 })
    expect(new Set(items.map(({ id }) => id))).toEqual(ids)
  })
})

describe('run', () => {
  test('answers the text, usage, cost and why it stopped', async () => {
    const result = await onBadLine((client, line) => {
      line.cutAfter([300, 900, 900, 900])
      return client.run({ model, prompt: 'paced run' })
    })
    const { text, usage, cost } = await client.generation(result.id)
    expect(result).toMatchObject({ text, usage, cost, finishReason: 'STOP' })
    expect(text).toBe(pacedText(150))
    expect(usage).toMatchObject({ outputTokens: 150 })
  })

  test('says how else it ended', async () => {
    await expect(client.run({ model, prompt: 'refused' })).rejects.toMatchObject({
      name: 'NotSucceeded',
      status: 'FAILED',
      code: 'PROVIDER_AUTH',
    })
    const onEvent = async (event: GenerationEvent) => {
      if (!('text' in event && event.text !== '')) return
      const { items } = await client.generations({ label: 'to be cancelled' })
      await client.cancel(items[0]?.id ?? '')
    }
    const running = client.run(
      { model, prompt: 'endless', labels: ['to be cancelled'] },
      { onEvent: (event) => void onEvent(event) },
    )
    await expect(running).rejects.toMatchObject({ status: 'CANCELLED', code: 'CANCELLED', text: 'so far' })
  })

  test('at its time limit leaves the generation running, and names it', async () => {
    const error: unknown = await client
      .run({ model, prompt: 'endless' }, { timeoutMs: 500 })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'LeftRunning', code: 'TIME_LIMIT' })
    const { generationId } = error as { generationId: string }
    expect(await client.generation(generationId)).toMatchObject({ status: 'RUNNING' })
    expect(['CANCELLING', 'CANCELLED']).toContain(await client.cancel(generationId))
  })
})

test('the JavaScript that is built for other places does the same', async () => {
  const dist = new URL('../dist/index.js', import.meta.resolve('@sluice/client')).href
  const built = (await import(dist)) as { createClient: typeof createClient }
  const { text } = await built.createClient({ url: sluice.url, token }).run({ model, prompt: 'brief' })
  expect(text).toBe(pacedText(3))
})

test('lists models, and generations page by page', async () => {
  const models = await client.models()
  expect(models.flatMap(({ models }) => models.map(({ id }) => id))).toContain('builtin:extract')
  const first = await client.generations({ first: 2 })
  const second = await client.generations({ first: 2, after: first.endCursor ?? undefined })
  expect(first.items).toHaveLength(2)
  expect(second.items.map(({ id }) => id)).not.toContain(first.items[1]?.id)
})
