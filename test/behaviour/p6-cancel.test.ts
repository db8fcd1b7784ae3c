import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApiClient, type SeenEvent } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { emptyScreen, show } from '../support/fold.ts'
import { readLog, screenOf } from '../support/follow.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { sentences } from '../support/sentences.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^endless/, paced(100_000, 100))
  fake.on(/^no headers/, () => {})
  fake.on(/^thinking/, (call) => call.thinking('Let me see. '))
  fake.on(/^flood/, (call) => {
    const timer = setInterval(() => {
      for (let n = 0; n < 200; n += 1) call.text('flood ')
    }, 5)
    return call.closed.finally(() => clearInterval(timer))
  })
  const file = writeProvidersFile({ caps: { person: 2 }, models: [{ id: model, price: { input: 1, output: 10 } }] })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_PROVIDERS: file,
    SLUICE_BUILTIN_RATE: '20',
    SLUICE_LEASE_MS: quietLeaseMs,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** The provider's socket closes, and how long that took from `since`, a time of `performance.now()`. */
async function msUntilClosed(call: FakeCall, since: number): Promise<number> {
  return (await until('the socket closes', () => call.closedAt)) - since
}

test.each(['endless', 'flood', 'thinking', 'no headers'])(
  'one that runs (%s): the socket of the provider closes within a second, and then nothing follows',
  async (prompt) => {
    const id = await sluice.api.start({ model, prompt })
    const call = await fake.waitForCall(prompt)
    const seen: { event: SeenEvent; at: number }[] = []
    const watching = (async () => {
      for await (const event of sluice.api.watch(id)) seen.push({ event, at: performance.now() })
    })()
    if (prompt === 'endless' || prompt === 'flood') await hasText(id)

    const since = performance.now()
    const answer = await sluice.api.cancel(id)
    expect(answer.__typename).toBe('CancelGenerationSuccess')
    expect(['CANCELLING', 'CANCELLED']).toContain(answer.generation?.status)
    expect(await msUntilClosed(call, since)).toBeLessThan(1_000)
    expect(call.isAbandoned).toBe(true)

    const { status, text } = await sluice.api.ended(id)
    await watching
    expect(status).toBe('CANCELLED')
    const screen = seen.map(({ event }) => event).reduce(show, emptyScreen)
    expect(screen).toMatchObject({ text, ended: 'GenerationCancelled' })
    // Nobody reads "cancelled" while tokens still flow; 50 ms for the news of the closed socket to get here.
    expect(seen.at(-1)?.at).toBeGreaterThan((call.closedAt ?? Infinity) - 50)
    expect(screenOf(await readLog(sluice.api, id)).text).toBe(text)
  },
)

async function hasText(id: string): Promise<void> {
  for await (const event of sluice.api.watch(id)) {
    if (event.__typename === 'TextDelta' || (event.__typename === 'GenerationSnapshot' && event.text)) return
  }
}

test('the partial text, its usage and its cost are kept', async () => {
  const prompt = 'endless, and paid for'
  const id = await sluice.api.start({ model, prompt })
  await hasText(id)
  await sluice.api.cancel(id)
  const { text, usage, cost, attempts, error } = await sluice.api.ended(id)
  expect(text).toMatch(/^w0 /)
  expect(usage).toMatchObject({ isEstimated: true })
  expect(usage?.inputTokens).toBeGreaterThan(0)
  expect(usage?.outputTokens).toBeGreaterThan(0)
  expect(Number(cost)).toBeCloseTo(((usage?.inputTokens ?? 0) + 10 * (usage?.outputTokens ?? 0)) / 1_000_000, 9)
  expect(Number(cost)).toBeGreaterThan(0)
  expect(attempts).toMatchObject([{ number: 1, outcome: 'CANCELLED' }])
  expect(error).toBeNull()
})

test('one in line: cancelled at once, and the provider never hears of it', async () => {
  const running = await Promise.all(
    ['endless 1', 'endless 2'].map(async (prompt) => {
      const id = await sluice.api.start({ model, prompt })
      await fake.waitForCall(prompt)
      return id
    }),
  )
  const id = await sluice.api.start({ model, prompt: 'in line' })
  const live: SeenEvent[] = []
  const watching = (async () => {
    for await (const event of sluice.api.watch(id)) live.push(event)
  })()
  expect((await sluice.api.generation(id)).status).toBe('QUEUED')
  expect(await sluice.api.cancel(id)).toMatchObject({ generation: { status: 'CANCELLED' } })
  await watching
  expect(live.at(-1)?.__typename).toBe('GenerationCancelled')
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'CANCELLED', text: '', attempts: [], cost: null })

  for (const each of running) await sluice.api.cancel(each)
  for (const each of running) await sluice.api.ended(each)
  await sluice.api.ended(await sluice.api.start({ model, prompt: 'after it in line' }))
  expect(fake.calls.some(({ prompt }) => prompt === 'in line')).toBe(false)
})

test('twice, and from many at once, is harmless', async () => {
  const id = await sluice.api.start({ model, prompt: 'endless, stopped by many' })
  await hasText(id)
  const answers = await Promise.all(Array.from({ length: 10 }, () => sluice.api.cancel(id)))
  expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['CancelGenerationSuccess']))
  await sluice.api.ended(id)
  const log = await readLog(sluice.api, id)
  expect(log.filter(({ status }) => status === 'CANCELLING').length).toBeLessThanOrEqual(1)
  expect(await sluice.api.cancel(id)).toMatchObject({ generation: { status: 'CANCELLED' } })
  expect(await readLog(sluice.api, id)).toEqual(log)
})

test('after the end: the answer is how it ended', async () => {
  const id = await sluice.api.start({ model, prompt: 'hello' })
  const { status, text } = await sluice.api.ended(id)
  expect(await sluice.api.cancel(id)).toMatchObject({ generation: { status } })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'SUCCEEDED', text })
})

test("someone else's: NotFound, and it goes on", async () => {
  const id = await sluice.api.start({ model, prompt: 'endless, and not theirs' })
  const call = await fake.waitForCall('endless, and not theirs')
  expect(await sluice.otherApi.cancel(id)).toEqual({ __typename: 'NotFound' })
  expect(await sluice.otherApi.cancel('nonsense')).toEqual({ __typename: 'NotFound' })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'RUNNING' })
  expect(call.isClosed).toBe(false)
  await sluice.api.cancel(id)
  await sluice.api.ended(id)
})

test('builtin stops too', async () => {
  const id = await sluice.api.start({ prompt: sentences(100) })
  await hasText(id)
  const since = performance.now()
  await sluice.api.cancel(id)
  const { status, text } = await sluice.api.ended(id)
  expect(performance.now() - since).toBeLessThan(1_000)
  expect(status).toBe('CANCELLED')
  expect(text).not.toBe('')
})

if (databaseKind === 'postgres') {
  test('through a replica that does not own it', async () => {
    const second: SluiceProcess = await startProcess({ ...sluice.env, SLUICE_ROLE: 'web' })
    try {
      const id = await sluice.api.start({ model, prompt: 'endless, and far away' })
      const call = await fake.waitForCall('endless, and far away')
      const since = performance.now()
      await makeApiClient(second.url, token).cancel(id)
      expect(await msUntilClosed(call, since)).toBeLessThan(1_000)
      expect((await sluice.api.ended(id)).status).toBe('CANCELLED')
    } finally {
      await second.end('SIGKILL')
    }
  })
}
