import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StartInput } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { turnsOf } from '../support/fake-provider/turns.ts'
import { follow } from '../support/follow.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^say /, (call) => {
    call.text(call.prompt.slice('say '.length))
    call.end()
  })
  fake.on(/^begin /, (call) => call.text(call.prompt.slice('begin '.length)))
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    ANTHROPIC_BASE_URL: fake.anthropicBaseUrl,
    OLLAMA_HOST: fake.ollamaHost,
    SLUICE_LEASE_MS: quietLeaseMs,
  })
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
async function startAndBegin(text: string): Promise<{ id: string; call: FakeCall }> {
  const id = await sluice.api.start({ model, prompt: `begin ${text}` })
  const call = await fake.waitForCall(`begin ${text}`)
  await until('it has begun', async () => (await sluice.api.generation(id)).text === text)
  return { id, call }
}

async function threadOf(id: string): Promise<{ thread: { id: string }; parent: { id: string } | null }> {
  const query = 'query ($id: ID!) { generation(id: $id) { thread { id } parent { id } } }'
  return (await sluice.api.query<{ generation: Awaited<ReturnType<typeof threadOf>> }>(query, { id })).generation
}

test.each(['openai:fake-model', 'anthropic:fake-model', 'ollama:fake-model'])(
  '%s gets the turns before, of its own branch alone, in the same thread',
  async (model) => {
    const parentId = await startAndEnd({ model, prompt: `say one to ${model}` })
    const childId = await startAndEnd({ model, prompt: `say two to ${model}`, parentId })
    await startAndEnd({ model, prompt: `say another two to ${model}`, parentId })
    const lastId = await startAndEnd({ model, prompt: `say three to ${model}`, parentId: childId })

    const before = [`user: say one to ${model}`, `assistant: one to ${model}`, `user: say two to ${model}`]
    expect(turnsOf(await fake.waitForCall(`say two to ${model}`))).toEqual(before)
    expect(turnsOf(await fake.waitForCall(`say three to ${model}`))).toEqual([
      ...before,
      `assistant: two to ${model}`,
      `user: say three to ${model}`,
    ])
    const { thread } = await threadOf(parentId)
    expect(await threadOf(lastId)).toEqual({ thread, parent: { id: childId } })
  },
)

test('in the same thread without a parent it begins anew', async () => {
  const { thread } = await threadOf(await startAndEnd({ prompt: 'say first' }))
  const id = await startAndEnd({ prompt: 'say afresh', threadId: thread.id })
  expect(turnsOf(await fake.waitForCall('say afresh'))).toEqual(['user: say afresh'])
  expect(await threadOf(id)).toEqual({ thread, parent: null })
})

test('an answer that was cut off is marked as such', async () => {
  const { id: parentId } = await startAndBegin('half of it')
  await sluice.api.cancel(parentId)
  await sluice.api.ended(parentId)
  await startAndEnd({ prompt: 'say the rest', parentId })
  const [question, answer = '', ...rest] = turnsOf(await fake.waitForCall('say the rest'))
  expect([question, ...rest]).toEqual(['user: begin half of it', 'user: say the rest'])
  expect(answer).toMatch(/^assistant: half of it\s.*cut off/s)
})

test('while what it refines runs it is held; it starts with the whole answer when that has succeeded', async () => {
  const { id: parentId, call } = await startAndBegin('the first half')
  const id = await sluice.api.start({ model, prompt: 'say the second', parentId })
  const grandchildId = await sluice.api.start({ model, prompt: 'say the third', parentId: id })
  const watching = follow(sluice.api, id)
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'QUEUED', hold: 'PARENT', attempts: [] })
  expect(await sluice.api.generation(grandchildId)).toMatchObject({ status: 'QUEUED', hold: 'PARENT' })
  await startAndEnd({ prompt: 'say something else meanwhile' })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'QUEUED', hold: 'PARENT' })

  call.text(' and the other')
  call.end()
  expect(await watching).toMatchObject({ text: 'the second', ended: 'GenerationSucceeded' })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'SUCCEEDED', hold: null })
  const turns = turnsOf(await fake.waitForCall('say the second'))
  expect(turns).toContain('assistant: the first half and the other')
  expect(await sluice.api.ended(grandchildId)).toMatchObject({ status: 'SUCCEEDED', text: 'the third' })
  expect(turnsOf(await fake.waitForCall('say the third'))).toHaveLength(5)
})

test.each<[string, (parent: { id: string; call: FakeCall }) => unknown, string]>([
  ['fails', ({ call }) => call.truncate(), 'FAILED'],
  ['is cancelled', ({ id }) => sluice.api.cancel(id), 'CANCELLED'],
])('when what it refines %s it fails with PARENT_FAILED, and so does what waits for it', async (name, end, status) => {
  const parent = await startAndBegin(`one that ${name}`)
  const id = await sluice.api.start({ model, prompt: `say nothing when it ${name}`, parentId: parent.id })
  const grandchildId = await sluice.api.start({ model, prompt: `say nothing when it ${name}`, parentId: id })
  const watching = follow(sluice.api, id)
  await end(parent)
  expect(await sluice.api.ended(parent.id)).toMatchObject({ status })
  const expected = { status: 'FAILED', hold: null, text: '', attempts: [], error: { code: 'PARENT_FAILED' } }
  expect(await sluice.api.ended(id)).toMatchObject(expected)
  expect(await sluice.api.ended(grandchildId)).toMatchObject(expected)
  expect(await watching).toMatchObject({ ended: 'GenerationFailed' })
  expect(fake.calls.some(({ prompt }) => prompt === `say nothing when it ${name}`)).toBe(false)
})

test('one that is held is cancelled at once', async () => {
  const { id: parentId, call } = await startAndBegin('what is not awaited')
  const id = await sluice.api.start({ model, prompt: 'say that it is over', parentId })
  expect(await sluice.api.cancel(id)).toMatchObject({ generation: { status: 'CANCELLED' } })
  call.end()
  expect(await sluice.api.ended(parentId)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await sluice.api.generation(id)).toMatchObject({ status: 'CANCELLED', hold: null })
  expect(fake.calls.some(({ prompt }) => prompt === 'say that it is over')).toBe(false)
})

test("a parent of somebody else's, or of another thread: NotFound", async () => {
  const [one, other] = [await startAndEnd({ prompt: 'say one' }), await startAndEnd({ prompt: 'say other' })]
  const theirs = await sluice.otherApi.tryStart({ model, prompt: 'say theirs', parentId: one })
  expect(theirs).toMatchObject({ __typename: 'NotFound' })
  const { thread } = await threadOf(other)
  const crossed = await sluice.api.tryStart({ model, prompt: 'say crossed', parentId: one, threadId: thread.id })
  expect(crossed).toMatchObject({ __typename: 'NotFound' })
})
