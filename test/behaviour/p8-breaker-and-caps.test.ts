import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall, Script } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: answer })
  const names = ['failing', 'limiting', 'asking', 'capped', 'mixed', 'other']
  const file = writeProvidersFile({
    providers: names.map((name) => ({ name, baseUrl: fake.openaiBaseUrl, cap: name === 'limiting' ? 8 : 50 })),
  })
  sluice = await deploy({ SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

function answer(call: FakeCall): void {
  call.text('Hello.')
  call.end()
}

const callsLike = (pattern: RegExp) => fake.calls.filter(({ prompt }) => pattern.test(prompt))
const open = (calls: readonly FakeCall[]) => calls.filter(({ isClosed }) => !isClosed)

function startMany(provider: string, count: number): Promise<string[]> {
  const start = (n: number) => sluice.api.start({ model: `${provider}:model`, prompt: `${provider} ${n}` })
  return Promise.all(Array.from({ length: count }, (_, n) => start(n)))
}

async function expectAllSucceed(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    expect(await sluice.api.ended(id, { timeoutMs: 30_000 })).toMatchObject({ status: 'SUCCEEDED', text: 'Hello.' })
  }
}

test.each<[string, Script]>([
  ['500', (call) => call.status(500)],
  ['a reset', (call) => call.reset()],
  ['overloaded', (call) => call.streamError('overloaded')],
])(
  'ten failures in a row (%s): nothing is asked for 5 s, then one as a probe, and when it answers all go on',
  {
    timeout: 90_000,
  },
  async (_, fail) => {
    const before = callsLike(/^failing/).length
    const callsNow = () => callsLike(/^failing/).slice(before)
    const probeMayAnswer = Promise.withResolvers<void>()
    const tenAreThere = Promise.withResolvers<void>() // before the first of them is tried again
    fake.on(/^failing/, async (call) => {
      const nth = callsNow().length
      if (nth === 10) tenAreThere.resolve()
      if (nth <= 10) {
        await tenAreThere.promise
        return fail(call)
      }
      if (nth === 11) await probeMayAnswer.promise
      answer(call)
    })
    const ids = await startMany('failing', 10)
    await until('ten have failed', () => callsNow().length >= 10)
    const failedAt = Math.max(...callsNow().map(({ startedAt }) => startedAt))
    // Others are not held up by it.
    await expectAllSucceed(await startMany('other', 3))

    await until('a probe goes', () => callsNow().length > 10, { timeoutMs: 20_000 })
    expect((callsNow()[10]?.startedAt ?? 0) - failedAt).toBeGreaterThan(4_800)
    await expectAllSucceed(await startMany('other', 3))
    expect(callsNow()).toHaveLength(11)
    probeMayAnswer.resolve()
    await expectAllSucceed(ids)
    expect(callsNow()).toHaveLength(20)
  },
)

test('an answer in between begins the count anew', { timeout: 60_000 }, async () => {
  fake.on(/^mixed/, (call) => {
    const nth = callsLike(/^mixed/).length
    if (nth === 9) return answer(call) // eight failures before it, eight after
    return nth <= 17 ? call.status(500) : answer(call)
  })
  const started = performance.now()
  for (const count of [8, 1, 8]) {
    const ids = await startMany('mixed', count)
    await Promise.all(ids.map((id) => sluice.api.ended(id, { timeoutMs: 30_000 })))
  }
  const calls = callsLike(/^mixed/).map(({ startedAt }) => startedAt - started)
  const longestGap = Math.max(...calls.slice(1).map((at, n) => at - (calls[n] ?? 0)))
  expect(longestGap).toBeLessThan(4_500)
})

test('429s halve what is asked at once, of that provider alone', { timeout: 60_000 }, async () => {
  const mayAnswer = Promise.withResolvers<void>()
  fake.on(/^limiting/, async (call) => {
    const calls = callsLike(/^limiting/)
    if (calls.length > 8) {
      await mayAnswer.promise
      return answer(call)
    }
    await until('all eight are there', () => callsLike(/^limiting/).length >= 8)
    call.status(429)
  })
  const ids = await startMany('limiting', 12)
  await until('the rest is asked again', () => open(callsLike(/^limiting/)).length === 4)
  await expectAllSucceed(await startMany('other', 20))
  expect(open(callsLike(/^limiting/)).length).toBeLessThan(8) // it recovers by and by: five after 5 s
  mayAnswer.resolve()
  await expectAllSucceed(ids)
})

test('a run of 429s keeps the whole line from its provider for as long as it asked, and spends nobody on it', {
  timeout: 60_000,
}, async () => {
  fake.on(/^asking/, async (call) => {
    const nth = callsLike(/^asking/).length
    if (nth > 10) return answer(call)
    await until('all ten are there', () => callsLike(/^asking/).length >= 10)
    call.status(429, { headers: { 'retry-after': '3' } })
  })
  const refused = await startMany('asking', 10)
  await until('all are refused', async () => {
    const seen = await Promise.all(refused.map((id) => sluice.api.generation(id)))
    return seen.every(({ hold }) => hold === 'RETRY')
  })
  const refusedAt = Math.max(...callsLike(/^asking/).map(({ startedAt }) => startedAt))
  const others = await startMany('asking', 6)
  await expectAllSucceed(await startMany('other', 3)) // the others are not held up by it
  await expectAllSucceed([...refused, ...others])
  const after = callsLike(/^asking/)
    .slice(10)
    .map(({ startedAt }) => startedAt - refusedAt)
  expect(after).toHaveLength(16)
  expect(Math.min(...after)).toBeGreaterThan(2_900)
})

test('a cap that is set at run time counts at once and for all processes, and can be taken back', async () => {
  const document = `mutation ($input: SetCapInput!) { setCap(input: $input) {
    __typename ... on SetCapSuccess { caps { scope name cap } } ... on InvalidInput { code path } } }`
  const setCap = (cap: number | null, name = 'capped') =>
    sluice.api.query<{ setCap: object }>(document, { input: { scope: 'PROVIDER', name, cap } })
  const mayAnswer = Promise.withResolvers<void>()
  fake.on(/^capped/, async (call) => {
    await mayAnswer.promise
    answer(call)
  })
  const caps = [{ scope: 'PROVIDER', name: 'capped', cap: 2 }]
  expect(await setCap(2)).toEqual({ setCap: { __typename: 'SetCapSuccess', caps } })
  expect(await sluice.api.query('{ caps { scope name cap } }')).toEqual({ caps })
  const ids = await startMany('capped', 6)
  await until('two are asked', () => callsLike(/^capped/).length === 2)
  await expectAllSucceed(await startMany('other', 3))
  expect(callsLike(/^capped/)).toHaveLength(2)

  await setCap(5)
  await until('five are asked', () => callsLike(/^capped/).length === 5)
  await expectAllSucceed(await startMany('other', 3))
  expect(callsLike(/^capped/)).toHaveLength(5)

  expect(await setCap(null)).toEqual({ setCap: { __typename: 'SetCapSuccess', caps: [] } })
  await until('all are asked', () => callsLike(/^capped/).length === 6)
  mayAnswer.resolve()
  await expectAllSucceed(ids)
  expect(await setCap(-1)).toEqual({ setCap: { __typename: 'InvalidInput', code: 'INVALID_INPUT', path: 'cap' } })
})
