import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { readLog } from '../support/follow.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'
/** One call at a time. */
const narrow = 'openai:narrow'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^endless/, paced(100_000, 100))
  fake.on(/^flood/, (call) => {
    const timer = setInterval(() => call.text('flood '), 1)
    return call.closed.finally(() => clearInterval(timer))
  })
  const file = writeProvidersFile({ models: [{ id: narrow, cap: 1 }] })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

interface CancelThread {
  readonly __typename: string
  readonly cancelled?: number
  readonly thread?: { readonly id: string }
}

async function cancelThread(id: string, api: ApiClient = sluice.api): Promise<CancelThread> {
  const document = `mutation ($id: ID!) { cancelThread(input: { id: $id }) {
    __typename ... on CancelThreadSuccess { cancelled thread { id } } ... on NotFound { code } } }`
  return (await api.query<{ cancelThread: CancelThread }>(document, { id })).cancelThread
}

/** One that runs, in a thread of its own. */
async function startThread(prompt: string): Promise<{ id: string; threadId: string }> {
  const { generation } = await sluice.api.tryStart({ model, prompt })
  if (!generation) throw new Error('it was not started')
  await fake.waitForCall(prompt)
  return { id: generation.id, threadId: generation.thread.id }
}

const success = (threadId: string, cancelled: number) => ({
  __typename: 'CancelThreadSuccess',
  cancelled,
  thread: { id: threadId },
})

test('all that runs, waits in line or is held ends as cancelled, within a second, and nothing else does', async () => {
  const other = await startThread('endless, of another thread')
  const blocker = await sluice.api.start({ model: narrow, prompt: 'endless, in the way' })
  await fake.waitForCall('endless, in the way')
  const { id, threadId } = await startThread('endless, first')
  const beside = await sluice.api.start({ model, prompt: 'endless, beside it', threadId })
  await fake.waitForCall('endless, beside it')
  const inLine = await sluice.api.start({ model: narrow, prompt: 'in line', threadId })
  const held = await sluice.api.start({ model, prompt: 'held', parentId: id })
  const heldBehind = await sluice.api.start({ model, prompt: 'held behind', parentId: held })
  const all = [id, beside, inLine, held, heldBehind]

  const since = performance.now()
  expect(await cancelThread(threadId)).toEqual(success(threadId, 5))
  for (const prompt of ['endless, first', 'endless, beside it']) {
    const call = await fake.waitForCall(prompt)
    expect((await until('the socket closes', () => call.closedAt)) - since).toBeLessThan(1_000)
  }
  for (const each of all) {
    expect(await sluice.api.ended(each)).toMatchObject({ status: 'CANCELLED', hold: null, error: null })
    const log = await readLog(sluice.api, each)
    expect(log.filter(({ __typename }) => __typename === 'GenerationCancelled')).toHaveLength(1)
  }
  expect((await sluice.api.generation(id)).text).toMatch(/^w0 /)
  expect(await cancelThread(threadId)).toEqual(success(threadId, 0))

  for (const each of [other.id, blocker]) {
    expect(await sluice.api.generation(each)).toMatchObject({ status: 'RUNNING' })
    await sluice.api.cancel(each)
    await sluice.api.ended(each)
  }
  expect(fake.calls.some(({ prompt }) => /^in line|^held/.test(prompt))).toBe(false)
})

test('while tokens flow in ten of them, and from many at once: each is stopped once', async () => {
  const { id, threadId } = await startThread('flood 0')
  const prompts = Array.from({ length: 9 }, (_, n) => `flood ${n + 1}`)
  const others = await Promise.all(prompts.map((prompt) => sluice.api.start({ model, prompt, threadId })))
  for (const prompt of prompts) await fake.waitForCall(prompt)
  await until('tokens flow', async () => (await sluice.api.generation(others[8] ?? '')).text !== '')
  const held = await Promise.all(others.map((parentId) => sluice.api.start({ model, prompt: 'held', parentId })))

  const answers = await Promise.all(Array.from({ length: 5 }, () => cancelThread(threadId)))
  expect(answers.reduce((sum, { cancelled = 0 }) => sum + cancelled, 0)).toBe(19)
  for (const each of [id, ...others, ...held]) {
    expect(await sluice.api.ended(each)).toMatchObject({ status: 'CANCELLED', error: null })
  }
})

test('where nothing goes on any more nothing is stopped, and what has ended stays as it is', async () => {
  const { id, threadId } = await startThread('hello')
  const { status, text } = await sluice.api.ended(id)
  expect(await cancelThread(threadId)).toEqual(success(threadId, 0))
  expect(await sluice.api.generation(id)).toMatchObject({ status, text })
  const again = await sluice.api.start({ model, prompt: 'hello again', threadId })
  expect(await sluice.api.ended(again)).toMatchObject({ status: 'SUCCEEDED' })
})

test("somebody else's, or none at all: NotFound, and it goes on", async () => {
  const { id, threadId } = await startThread('endless, and not theirs')
  const notFound = { __typename: 'NotFound', code: 'NOT_FOUND' }
  expect(await cancelThread(threadId, sluice.otherApi)).toEqual(notFound)
  const nobodys = Buffer.from(`Thread:${randomUUID()}`).toString('base64')
  for (const none of [id, nobodys, 'nonsense']) expect(await cancelThread(none)).toEqual(notFound)
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'RUNNING' })
  expect(await cancelThread(threadId)).toEqual(success(threadId, 1))
  await sluice.api.ended(id)
})
