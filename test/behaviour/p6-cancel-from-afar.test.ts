import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { emptyScreen, show } from '../support/fold.ts'
import { inLanes } from '../support/lanes.ts'
import { lookInto } from '../support/look-into.ts'
import { eavesdrop, loseNotify } from '../support/lost-notify.ts'
import { until } from '../support/until.ts'
import { findBrokenLogs } from '../support/whole-logs.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const tries = isFull ? 100 : 20
const races = isFull ? 1_000 : 100
const timeout = isFull ? 600_000 : 60_000
const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const atMoment = (at: number) => until('its moment has come', () => performance.now() >= at, { everyMs: 1 })

/**
 * By how many milliseconds the end is sent after the cancellation, so that the two meet: whichever won the last race is
 * sent a little later in the next.
 */
let endLagMs = 0
const letEnd = new Map<string, () => void>()

/** A race between the end of an answer and its cancellation; answers the status in which it ended. */
async function race(n: number): Promise<string> {
  const prompt = `race ${n}`
  const id = await sluice.api.start({ model, prompt })
  const live: SeenEvent[] = []
  const watching = (async () => {
    for await (const event of sluice.api.watch(id)) live.push(event)
  })()
  const letItEnd = await until('all but the end is sent', () => letEnd.get(prompt))
  const lagMs = endLagMs + randomInt(-4, 5)
  const now = performance.now()
  const ending = atMoment(now + Math.max(0, lagMs)).then(letItEnd)
  await atMoment(now + Math.max(0, -lagMs))
  const { generation: answer } = await sluice.api.cancel(id)
  await ending

  const { status, text } = await sluice.api.ended(id)
  endLagMs += status === 'SUCCEEDED' ? 1 : -1
  // What the answer says is kept: from CANCELLING only CANCELLED follows.
  expect(status).toBe(answer?.status === 'CANCELLING' ? 'CANCELLED' : answer?.status)
  if (status === 'SUCCEEDED') expect(text).toBe('all but the end')
  else expect('all but the end').toContain(text)
  await watching
  const endings = live.filter(
    ({ __typename }) => __typename === 'GenerationSucceeded' || __typename === 'GenerationCancelled',
  )
  expect(endings).toEqual([live.at(-1)])
  const ended = status === 'SUCCEEDED' ? 'GenerationSucceeded' : 'GenerationCancelled'
  expect(live.reduce(show, emptyScreen)).toMatchObject({ text, ended })
  return status
}

test(`success racing cancel gives one terminal event in ${races} of ${races}`, { timeout }, async () => {
  fake.on(/^race/, async (call) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    call.text('all but ')
    letEnd.set(call.prompt, resolve)
    await promise
    call.text('the end')
    call.end()
  })
  const statuses = await inLanes({ count: races, lanes: 8 }, race)
  const succeeded = statuses.filter((status) => status === 'SUCCEEDED').length
  const cancelled = statuses.filter((status) => status === 'CANCELLED').length
  process.stdout.write(`${races} races on ${databaseKind}: ${succeeded} succeeded, ${cancelled} were cancelled\n`)
  expect(succeeded + cancelled).toBe(races)
  expect(Math.min(succeeded, cancelled)).toBeGreaterThan(races / 10) // else the two have not met

  if (databaseKind === 'pglite') await sluice.web.end('SIGTERM')
  expect(await lookInto(sluice.env, findBrokenLogs)).toEqual([])
  if (databaseKind === 'pglite') await sluice.restart('SIGTERM')
})

/** What the provider does when it is cancelled. While it is silent nothing is flushed, which would find the flag too. */
const answers: readonly ((call: FakeCall) => unknown)[] = [
  () => {}, // not even headers
  (call) => call.open(),
  async (call) => {
    // A poll that closes the socket sets the beat for the next try: here it is lost again.
    await atMoment(performance.now() + randomInt(500))
    call.text('so far')
  },
  paced(100_000, 100),
]

/** Starts one, cancels it through the process that does not run it; answers after how many milliseconds the provider's socket closed. */
async function cancelFromAfar(prompt: string, answer: number): Promise<number> {
  const id = await sluice.api.start({ model, prompt })
  const call = await fake.waitForCall(prompt)
  if (answer >= 2) await until('it has text', async () => (await sluice.api.generation(id)).text !== '')
  const since = performance.now()
  await sluice.api.cancel(id)
  const closedAt = await until('the socket closes', () => call.closedAt)
  expect(call.isAbandoned).toBe(true)
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'CANCELLED', attempts: [{ outcome: 'CANCELLED' }] })
  return closedAt - since
}

/** Cancels many; answers how long each took, ascending. */
async function cancelMany(name: string): Promise<number[]> {
  fake.on(new RegExp(`^${name} \\d`), async (call) => {
    await answers[Number(/\d+$/.exec(call.prompt)) % answers.length]?.(call)
  })
  const took = await inLanes({ count: tries, lanes: 4 }, (n) => cancelFromAfar(`${name} ${n}`, n % answers.length))
  const sorted = took.toSorted((a, b) => a - b)
  const [median, slowest] = [sorted[tries >> 1] ?? 0, sorted.at(-1) ?? 0]
  process.stdout.write(
    `${tries} cancels, NOTIFY ${name}: median ${median.toFixed()} ms, slowest ${slowest.toFixed()} ms\n`,
  )
  return sorted
}

// On PGlite one process does all, and nothing is far away.
if (databaseKind === 'postgres') {
  test(`NOTIFY working: the provider's socket closes within a second in ${tries} of ${tries}`, {
    timeout,
  }, async () => {
    await using neighbour = await eavesdrop(sluice.env['DATABASE_URL'] ?? '')
    const took = await cancelMany('working')
    expect(took.at(-1)).toBeLessThan(1_000)
    expect(took[tries >> 1]).toBeLessThan(200) // by the hint: a poll alone takes 250 in the median
    await until('all hints are heard', () => neighbour.heard('cancel') > 0)
  })

  test(`NOTIFY lost: the poll closes it in ${tries} of ${tries}`, { timeout }, async () => {
    await lookInto(sluice.env, loseNotify)
    await sluice.restart('SIGTERM')
    await using neighbour = await eavesdrop(sluice.env['DATABASE_URL'] ?? '')
    const took = await cancelMany('lost')
    if (isFull) expect(took[tries >> 1]).toBeLessThan(1_000) // of twenty beside other suites, half may be late
    expect(took.at(-1)).toBeLessThan(5_000) // half a second is the poll's, the rest a busy machine's
    expect(['queued', 'cancel', 'flushed', 'appended', 'hello'].map(neighbour.heard)).toEqual([0, 0, 0, 0, 0])
    expect(await lookInto(sluice.env, findBrokenLogs)).toEqual([])
  })
}
