import type { Database } from '@sluice/prisma/sql'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { countStatements, type StatementCount } from '../support/count-statements.ts'
import { makePlace, type Place, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { openPlace } from '../support/look-into.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

// What one process asks of its database, so that a database carries many of them. On PGlite the code is the same.

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const model = 'openai:model'

let fake: FakeProvider
let place: Place
let database: Database
let sluice: SluiceProcess
let api: ApiClient
let count: StatementCount
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^silent/, (call) => call.open())
  place = await makePlace()
  const file = writeProvidersFile({ caps: { person: 1_000 }, providers: [{ name: 'openai', cap: 1_000 }] })
  sluice = await startProcess({
    ...place.env,
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_PROVIDERS: file,
    SLUICE_BOOTSTRAP_TOKEN: token,
    SLUICE_LOG_LEVEL: 'warn',
  })
  api = makeApiClient(sluice.url, token)
  database = await openPlace(place.env)
  count = await countStatements(database)
})
afterAll(async () => {
  await database.close()
  await sluice.end('SIGKILL')
  await place.remove()
  await fake.close()
})

let left: AbortController
beforeEach(() => {
  left = new AbortController()
})
afterEach(() => left.abort())

/** Watches until the test is over. */
async function watch(id: string): Promise<void> {
  for await (const _ of api.watch(id, { signal: left.signal }));
}

/**
 * What is asked in so many seconds, a second; how often each statement was. Without the chores' own: a dozen statements at the turn of each
 * minute, of which a few seconds have all or none.
 */
async function askedWithin(seconds: number): Promise<{ perSecond: number; calls: string }> {
  await count.take()
  const from = performance.now()
  await until('a while is over', () => performance.now() - from > seconds * 1_000, { timeoutMs: 2 * seconds * 1_000 })
  const calls = (await count.take()).calls.filter(({ query }) => !query.includes('pgboss'))
  const total = calls.reduce((sum, each) => sum + each.calls, 0)
  return { perSecond: total / ((performance.now() - from) / 1_000), calls: listOf(calls) }
}

function listOf(calls: readonly { calls: number; query: string }[]): string {
  return calls.map(({ calls: times, query }) => `${times} x ${query.replaceAll(/\s+/g, ' ').slice(0, 80)}`).join('\n')
}

test('start, claim and end of a generation: at most twelve statements', async () => {
  await api.ended(await api.start({ model, prompt: 'the first' })) // statements of a first time
  const idle = await askedWithin(4)
  const from = performance.now()
  const runs = 20
  for (let n = 0; n < runs; n += 1) {
    await api.start({ model, prompt: `counted ${n}` })
    const { closed } = await fake.waitForCall(`counted ${n}`)
    await closed
  }
  await until('what they ask has settled', () => performance.now() - from > 2_000)
  const { total, calls } = await count.take()
  const each = (total - idle.perSecond * ((performance.now() - from) / 1_000)) / runs
  process.stdout.write(`start, claim and end: ${each.toFixed(1)} statements\n`)
  expect(each, listOf(calls)).toBeLessThanOrEqual(12)
  expect(each).toBeGreaterThan(6)
})

test('opening a watch of what goes on: two statements, whether it is seen and what there is', async () => {
  fake.on('opened often', (call) => call.open())
  const id = await api.start({ model, prompt: 'opened often' })
  const { closed } = await fake.waitForCall('opened often')
  const open = async () => {
    for await (const { __typename } of api.watch(id)) return expect(__typename).toBe('GenerationSnapshot')
  }
  await open() // statements of a first time
  const idle = await askedWithin(4)
  const from = performance.now()
  const opened = 20
  for (let n = 0; n < opened; n += 1) await open()
  await until('what they ask has settled', () => performance.now() - from > 2_000)
  const { total, calls } = await count.take()
  const each = (total - idle.perSecond * ((performance.now() - from) / 1_000)) / opened
  process.stdout.write(`to open a watch: ${each.toFixed(1)} statements\n`)
  expect(each, listOf(calls)).toBeLessThanOrEqual(2.5)
  expect(each).toBeGreaterThan(1)
  await api.cancel(id)
  await closed
})

test('many in line: that all of them are watched costs three statements a second at most', {
  timeout: 180_000,
}, async () => {
  const waiting = 100
  await api.query('mutation ($input: SetCapInput!) { setCap(input: $input) { __typename } }', {
    input: { scope: 'MODEL', name: 'openai:waiting', cap: 0 },
  })
  const start = (n: number) => api.start({ model: 'openai:waiting', prompt: `waits ${n}` })
  const ids = await Promise.all(Array.from({ length: waiting }, (_, n) => start(n)))
  const unwatched = await askedWithin(4)
  let moves = 0
  const watchPlace = async (id: string) => {
    for await (const { __typename } of api.watch(id, { signal: left.signal }))
      moves += __typename === 'QueueMoved' ? 1 : 0
  }
  for (const id of ids) void watchPlace(id)
  await until('everyone knows their place', () => moves >= waiting, { timeoutMs: 60_000 })
  const { perSecond, calls } = await askedWithin(6)
  process.stdout.write(
    `${waiting} in line: ${unwatched.perSecond.toFixed(1)}, watched ${perSecond.toFixed(1)} statements/s\n`,
  )
  expect(perSecond - unwatched.perSecond, calls).toBeLessThanOrEqual(3)
  for (const id of ids) await api.cancel(id)
})

test('many running and silent, all of them watched: at most five statements a second', {
  timeout: 180_000,
}, async () => {
  const running = isFull ? 500 : 100
  const start = (n: number) => api.start({ model, prompt: `silent ${n}` })
  const ids = await Promise.all(Array.from({ length: running }, (_, n) => start(n)))
  await until('all are asked', () => fake.calls.filter(({ prompt }) => prompt.startsWith('silent')).length === running)
  for (const id of ids) void watch(id)
  await until('the watchers are there', async () => (await askedWithin(1)).perSecond < 20)
  const { perSecond, calls } = await askedWithin(isFull ? 30 : 6)
  process.stdout.write(`${running} running: ${perSecond.toFixed(1)} statements/s\n`)
  expect(perSecond, calls).toBeLessThanOrEqual(5)
  expect(perSecond).toBeGreaterThan(0)
})
