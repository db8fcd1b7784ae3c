import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const many = isFull ? 1_000 : 300
const cap = 4

let fake: FakeProvider
let sluice: Deployment
/** Calls that have come, and what lets the oldest of them end. */
let arrived: { readonly prompt: string; end(): void }[] = []
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: waitForTurn })
  const provider = (name: string, own = cap) => ({ name, baseUrl: fake.openaiBaseUrl, cap: own })
  const providers = [provider('narrow'), provider('single', 1), provider('other')]
  const file = writeProvidersFile({ providers, caps: { person: 500 } })
  sluice = await deploy({ SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

async function waitForTurn(call: FakeCall): Promise<void> {
  if (call.prompt.startsWith('at once')) return answer(call)
  const { promise, resolve } = Promise.withResolvers<void>()
  arrived.push({ prompt: call.prompt, end: resolve })
  await promise
  answer(call)
}

function answer(call: FakeCall): void {
  call.text('Hello.')
  call.end()
}

async function startMany(
  api: ApiClient,
  count: number,
  input: { prompt: string; onBehalfOf?: string; model?: string },
) {
  const ids: string[] = []
  for (let from = 0; from < count; from += 50) {
    const batch = Array.from({ length: Math.min(50, count - from) }, (_, n) => `${input.prompt} ${from + n}`)
    ids.push(...(await Promise.all(batch.map((prompt) => api.start({ model: 'narrow:m', ...input, prompt })))))
  }
  return ids
}

const prompts = () => arrived.map(({ prompt }) => prompt)

const twoServices = () => ({ a: { api: sluice.api }, b: { api: sluice.otherApi } })
const twoOfOneService = () => ({ a: { api: sluice.api, onBehalfOf: 'Ada' }, b: { api: sluice.api, onBehalfOf: 'Bob' } })

test.each([
  { who: 'two services', people: twoServices, model: 'narrow:m', room: cap },
  { who: 'two that one service acts for', people: twoOfOneService, model: 'narrow:m', room: cap },
  { who: 'two services', people: twoServices, model: 'single:m', room: 1 },
])(
  `$who, room for $room: A has ${many} in line, and then B comes with one: it is the next to start`,
  {
    timeout: 120_000,
  },
  async ({ people, model, room }) => {
    arrived = []
    const { a, b } = people()
    const { api: apiA, ...forA } = { ...a, model }
    const { api: apiB, ...forB } = { ...b, model }
    const ids = await startMany(apiA, many, { prompt: `A ${randomUUID()}`, ...forA })
    await until('A has all that may run', () => arrived.length === room)
    const [one = ''] = await startMany(apiB, 1, { prompt: 'B', ...forB })
    expect(prompts().every((prompt) => prompt.startsWith('A'))).toBe(true)
    arrived[0]?.end()
    await until('the next has started', () => arrived.length > room)
    expect(prompts().slice(room)).toEqual(['B 0'])
    arrived[room]?.end()
    expect(await apiB.ended(one)).toMatchObject({ status: 'SUCCEEDED' })

    // What waits at a provider that is full holds up nobody elsewhere, not even A's own.
    const elsewhere = await apiA.start({ ...forA, model: 'other:m', prompt: 'at once' })
    expect(await apiA.ended(elsewhere)).toMatchObject({ status: 'SUCCEEDED' })

    await Promise.all(ids.toReversed().map((id) => apiA.cancel(id)))
    for (const id of ids) await apiA.ended(id)
  },
)

test('two who came with ten each take turns, whoever came first', async () => {
  arrived = []
  const ids = [
    ...(await startMany(sluice.api, 10, { prompt: 'A' })),
    ...(await startMany(sluice.otherApi, 10, { prompt: 'B' })),
  ]
  for (let n = 0; n < 20; n += 1) {
    await until('all that may run have come', () => arrived.length >= Math.min(20, cap + n))
    arrived[n]?.end()
  }
  for (const [n, id] of ids.entries()) await (n < 10 ? sluice.api : sluice.otherApi).ended(id)
  // The first four were A's before B came; from then on B catches up, and then they alternate until one has no more.
  const order = prompts().map((prompt) => prompt[0])
  for (let n = 4; n <= 16; n += 1) {
    const soFar = order.slice(4, n)
    const lead = soFar.filter((person) => person === 'B').length - soFar.filter((person) => person === 'A').length
    expect(lead, order.join('')).toBeGreaterThanOrEqual(-1)
    expect(lead, order.join('')).toBeLessThanOrEqual(cap + 1)
  }
})
