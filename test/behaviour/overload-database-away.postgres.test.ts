import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient, Refused } from '../support/api-client.ts'
import { allUnavailable, askEverything } from '../support/ask-everything.ts'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { follow } from '../support/follow.ts'
import { lookInto } from '../support/look-into.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'
import { findBrokenLogs } from '../support/whole-logs.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
let line: CuttingProxy
/** A web process whose line to the database can be cut; the worker's stays. */
let web: SluiceProcess
let api: ApiClient
beforeAll(async () => {
  fake = await startFakeProvider()
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: quietLeaseMs })
  const url = new URL(sluice.env['DATABASE_URL'] ?? '')
  line = await startCuttingProxy(url.href)
  url.host = new URL(line.url).host
  web = await startProcess({ ...sluice.env, SLUICE_ROLE: 'web', DATABASE_URL: url.href })
  api = makeApiClient(web.url, token)
})
afterEach(() => line.mend())
afterAll(async () => {
  await web.end('SIGKILL')
  await line.close()
  await sluice.stop()
  await fake.close()
})

const outages = () => web.output().match(/the database is away/g)?.length ?? 0
/** What a single request waits for at most: 10 s for a connection, 9 s for an answer. */
const requestMs = 19_000

test('cut off: every request is answered with UNAVAILABLE, in one line of the log, and works again when it is back', async () => {
  fake.on('cut off', paced(20, 400))
  const id = await api.start({ model, prompt: 'cut off' })
  await api.ended(id)
  line.cut()
  for (const _ of [1, 2, 3]) expect(await askEverything(api, id)).toEqual(allUnavailable)
  const cookie = { cookie: `sluice_session=${'a'.repeat(43)}` }
  const signedIn = await fetch(`${web.url}/graphql`, {
    method: 'POST',
    headers: { ...cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { id } }' }),
  })
  expect(await signedIn.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true } }] })
  const signIn = await fetch(`${web.url}/sign-in?token=some-token`, { redirect: 'manual' })
  expect(signIn.status).toBe(503)
  expect(Number(signIn.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await signIn.text()).toMatch(/^The database of Sluice is away/)
  expect(outages()).toBe(1)

  line.mend()
  expect(Object.values(await askEverything(api, id)).map(({ type }) => type)).not.toContain('Unavailable')
  expect(await api.generation(id)).toMatchObject({ status: 'SUCCEEDED', text: pacedText(20) })
})

test('cut off in the middle of a stream: it drops with UNAVAILABLE or without a word, and who comes back misses nothing', async () => {
  fake.on('watched', paced(500, 100))
  const id = await api.start({ model, prompt: 'watched' })
  let isCut = false
  const drops: unknown[] = []
  const seen = follow(api, id, {
    onEvent(_, { text }) {
      if (!isCut && text.includes('w50 ')) {
        isCut = true
        line.cut()
        void api
          .watch(id)
          .next()
          .catch((error: unknown) => drops.push(error))
      }
      return true
    },
  })
  await until('a new stream is refused', () => drops.length > 0)
  expect(drops[0]).toBeInstanceOf(Refused)
  expect(drops[0]).toMatchObject({ code: 'UNAVAILABLE' })
  line.mend()
  const screen = await seen
  expect(screen.text).toBe(pacedText(500))
  expect(screen.ended).toBe('GenerationSucceeded')
})

test('silent: every request is answered in time, and whatever became of a start, its key starts once', async () => {
  fake.on('silence', paced(20, 400))
  const id = await api.start({ model, prompt: 'silence' })
  await api.ended(id)
  line.hush()
  const inputs = [1, 2, 3].map((n) => ({ prompt: `Is it ${n}?`, idempotencyKey: randomUUID() }))
  const askedAt = performance.now()
  const [answers, ...starts] = await Promise.all([
    askEverything(api, id),
    ...inputs.map((input) => api.tryStart(input)),
  ])
  expect(answers).toEqual(allUnavailable)
  for (const start of starts) expect(start).toMatchObject({ __typename: 'Unavailable', code: 'UNAVAILABLE' })
  expect(performance.now() - askedAt).toBeLessThan(requestMs + 2_000)

  line.mend()
  const first = await Promise.all(inputs.map((input) => api.start(input)))
  expect(await Promise.all(inputs.map((input) => sluice.api.start(input)))).toEqual(first)
  for (const started of first) await api.ended(started)
  await lookInto(sluice.env, async (database) => {
    await until('nothing runs', async () => (await findBrokenLogs(database)).length === 0)
    const rows = await database.query<{ prompt: string }>(`SELECT prompt FROM generation WHERE prompt LIKE 'Is it %'`)
    expect(rows.map(({ prompt }) => prompt).toSorted()).toEqual(inputs.map(({ prompt }) => prompt))
  })
})

test('a statement that waits for somebody else is given up in time', async () => {
  fake.on('locked', (call) => call.text('so far'))
  const id = await api.start({ model, prompt: 'locked' })
  await until('it writes', async () => (await api.generation(id)).text !== '')
  await lookInto(sluice.env, async (database) => {
    const done = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const holding = database.transaction(async (sql) => {
      await sql.query('SELECT FROM generation FOR UPDATE')
      locked.resolve()
      await done.promise
    })
    try {
      await locked.promise
      const askedAt = performance.now()
      expect(await api.cancel(id)).toMatchObject({ __typename: 'Unavailable' })
      expect(performance.now() - askedAt).toBeLessThan(requestMs)
    } finally {
      done.resolve()
      await holding
    }
  })
  await api.cancel(id)
  expect(await api.ended(id)).toMatchObject({ status: 'CANCELLED', text: 'so far' })
})
