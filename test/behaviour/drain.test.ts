import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { emptyScreen, show } from '../support/fold.ts'
import { follow, readLog } from '../support/follow.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'

let shortMayEnd = Promise.withResolvers<void>()
let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  // "short": ends as soon as the test says so
  fake.on(/^short/, async (call) => {
    call.text('all but ')
    await shortMayEnd.promise
    call.text('the end')
    call.end()
  })
  // "after 4": stalls midway in its first four attempts, and answers in the fifth
  fake.on(/^after \d/, (call) => {
    const attempt = fake.calls.filter(({ prompt }) => prompt === call.prompt).length
    if (attempt > Number(/\d/.exec(call.prompt))) return paced(40, 400)(call)
    call.text(`attempt ${attempt}`)
  })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_GRACE_MS: '600', SLUICE_LEASE_MS: quietLeaseMs })
})
beforeEach(() => {
  shortMayEnd = Promise.withResolvers<void>()
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const hasText = (id: string, text: string) =>
  until(`${id} says ${text}`, async () => (await sluice.api.generation(id)).text.startsWith(text))

/** An orderly end of the worker, and a new one in its place. Answers the exit code. */
async function drainWorker(): Promise<number | null> {
  const code = await sluice.worker.end('SIGTERM')
  await sluice.killWorker()
  return code
}

const workerDrains = () => until('the worker drains', async () => (await readiness(sluice.worker.url)) !== 200)

/** The status of /readyz; 0 when nobody answers. */
function readiness(url: string): Promise<number> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status,
    () => 0,
  )
}

test('what ends within the grace ends; what does not goes back to the line and is done by the next', async () => {
  const short = await sluice.api.start({ model, prompt: 'short' })
  const long = await sluice.api.start({ model, prompt: 'after 1 drain' })
  const watching = follow(sluice.api, long)
  await hasText(short, 'all but ')
  await hasText(long, 'attempt 1')
  const draining = drainWorker()
  await workerDrains()
  shortMayEnd.resolve()
  expect(await draining).toBe(0)

  const text = pacedText(40)
  expect(await sluice.api.ended(short)).toMatchObject({
    status: 'SUCCEEDED',
    text: 'all but the end',
    attempts: [{ outcome: 'SUCCEEDED' }],
  })
  expect(await sluice.api.ended(long)).toMatchObject({
    status: 'SUCCEEDED',
    text,
    attempts: [{ outcome: 'RETURNED', partialText: 'attempt 1' }, { outcome: 'SUCCEEDED' }],
  })
  const restarts = (await readLog(sluice.api, long)).filter(({ __typename }) => __typename === 'Restarted')
  expect(restarts).toMatchObject([{ reason: 'DRAIN' }])
  expect(await watching).toMatchObject({ text, ended: 'GenerationSucceeded' })
  expect((await fake.waitForCall('after 1 drain')).isAbandoned).toBe(true)
})

test('a drain is no loss: after four in a row it still succeeds', { timeout: 240_000 }, async () => {
  const id = await sluice.api.start({ model, prompt: 'after 4 drains' })
  const watching = follow(sluice.api, id, { timeoutMs: 200_000 })
  for (const n of [1, 2, 3, 4]) {
    await hasText(id, `attempt ${n}`)
    expect(await drainWorker()).toBe(0)
  }
  const { status, text, attempts } = await sluice.api.ended(id)
  expect({ status, text }).toEqual({ status: 'SUCCEEDED', text: pacedText(40) })
  expect(attempts.map(({ outcome }) => outcome)).toEqual([...Array<string>(4).fill('RETURNED'), 'SUCCEEDED'])
  expect(await watching).toMatchObject({ text, ended: 'GenerationSucceeded' })

  if (databaseKind === 'pglite') await sluice.web.end('SIGTERM')
  const rows = await lookInto(sluice.env, (database) =>
    database.query('SELECT recoveries FROM generation WHERE id = $1', [uuidIn(id)]),
  )
  expect(rows).toEqual([{ recoveries: 0 }])
  if (databaseKind === 'pglite') await sluice.restart('SIGTERM')
})

test('streams get a last Reconnect, spread over time, and go on where they were', async () => {
  const id = await sluice.api.start({ model, prompt: 'after 1 reconnect' })
  await hasText(id, 'attempt 1')
  const watchers = Array.from({ length: 5 }, () => {
    const { promise: watches, resolve } = Promise.withResolvers<void>()
    const collect = async () => {
      const events: SeenEvent[] = []
      for await (const event of sluice.api.watch(id)) {
        events.push(event)
        resolve()
      }
      return events
    }
    return { watches, stream: collect() }
  })
  await Promise.all(watchers.map(({ watches }) => watches))
  expect(await sluice.web.end('SIGTERM')).toBe(0)
  const streams = await Promise.all(watchers.map(({ stream }) => stream))
  await sluice.restart('SIGTERM')

  const waits = streams.map((events) => events.at(-1)?.afterMs ?? 0)
  for (const events of streams) expect(events.at(-1)?.__typename).toBe('Reconnect')
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(100)
  expect(Math.max(...waits)).toBeLessThanOrEqual(5_000)
  expect(new Set(waits).size).toBeGreaterThan(1)
  const { text } = await sluice.api.ended(id)
  for (const events of streams) {
    const from = events.reduce(show, emptyScreen)
    expect(events.at(-1)?.cursor).toBe(from.cursor)
    expect(await follow(sluice.api, id, { from })).toMatchObject({ text, ended: 'GenerationSucceeded' })
  }
})

test('a second SIGTERM changes nothing, nor does Ctrl-C', async () => {
  const id = await sluice.api.start({ model, prompt: 'short, and asked twice' })
  await hasText(id, 'all but ')
  sluice.worker.signal('SIGTERM')
  await workerDrains()
  sluice.worker.signal('SIGTERM')
  const ended = sluice.worker.end('SIGINT')
  shortMayEnd.resolve()
  expect(await ended).toBe(0)
  await sluice.killWorker()
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', attempts: [{ outcome: 'SUCCEEDED' }] })
})

test('a drain in the middle of many starts leaves none behind', async () => {
  const ids: string[] = []
  const starting = Array.from({ length: 30 }, async (_, n) => {
    ids.push(await sluice.api.start({ model, prompt: `after 0, many ${n}` }))
  })
  await Promise.race(starting)
  const code = sluice.worker.end('SIGTERM')
  await Promise.allSettled(starting) // on PGlite those that come too late are refused a connection
  expect(await code).toBe(0)
  await sluice.killWorker()
  for (const id of ids) expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', text: pacedText(40) })
})

if (databaseKind === 'postgres') {
  test('a claim that comes through while the worker drains is given back', async () => {
    const claimLock = 5_107_201
    const { hostname, port } = new URL(sluice.worker.url)
    const slowClient = connect(Number(port), hostname) // it keeps the process from closing its server at once
    slowClient.on('error', () => {}).write('GET /readyz HTTP/1.1\r\n')
    const id = await lookInto(sluice.env, (database) =>
      database.transaction(async (sql) => {
        await sql.query('SELECT pg_advisory_xact_lock($1)', [claimLock])
        const started = await sluice.api.start({ model, prompt: 'after 0, claimed late' })
        await until('the worker waits to claim', async () => {
          const waiting = await sql.query(
            `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = $1`,
            [claimLock],
          )
          return waiting.length > 0
        })
        sluice.worker.signal('SIGTERM')
        await workerDrains()
        return started
      }),
    )
    expect(await sluice.worker.end('SIGTERM')).toBe(0)
    slowClient.destroy()
    await sluice.killWorker()
    expect(await sluice.api.ended(id)).toMatchObject({
      status: 'SUCCEEDED',
      text: pacedText(40),
      attempts: [{ outcome: 'RETURNED' }, { outcome: 'SUCCEEDED' }],
    })
  })
}
