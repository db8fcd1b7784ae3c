import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { budgetOf, budgetsOf, estimate, makeService, setBudget, startBudgeted, usedBy } from '../support/budgets.ts'
import { type Deployment, deploy, lostWorkerLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'
const unpriced = 'openai:unknown'
const parameters = { maxOutputTokens: 100 }

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^goes on/, (call) => call.text('So far so good.'))
  fake.on(/^unseen/, (call) => call.open())
  fake.on(/^used/, (call) => {
    call.usage({ inputTokens: 10, outputTokens: 5 })
    call.text('Hello.')
    call.end()
  })
  fake.on(/^breaks/, (call) => {
    call.text('Half of it')
    call.truncate()
  })
  fake.on(/^rejected/, (call) => call.status(400))
  const price = { input: 1_000, output: 2_000 }
  const file = writeProvidersFile({ caps: { person: 3 }, models: [{ id: model, price, retry: { retries: 0 } }] })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_PROVIDERS: file,
    SLUICE_LEASE_MS: lostWorkerLeaseMs,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** A service whose budget of tokens has room for `count` starts of this prompt. */
async function withRoomFor(count: number, prompt: string, name: string) {
  const service = await makeService(sluice, name)
  const { inputTokens, maxOutputTokens } = await estimate(service.api, { model, prompt, parameters })
  const most = inputTokens + maxOutputTokens
  expect(await setBudget(sluice.api, { scope: 'SERVICE', subject: service.subject, limit: `${most * count}` })).toBe(
    'SetBudgetSuccess',
  )
  return { ...service, most }
}

const settled = (api: ApiClient) =>
  until('nothing is reserved', async () => {
    const budget = await budgetOf(api)
    return budget?.reserved === '0' && Number(budget.used)
  })

test('200 parallel starts at quota minus one: one gets in', async () => {
  const prompt = 'goes on, 200 times'
  const { api, most } = await withRoomFor(3, prompt, 'parallel')
  const start = (idempotencyKey: string) => startBudgeted(api, { model, prompt, parameters, idempotencyKey })
  const before = await Promise.all([start(randomUUID()), start(randomUUID())])
  expect(before.map(({ code }) => code)).toEqual([undefined, undefined])

  const keys = Array.from({ length: 200 }, () => randomUUID())
  const answers = await Promise.all(keys.map(async (key) => ({ key, answer: await start(key) })))
  const winners = answers.filter(({ answer }) => answer.generation)
  const losers = answers.filter(({ answer }) => answer.code === 'BUDGET_EXCEEDED')
  expect([winners.length, losers.length]).toEqual([1, 199])
  expect(losers[0]?.answer).toMatchObject({
    __typename: 'BudgetExceeded',
    message: expect.stringMatching(/^This service's budget for this day has no room for it/) as string,
    budget: { scope: 'SERVICE', unit: 'TOKENS', limit: `${most * 3}`, used: '0', reserved: `${most * 3}` },
  })
  expect(new Date(losers[0]?.answer.budget?.resetsAt ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/)

  const [won] = winners
  expect((await start(won?.key ?? '')).generation?.id).toBe(won?.answer.generation?.id) // a repeat, over the limit
  const [lost] = losers
  expect((await start(lost?.key ?? '')).code).toBe('BUDGET_EXCEEDED')
  for (const { generation } of before) {
    await api.cancel(generation?.id ?? '')
    await api.ended(generation?.id ?? '')
  }
  await until(
    'there is room again',
    async () => (await estimate(api, { model, prompt, parameters })).verdict === 'ROOM',
  )
  expect((await start(lost?.key ?? '')).generation?.id).not.toBe(undefined) // it had left no key
})

describe('what was reserved is replaced by what was used', () => {
  const start = async (api: ApiClient, prompt: string, more: object = {}) => {
    const { generation, code } = await startBudgeted(api, {
      model,
      prompt,
      parameters,
      idempotencyKey: randomUUID(),
      ...more,
    })
    expect(code).toBe(undefined)
    return generation?.id ?? ''
  }

  test('however it ends', async () => {
    const { api, subject } = await withRoomFor(20, 'used', 'endings')
    await setBudget(sluice.api, { scope: 'SERVICE', subject, unit: 'MONEY', period: 'MONTH', limit: '100' })
    const stopped = await start(api, 'goes on until it is stopped')
    await until('it writes', async () => (await api.generation(stopped)).text !== '')
    await api.cancel(stopped)
    const succeeded = [await start(api, 'used up'), await start(api, 'used once more')]
    const failed = [
      await start(api, 'breaks off'),
      await start(api, 'rejected'),
      await start(api, 'used', { model: 'openai:none' }),
    ]
    const ids = [stopped, ...succeeded, ...failed]
    for (const id of ids) await api.ended(id)
    const sums = await Promise.all(ids.map((id) => usedBy(api, id)))
    const tokens = sums.reduce((sum, each) => sum + each.tokens, 0)
    expect(tokens).toBeGreaterThan(2 * 15)
    expect(await settled(api)).toBe(tokens)
    const money = await budgetOf(api, 'MONEY')
    const cost = sums.reduce((sum, each) => sum + each.cost, 0)
    expect(money).toMatchObject({ reserved: '0', period: 'MONTH' })
    expect(Number(money?.used)).toBeCloseTo(cost, 9)
    expect(cost).toBeGreaterThan(0.02 * 2)
  })

  test('while it waits in line, for another or for its turn: by nothing', async () => {
    const { api } = await withRoomFor(20, 'goes on', 'waiting')
    const busy = [await start(api, 'goes on 1'), await start(api, 'goes on 2'), await start(api, 'goes on 3')]
    const queued = await start(api, 'goes on later')
    const after = { model, prompt: 'used', parameters, parentId: busy[0] }
    expect((await estimate(api, after)).inputTokens).toBeGreaterThan(100) // all that the answer before it may be
    await start(api, 'used', { parentId: busy[0] }) // fails with what it waits for
    const { generation } = await api.query<{ generation: { thread: { id: string } } }>(
      'query ($id: ID!) { generation(id: $id) { thread { id } } }',
      { id: busy[1] },
    )
    await start(api, 'used', { parentId: busy[1] })
    await api.cancel(queued)
    const cancelThread = 'mutation ($id: ID!) { cancelThread(input: { id: $id }) { __typename } }'
    await api.query(cancelThread, { id: generation.thread.id })
    await api.cancel(busy[0] ?? '')
    await api.cancel(busy[2] ?? '')
    for (const id of busy) await api.ended(id)
    const sums = await Promise.all(busy.map((id) => usedBy(api, id)))
    expect(await settled(api)).toBe(sums.reduce((sum, each) => sum + each.tokens, 0))
  })

  test('by all its attempts, those of lost workers too', async () => {
    const { api } = await withRoomFor(20, 'goes on', 'lost')
    const unseen = await start(api, `unseen ${'word '.repeat(100)}`)
    const id = await start(api, 'goes on after its worker is lost')
    for (const attempt of [1, 2]) {
      await until(`attempt ${attempt} writes`, async () => {
        const { text, attempts } = await api.generation(id)
        return text !== '' && attempts.length === attempt
      })
      await until(
        'the other is asked too',
        () => fake.calls.filter(({ prompt }) => prompt.startsWith('unseen')).length === attempt,
      )
      if (attempt === 1) await sluice.killWorker()
    }
    for (const each of [id, unseen]) {
      await api.cancel(each)
      await api.ended(each)
    }
    const [last, silent] = [await usedBy(api, id), await usedBy(api, unseen)]
    expect([last.attempts, silent.attempts]).toEqual([2, 2])
    expect(silent.tokens).toBeGreaterThan(100)
    expect(await settled(api)).toBeGreaterThan(last.tokens + 4 + silent.tokens + 100) // both prompts were read twice
  })
})

test('a model without a price takes nothing of a budget of money, and all of one of tokens', async () => {
  const { api, subject } = await withRoomFor(5, 'used', 'unpriced')
  await setBudget(sluice.api, { scope: 'SERVICE', subject, unit: 'MONEY', limit: '0.01' })
  const input = { model: unpriced, prompt: 'used', parameters }
  expect(await estimate(api, input)).toMatchObject({ minCost: null, maxCost: null, verdict: 'ROOM' })
  const { generation } = await startBudgeted(api, { ...input, idempotencyKey: randomUUID() })
  await api.ended(generation?.id ?? '')
  expect(await settled(api)).toBe(15)
  expect(await budgetOf(api, 'MONEY')).toMatchObject({ used: '0', reserved: '0' })
  const priced = await startBudgeted(api, { ...input, model, idempotencyKey: randomUUID() })
  expect(priced).toMatchObject({ code: 'BUDGET_EXCEEDED', budget: { unit: 'MONEY', limit: '0.01' } })
  expect(await estimate(api, { ...input, model })).toMatchObject({
    verdict: 'REFUSED',
    exceeded: [{ unit: 'MONEY' }],
    maxCost: expect.stringMatching(/^0\.2/) as string,
  })
})

test('who sets budgets, and who sees them', async () => {
  const { api, subject } = await withRoomFor(1, 'used', 'seen')
  expect(await setBudget(api, { scope: 'SERVICE', subject, limit: '5' })).toBe('FORBIDDEN')
  expect(await budgetsOf(api)).toHaveLength(1)
  expect((await budgetsOf(sluice.api)).some((budget) => budget.subject === subject)).toBe(true)
  const other = await makeService(sluice, 'unlimited')
  expect(await budgetsOf(other.api)).toEqual([])
  expect(await setBudget(sluice.api, { scope: 'SERVICE', subject: randomUUID(), limit: '5' })).toBe('NOT_FOUND')
  expect(await setBudget(sluice.api, { scope: 'PERSON', subject, limit: '5' })).toBe('NOT_FOUND') // it is a service
  expect(await setBudget(sluice.api, { scope: 'SERVICE', subject, limit: '0.5' })).toBe('INVALID_INPUT')
  expect(await setBudget(sluice.api, { scope: 'SERVICE', subject })).toBe('SetBudgetSuccess') // taken back
  expect(await budgetsOf(api)).toEqual([])
  const { auditLog } = await sluice.api.query<{ auditLog: { edges: { node: { action: string; details: object } }[] } }>(
    '{ auditLog(first: 100) { edges { node { action details } } } }',
  )
  const set = auditLog.edges.map(({ node }) => node).filter(({ action }) => action === 'BUDGET_SET')
  expect(set[0]?.details).toMatchObject({ period: 'DAY', unit: 'TOKENS', limit: null })
})
