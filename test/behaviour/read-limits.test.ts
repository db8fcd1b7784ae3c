import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refused } from '../support/api-client.ts'
import { type Deployment, deploy, otherToken, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { subscribe } from '../support/subscribe.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: (call) => call.text('so far') })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_STREAMS_PER_SERVICE: '2',
    SLUICE_READS_PER_MINUTE: '5000',
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const model = 'openai:fake-model'

interface RateLimit {
  readonly cost: number
  readonly limit: number
  readonly remaining: number
  readonly resetAt: string
}

const rate = 'rateLimit { cost limit remaining resetAt }'
const dear = `{ ${rate} generations(first: 100) { edges { node { id attempts { number } } } } }`

test('a principal has so many streams at once, and another one as many of their own', async () => {
  const id = await sluice.api.start({ model, prompt: 'watch me' })
  const theirs = await sluice.otherApi.start({ model, prompt: 'watch me too' })
  const watch = 'subscription ($id: ID!) { generationEvents(id: $id) { __typename } }'
  const open = async (as: string, what: string) => {
    const left = new AbortController()
    const stream = subscribe({ url: sluice.url, token: as, signal: left.signal }, watch, { id: what })
    expect((await stream.next()).done).toBe(false)
    return left
  }
  for (const accept of ['application/json', 'multipart/mixed']) {
    const headers = { authorization: `Bearer ${token}`, accept, 'content-type': 'application/json' }
    const body = JSON.stringify({ query: watch, variables: { id } })
    const refused = await fetch(`${sluice.url}/graphql`, { method: 'POST', headers, body })
    expect(refused.status).toBe(406) // what cannot be sent is not opened, and does not count
  }
  const first = await open(token, id)
  await open(token, id)
  await expect(open(token, id)).rejects.toThrow(Refused)
  await expect(open(token, id)).rejects.toMatchObject({ code: 'OVERLOADED' })
  await open(otherToken, theirs)
  first.abort()
  await until('there is room for one more', async () => {
    try {
      return await open(token, id)
    } catch {
      return false
    }
  })
})

test('each request says what it cost and what is left, by how much it asks for', async () => {
  const ask = async (document: string) => (await sluice.otherApi.query<{ rateLimit: RateLimit }>(document)).rateLimit
  const before = await ask(`{ ${rate} }`)
  const after = await ask(dear)
  expect(after.limit).toBe(5_000)
  expect(after.cost).toBeGreaterThan(1_000)
  expect(before.cost).toBeLessThan(10)
  expect(before.remaining - after.remaining).toBe(after.cost)
  const aliased = await ask(`{ ${rate} a: viewer { id } b: viewer { id } c: viewer { id } }`)
  expect(aliased.cost).toBe(before.cost + 6)
  expect(Date.parse(after.resetAt)).toBeGreaterThan(Date.now())
})

test('what reads more is told when to come back; starts and stops are never refused for it', async () => {
  const headers = { authorization: `Bearer ${token}`, 'x-graphql-yoga-csrf': '1', 'content-type': 'application/json' }
  const ask = () =>
    fetch(`${sluice.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query: dear, variables: {} }) })
  const refused = await until('too much was read', async () => {
    const response = await ask()
    return response.status !== 200 && response
  })
  expect(refused.status).toBe(429)
  const seconds = Number(refused.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(await refused.json()).toMatchObject({
    errors: [
      { extensions: { code: 'TOO_MANY_REQUESTS', retryable: true, retryAfterMs: expect.any(Number) as number } },
    ],
  })
  await expect(sluice.api.watch(await sluice.api.start({ model, prompt: 'go' })).next()).rejects.toMatchObject({
    response: { status: 429 },
  })
  const { generation } = await sluice.api.tryStart({ model, prompt: 'go on', idempotencyKey: randomUUID() })
  expect((await sluice.api.cancel(generation?.id ?? '')).__typename).toBe('CancelGenerationSuccess')
  await sluice.otherApi.query('{ viewer { id } }') // another's is another's
})
