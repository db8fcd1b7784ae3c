import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { budgetOf, setBudget, startBudgeted } from '../support/budgets.ts'
import { change, idOf, model, type SpacePeople, setUpSpace, share, watchBeside } from '../support/space-people.ts'
import { until } from '../support/until.ts'

const failing = 'openai:failing'
const cheap = 'openai:cheap'

let people: SpacePeople
let admin: ApiClient
/** Owns the space, and administers nothing. */
let olga: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let spaceId: string
beforeAll(async () => {
  people = await setUpSpace([{ id: failing, retry: { retries: 0 }, fallback: [model, cheap] }])
  ;({ owner: admin, staff, partner, stranger, spaceId } = people)
  olga = (await people.letIn('Olga', 'OWNER')).api
  people.fake.on(/^falls back/, (call) => {
    if (call.request['model'] === 'failing') return call.status(500)
    call.text('Hello.')
    call.end()
  })
})
afterAll(() => people.stop())

const start = (api: ApiClient, prompt: string, more: object = {}) =>
  startBudgeted(api, { model, prompt, spaceId, idempotencyKey: randomUUID(), ...more })

const started = { __typename: 'StartGenerationSuccess' }

interface Approval {
  readonly id: string
  readonly askedBy: string
  readonly model: string
  readonly tokens: number
  readonly cost: string | null
  readonly generation: { readonly prompt: string } | null
}

async function approvalsOf(api: ApiClient): Promise<readonly Approval[]> {
  const document = '{ approvals { id askedBy model tokens cost generation { prompt } } }'
  return (await api.query<{ approvals: Approval[] }>(document)).approvals
}

describe('at the limit of a budget that asks for approval', () => {
  beforeAll(async () => {
    const budget = { scope: 'SPACE', subject: spaceId, limit: '0', action: 'APPROVAL' }
    expect(await setBudget(olga, budget)).toBe('FORBIDDEN') // what a space may use administrators say
    expect(await setBudget(admin, budget)).toBe('SetBudgetSuccess')
  })
  afterAll(async () => {
    expect(await setBudget(admin, { scope: 'SPACE', subject: spaceId })).toBe('SetBudgetSuccess')
  })

  test('a start waits and says so, and nobody but an owner may say yes', async () => {
    const { generation } = await start(partner, 'please')
    expect(generation).toMatchObject({ status: 'QUEUED', hold: 'APPROVAL' })
    const id = generation?.id ?? ''
    const watching = watchBeside(partner, id)
    await until('the watcher is told', () => watching.events.some((event) => event.reason === 'APPROVAL'))
    const queue = 'query ($id: ID!) { generation(id: $id) { queue { reason position } } }'
    expect(await partner.query(queue, { id })).toEqual({
      generation: { queue: { reason: 'APPROVAL', position: null } },
    })

    for (const api of [staff, partner]) {
      expect(await approvalsOf(api)).toEqual([])
      expect(await change(api, 'approveGeneration', { id })).toMatchObject({ code: 'NOT_FOUND' })
    }
    await partner.cancel(id)
    await watching.end
  })

  test('an owner sees who asks for what, but not in threads that are not shared', async () => {
    const { generation } = await start(partner, 'may I')
    const id = generation?.id ?? ''
    const mine = async () => (await approvalsOf(olga)).find((each) => each.id === id)
    expect(await mine()).toMatchObject({ askedBy: 'Pam', model, generation: null })
    expect((await mine())?.tokens).toBeGreaterThan(8_192)
    expect(Number((await mine())?.cost)).toBeGreaterThan(8)
    expect(await change(olga, 'approveGeneration', { id })).toMatchObject({ __typename: 'ApproveGenerationSuccess' })
    expect(await partner.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
    const call = people.fake.calls.find(({ prompt }) => prompt === 'may I')
    expect(call?.request['max_output_tokens']).toBe(8_192) // what was reserved is what the model may write
    expect(await mine()).toBe(undefined)
    expect(Number((await budgetOf(olga))?.used)).toBeGreaterThan(0)
    expect(await change(olga, 'approveGeneration', { id })).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an owner who says no ends it, and whoever started it may too', async () => {
    const [declined, cancelled, shared] = [
      await start(staff, 'no 1'),
      await start(staff, 'no 2'),
      await start(staff, 'no 3'),
    ].map(({ generation }) => generation?.id ?? '')
    expect(await change(staff, 'declineGeneration', { id: declined })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await change(olga, 'declineGeneration', { id: declined })).toMatchObject({
      __typename: 'DeclineGenerationSuccess',
    })
    await staff.cancel(cancelled ?? '')
    const { generation } = await staff.query<{ generation: { thread: { id: string } } }>(
      'query ($id: ID!) { generation(id: $id) { thread { id } } }',
      { id: shared },
    )
    await share(staff, generation.thread.id, 'SPACE')
    await olga.cancel(shared ?? '')
    for (const id of [declined, cancelled, shared]) {
      expect(await staff.generation(id ?? '')).toMatchObject({ status: 'CANCELLED', hold: null })
    }
  })

  test('what was not answered runs by itself once there is room, with what it refines', async () => {
    const beyond =
      (await start(staff, 'no room ever', { parameters: { maxOutputTokens: 1_000_000 } })).generation?.id ?? ''
    const first = (await start(staff, 'room 1')).generation?.id ?? ''
    const after = (await start(staff, 'room 2', { parentId: first })).generation?.id ?? ''
    expect(await staff.generation(after)).toMatchObject({ hold: 'APPROVAL' })
    await setBudget(admin, { scope: 'SPACE', subject: spaceId, limit: '1000000', action: 'APPROVAL' })
    for (const id of [first, after]) {
      expect(await staff.ended(id, { timeoutMs: 30_000 })).toMatchObject({ status: 'SUCCEEDED' })
    }
    expect(await staff.generation(beyond)).toMatchObject({ hold: 'APPROVAL' }) // more than all of it: those after it did not wait
    await staff.cancel(beyond)
    await setBudget(admin, { scope: 'SPACE', subject: spaceId, limit: '0', action: 'APPROVAL' })
  })

  test('what a person may use only administrators let go on', async () => {
    const subject = await idOf(staff)
    const own = { scope: 'PERSON', subject, limit: '0', action: 'APPROVAL' }
    expect(await setBudget(admin, own)).toBe('SetBudgetSuccess')
    const id = (await start(staff, 'both')).generation?.id ?? ''
    expect(await change(olga, 'approveGeneration', { id })).toMatchObject({ code: 'FORBIDDEN' })
    expect(await change(admin, 'approveGeneration', { id })).toMatchObject({ __typename: 'ApproveGenerationSuccess' })
    expect(await staff.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
    const alone = (await start(staff, 'in my own space', { spaceId: undefined })).generation?.id ?? ''
    expect(await change(staff, 'approveGeneration', { id: alone })).toMatchObject({ code: 'FORBIDDEN' })
    expect((await approvalsOf(admin)).map((each) => each.id)).toContain(alone)
    expect(await setBudget(admin, { scope: 'PERSON', subject })).toBe('SetBudgetSuccess')
    expect(await staff.ended(alone, { timeoutMs: 30_000 })).toMatchObject({ status: 'SUCCEEDED' })
  })

  test('each answer is written down', async () => {
    const { auditLog } = await admin.query<{ auditLog: { edges: { node: { action: string; actor: string } }[] } }>(
      '{ auditLog(first: 100) { edges { node { action actor: actorName } } } }',
    )
    const answers = auditLog.edges.map(({ node }) => node)
    expect(answers).toContainEqual({ action: 'APPROVED', actor: 'Olga' })
    expect(answers).toContainEqual({ action: 'DECLINED', actor: 'Olga' })
  })
})

test('an owner limits what partners use, who are told of no money but their own', async () => {
  const budget = { scope: 'PARTNERS', subject: spaceId, unit: 'MONEY', limit: '0.01' }
  expect(await setBudget(staff, budget)).toBe('FORBIDDEN')
  expect(await setBudget(olga, budget)).toBe('SetBudgetSuccess')
  const refused = await start(partner, 'too much')
  expect(refused).toMatchObject({ code: 'BUDGET_EXCEEDED', budget: { limit: null, used: null, reserved: null } })
  expect(refused.message).not.toContain('$')
  expect(await start(staff, 'as ever')).toMatchObject(started)
  expect(await budgetOf(olga, 'MONEY')).toMatchObject({ scope: 'PARTNERS', limit: '0.01', used: '0', reserved: '0' })
  expect(await budgetOf(partner, 'MONEY')).toBe(undefined)
  expect(await setBudget(olga, { ...budget, limit: null })).toBe('SetBudgetSuccess')
  expect(await start(partner, 'not too much')).toMatchObject(started)
})

describe('which models partners may ask', () => {
  const allow = (api: ApiClient, models: readonly string[] | null) => change(api, 'setSpaceModels', { spaceId, models })
  const listed = async (api: ApiClient, id: string | null = spaceId) => {
    const document = 'query ($id: ID) { models(spaceId: $id) { models { id } } }'
    const { models } = await api.query<{ models: { models: { id: string }[] }[] }>(document, { id })
    return models.flatMap((provider) => provider.models.map((each) => each.id))
  }

  test('an owner says, and starts and lists go by it', async () => {
    expect(await allow(staff, [model])).toMatchObject({ code: 'FORBIDDEN' })
    expect(await allow(olga, [model])).toMatchObject({ __typename: 'SetSpaceModelsSuccess' })
    expect(await start(partner, 'hello', { model: 'builtin:extract' })).toMatchObject({ code: 'FORBIDDEN' })
    const { generation } = await start(partner, 'hello')
    const parentId = generation?.id
    const followUp = { parentId, spaceId: undefined, model: 'builtin:extract' }
    expect(await start(partner, 'and then', followUp)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await start(partner, 'and then', { ...followUp, model })).toMatchObject(started)
    expect(await start(staff, 'hello', { model: 'builtin:extract' })).toMatchObject(started)
    expect(await listed(partner)).not.toContain('builtin:extract')
    expect(await listed(partner, null)).toContain('builtin:extract')
    expect(await listed(staff)).toContain('builtin:extract')
    await expect(listed(stranger)).rejects.toThrow('no such space')
    const document = 'query ($id: ID!) { node(id: $id) { ... on Space { partnerModels } } }'
    expect(await partner.query(document, { id: spaceId })).toEqual({ node: { partnerModels: [model] } })
  })

  test('a partner’s does not fall back to one that they may not ask', async () => {
    await allow(olga, [failing, cheap])
    const [theirs, ours] = [
      (await start(partner, 'falls back for Pam', { model: failing })).generation?.id ?? '',
      (await start(staff, 'falls back for Sam', { model: failing })).generation?.id ?? '',
    ]
    expect(await partner.ended(theirs)).toMatchObject({ status: 'SUCCEEDED', model: cheap })
    expect(await staff.ended(ours)).toMatchObject({ status: 'SUCCEEDED', model })
    await allow(olga, [failing])
    const none = (await start(partner, 'falls back to none', { model: failing })).generation?.id ?? ''
    expect(await partner.ended(none)).toMatchObject({ status: 'FAILED', model: failing })
  })

  test('what waits in line when the list is made shorter is not asked any more', async () => {
    await allow(olga, null)
    expect(await change(admin, 'setCap', { scope: 'MODEL', name: cheap, cap: 0 })).toMatchObject({
      __typename: 'SetCapSuccess',
    })
    const id = (await start(partner, 'waits for a cap', { model: cheap })).generation?.id ?? ''
    await allow(olga, [])
    await change(admin, 'setCap', { scope: 'MODEL', name: cheap, cap: 5 })
    expect(await partner.ended(id)).toMatchObject({ status: 'FAILED', error: { code: 'FORBIDDEN' } })
    expect(people.fake.calls.some(({ prompt }) => prompt === 'waits for a cap')).toBe(false)
    await allow(olga, null)
  })
})
