import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^endless/, (call) => call.text('so far'))
  const file = writeProvidersFile({ caps: { person: 4 }, line: { person: 3, all: 5 } })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const callsFor = (text: string) => fake.calls.filter(({ prompt }) => prompt === text).length

test('the same key and the same input: one generation, one call of the provider', async () => {
  const input = { model, prompt: 'once', idempotencyKey: randomUUID(), labels: ['a'], parameters: { temperature: 1 } }
  const first = await sluice.api.tryStart(input)
  const id = first.generation?.id ?? ''
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
  const again = await sluice.api.tryStart(input)
  expect(again).toEqual({ ...first, generation: { ...first.generation, status: 'SUCCEEDED' } })
  expect(callsFor('once')).toBe(1)
})

test('50 at once: one generation, one call, one thread', async () => {
  const input = { model, prompt: 'fifty at once', idempotencyKey: randomUUID() }
  const all = await Promise.all(Array.from({ length: 50 }, () => sluice.api.tryStart(input)))
  const ids = new Set(all.map(({ generation }) => generation?.id))
  expect(ids.size).toBe(1)
  const [id = ''] = ids
  await sluice.api.ended(id)
  expect(callsFor('fifty at once')).toBe(1)
  const { threads } = await sluice.api.query<{ threads: { edges: { node: { title: string } }[] } }>(
    '{ threads(first: 100) { edges { node { title } } } }',
  )
  expect(threads.edges.filter(({ node }) => node.title === 'fifty at once')).toHaveLength(1)
})

test('20 at once with different inputs: one starts, the others conflict', async () => {
  const idempotencyKey = randomUUID()
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) => sluice.api.tryStart({ model, prompt: `twenty ${n}`, idempotencyKey })),
  )
  expect(all.filter(({ generation }) => generation)).toHaveLength(1)
  expect(all.filter(({ code }) => code === 'IDEMPOTENCY_CONFLICT')).toHaveLength(19)
})

test.each([
  { prompt: 'other' },
  { model: 'builtin:extract' },
  { labels: ['b'] },
  { instructions: 'Be brief.' },
  { parameters: { temperature: 0 } },
  { onBehalfOf: 'someone' },
  { whileRunning: 'INTERRUPT' as const },
  { whileRunning: 'BRANCH' as const },
  { priority: 'BACKGROUND' as const },
])('the same key and another input (%o): IdempotencyConflict', async (change) => {
  const input = { model, prompt: 'first', idempotencyKey: randomUUID() }
  await sluice.api.ended(await sluice.api.start(input))
  const refused = await sluice.api.tryStart({ ...input, ...change })
  expect(refused).toMatchObject({ __typename: 'IdempotencyConflict', code: 'IDEMPOTENCY_CONFLICT' })
})

test('what says no more than the default is the same input', async () => {
  const input = { model, prompt: 'by default', idempotencyKey: randomUUID() }
  const id = await sluice.api.start(input)
  expect(await sluice.api.start({ ...input, whileRunning: 'QUEUE', priority: 'INTERACTIVE' })).toBe(id)
})

test('the key belongs to its principal', async () => {
  const input = { model, prompt: 'two principals', idempotencyKey: randomUUID() }
  const mine = await sluice.api.start(input)
  const theirs = await sluice.otherApi.start(input)
  expect(theirs).not.toBe(mine)
  expect(await sluice.api.start(input)).toBe(mine)
})

const nobodys = (type: string) => Buffer.from(`${type}:${randomUUID()}`).toString('base64')

test.each([
  ['InvalidInput', { prompt: ' ' }],
  ['InvalidInput', { parameters: { temperature: 3 } }],
  ['ModelUnavailable', { model: 'nobody:nothing' }],
  ['NotFound', { threadId: nobodys('Thread') }],
  ['NotFound', { parentId: nobodys('Generation') }],
  ['NotFound', { spaceId: nobodys('Space') }],
])('a start refused with %s (%o) leaves no key', async (type, mistake) => {
  const input = { model, prompt: 'the second try', idempotencyKey: randomUUID() }
  expect(await sluice.api.tryStart({ ...input, ...mistake })).toMatchObject({ __typename: type })
  await sluice.api.ended(await sluice.api.start(input))
})

test('a full line refuses with Overloaded and leaves no key; a repeat still finds its generation', async () => {
  const running: string[] = []
  for (const prompt of [1, 2, 3, 4].map((n) => `endless ${n}`)) {
    running.push(await sluice.api.start({ model, prompt }))
    await fake.waitForCall(prompt)
  }
  const inputs = [1, 2, 3].map((n) => ({ model, prompt: `in line ${n}`, idempotencyKey: randomUUID() }))
  const waiting = await Promise.all(inputs.map((input) => sluice.api.start(input)))

  const tooMany = { model, prompt: 'too many', idempotencyKey: randomUUID() }
  expect(await sluice.api.tryStart(tooMany)).toMatchObject({ __typename: 'Overloaded', code: 'OVERLOADED' })
  expect(await Promise.all(inputs.map((input) => sluice.api.start(input)))).toEqual(waiting)
  expect(await sluice.otherApi.tryStart(tooMany)).toMatchObject({ __typename: 'StartGenerationSuccess' })

  for (const id of running) await sluice.api.cancel(id)
  for (const id of waiting) await sluice.api.ended(id)
  await sluice.api.ended(await sluice.api.start(tooMany))
})

test('a key outlives a kill of everything', async () => {
  const input = { model, prompt: 'kept', idempotencyKey: randomUUID() }
  const id = await sluice.api.start(input)
  await sluice.api.ended(id)
  await sluice.restart('SIGKILL')
  expect(await sluice.api.start(input)).toBe(id)
  expect(callsFor('kept')).toBe(1)
})
