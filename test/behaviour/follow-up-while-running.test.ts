import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StartInput } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { turnsOf } from '../support/fake-provider/turns.ts'
import { readLog } from '../support/follow.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'
const whileRunning = ['QUEUE', 'INTERRUPT', 'BRANCH'] as const

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^say /, (call) => {
    call.text(call.prompt.slice('say '.length))
    call.end()
  })
  fake.on(/^begin /, (call) => call.text(call.prompt.slice('begin '.length)))
  fake.on(/^flood /, (call) => {
    const timer = setInterval(() => call.text('flood '), 1)
    return call.closed.finally(() => clearInterval(timer))
  })
  const file = writeProvidersFile({ line: { person: 20 } })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

async function startAndEnd(input: StartInput): Promise<string> {
  const id = await sluice.api.start({ model, ...input })
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
  return id
}

/** One that has begun to answer and does not go on. */
async function startAndBegin(text: string, parentId?: string): Promise<{ id: string; call: FakeCall }> {
  const id = await sluice.api.start({ model, prompt: `begin ${text}`, ...(parentId && { parentId }) })
  const call = await fake.waitForCall(`begin ${text}`)
  await until('it has begun', async () => (await sluice.api.generation(id)).text === text)
  return { id, call }
}

interface Placed {
  readonly thread: { readonly id: string }
  readonly parent: { readonly id: string } | null
}

async function placeOf(id: string): Promise<Placed> {
  const query = 'query ($id: ID!) { generation(id: $id) { thread { id } parent { id } } }'
  return (await sluice.api.query<{ generation: Placed }>(query, { id })).generation
}

const statusOf = async (id: string) => (await sluice.api.generation(id)).status

test('INTERRUPT stops what it refines, at its provider too, and goes on from what that has written', async () => {
  const parent = await startAndBegin('half of it')
  const since = performance.now()
  const id = await sluice.api.start({ model, prompt: 'say it', parentId: parent.id, whileRunning: 'INTERRUPT' })
  const closedAt = await until('the socket closes', () => parent.call.closedAt)
  expect(closedAt - since).toBeLessThan(1_000)
  expect(await sluice.api.ended(parent.id)).toMatchObject({ status: 'CANCELLED', text: 'half of it' })
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', text: 'it', hold: null })
  const [question, answer = '', ...rest] = turnsOf(await fake.waitForCall('say it'))
  expect([question, ...rest]).toEqual(['user: begin half of it', 'user: say it'])
  expect(answer).toMatch(/^assistant: half of it\s.*cut off/s)
  expect(await placeOf(id)).toEqual({ ...(await placeOf(parent.id)), parent: { id: parent.id } })
})

test('INTERRUPT of one that is held: it ends at once, and what it waited for is waited for in its place', async () => {
  const first = await startAndBegin('the first')
  const heldId = await sluice.api.start({ model, prompt: 'say what is not asked', parentId: first.id })
  const interrupt = { model, prompt: 'say this instead', parentId: heldId, whileRunning: 'INTERRUPT' } as const
  const id = await sluice.api.start(interrupt)
  expect(await sluice.api.generation(heldId)).toMatchObject({ status: 'CANCELLED', hold: null, attempts: [] })
  await startAndEnd({ prompt: 'say something else meanwhile' })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'QUEUED', hold: 'PARENT' })
  expect(await statusOf(first.id)).toBe('RUNNING')

  first.call.text(' and whole')
  first.call.end()
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', text: 'this instead' })
  expect(turnsOf(await fake.waitForCall('say this instead'))).toEqual([
    'user: begin the first',
    'assistant: the first and whole',
    'user: say what is not asked',
    'user: say this instead',
  ])
  expect(fake.calls.some(({ prompt }) => prompt === 'say what is not asked')).toBe(false)
})

test('INTERRUPT 20 times at once with one key: one follow-up, one end of what it refines', async () => {
  const parent = await startAndBegin('what many interrupt')
  const input = { model, prompt: 'say once', parentId: parent.id, whileRunning: 'INTERRUPT' } as const
  const all = Array.from({ length: 20 }, () => sluice.api.start({ ...input, idempotencyKey: 'interrupt once' }))
  const [id = '', ...others] = new Set(await Promise.all(all))
  expect(others).toEqual([])
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
  const log = await readLog(sluice.api, parent.id)
  expect(log.filter(({ __typename }) => __typename === 'GenerationCancelled')).toHaveLength(1)
  expect(log.filter(({ status }) => status === 'CANCELLING')).toHaveLength(1)
  expect(await sluice.api.start({ ...input, idempotencyKey: 'interrupt once' })).toBe(id)
  expect(await readLog(sluice.api, parent.id)).toEqual(log)
})

test('INTERRUPT while tokens flow: each is stopped, and each follow-up has all of its text', async () => {
  const prompts = Array.from({ length: 10 }, (_, n) => `flood ${n}`)
  const parents = await Promise.all(prompts.map((prompt) => sluice.api.start({ model, prompt })))
  for (const id of parents) await until('tokens flow', async () => (await sluice.api.generation(id)).text !== '')
  const ids = await Promise.all(
    parents.map((parentId, n) =>
      sluice.api.start({ model, prompt: `say dry ${n}`, parentId, whileRunning: 'INTERRUPT' }),
    ),
  )
  for (const [n, id] of ids.entries()) {
    expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', text: `dry ${n}` })
    const { status, text } = await sluice.api.generation(parents[n] ?? '')
    expect(status).toBe('CANCELLED')
    const [, answer = ''] = turnsOf(await fake.waitForCall(`say dry ${n}`))
    expect(answer.startsWith(`assistant: ${text}`)).toBe(true)
  }
})

test('INTERRUPT that is refused interrupts nothing', async () => {
  const parent = await startAndBegin('what goes on')
  const idempotencyKey = randomUUID()
  const onBehalfOf = 'someone who has a full line'
  const waits = { model, prompt: 'say later', parentId: parent.id, onBehalfOf }
  const queued = await sluice.api.start({ ...waits, idempotencyKey })
  const interrupt = { ...waits, whileRunning: 'INTERRUPT' } as const
  const conflict = await sluice.api.tryStart({ ...interrupt, idempotencyKey })
  expect(conflict).toMatchObject({ __typename: 'IdempotencyConflict' })

  const others = await Promise.all(Array.from({ length: 19 }, () => sluice.api.start(waits)))
  expect(await sluice.api.tryStart(interrupt)).toMatchObject({ __typename: 'Overloaded' })
  expect(await sluice.otherApi.tryStart(interrupt)).toMatchObject({ __typename: 'NotFound' })
  for (const id of [queued, ...others]) expect(await statusOf(id)).toBe('QUEUED')
  expect(await statusOf(parent.id)).toBe('RUNNING')
  expect(parent.call.isClosed).toBe(false)
  parent.call.end()
  for (const id of [queued, ...others]) expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
})

test('BRANCH begins at once, as an alternative beside the one that runs', async () => {
  const rootId = await startAndEnd({ prompt: 'say the root' })
  const running = await startAndBegin('one way', rootId)
  const heldId = await sluice.api.start({ model, prompt: 'say that it is held', parentId: running.id })
  const ofRunning = await startAndEnd({ prompt: 'say other', parentId: running.id, whileRunning: 'BRANCH' })
  const ofHeld = await startAndEnd({ prompt: 'say third', parentId: heldId, whileRunning: 'BRANCH' })
  expect(turnsOf(await fake.waitForCall('say other'))).toEqual([
    'user: say the root',
    'assistant: the root',
    'user: say other',
  ])
  for (const id of [ofRunning, ofHeld]) {
    expect(await placeOf(id)).toEqual({ ...(await placeOf(rootId)), parent: { id: rootId } })
  }
  expect(await statusOf(running.id)).toBe('RUNNING')
  expect(await sluice.api.generation(heldId)).toMatchObject({ status: 'QUEUED', hold: 'PARENT' })
  running.call.end()
  expect(await sluice.api.ended(heldId)).toMatchObject({ status: 'SUCCEEDED' })
})

test('BRANCH beside one that refines nothing begins anew in the same thread', async () => {
  const running = await startAndBegin('from nothing')
  const id = await startAndEnd({ prompt: 'say afresh', parentId: running.id, whileRunning: 'BRANCH' })
  expect(turnsOf(await fake.waitForCall('say afresh'))).toEqual(['user: say afresh'])
  const { thread } = await placeOf(running.id)
  expect(await placeOf(id)).toEqual({ thread, parent: null })
  await sluice.api.cancel(running.id)
})

test.each(whileRunning)('%s of one that has ended, however it did, starts at once and refines it', async (choice) => {
  const parent = await startAndBegin(`what is stopped before ${choice}`)
  await sluice.api.cancel(parent.id)
  await sluice.api.ended(parent.id)
  const id = await startAndEnd({ prompt: `say after ${choice}`, parentId: parent.id, whileRunning: choice })
  expect(turnsOf(await fake.waitForCall(`say after ${choice}`))).toHaveLength(3)
  expect(await placeOf(id)).toMatchObject({ parent: { id: parent.id } })
})
