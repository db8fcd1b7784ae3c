import { randomUUID } from 'node:crypto'
import { claimNext } from '@sluice/server/dispatch/claim'
import { createLogWriter } from '@sluice/server/log/log-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKind, makePlace } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { pacedText, planned } from '../support/fake-provider/paced.ts'
import type { Screen } from '../support/fold.ts'
import { follow } from '../support/follow.ts'
import { lookInto, openPlace } from '../support/look-into.ts'
import { losingTwoOfFive } from '../support/losing-database.ts'
import { deployOutlying } from '../support/outlying.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { makeWorker, putInLine, unlimited } from '../support/put-in-line.ts'
import { until } from '../support/until.ts'
import { findBrokenLogs } from '../support/whole-logs.ts'

test('a database that loses two statements of five, before or after they are done: each event stands once', async () => {
  const place = await makePlace()
  const database = await openPlace(place.env)
  try {
    const workerId = await makeWorker(database)
    const providers: string[] = []
    for (let n = 0; n < 8; n += 1) providers.push((await putInLine(database)).provider)
    const { claims } = await claimNext(database, { workerId, ask: 8, caps: unlimited, providers })
    expect(claims).toHaveLength(8)
    const committed = new Map(claims.map(({ id, head }) => [id, Array.from({ length: head }, (_, n) => n + 1)]))
    const faults: unknown[] = []
    const losing = losingTwoOfFive(database)
    const writer = createLogWriter({
      sql: losing,
      workerId: () => workerId,
      patienceMs: 60_000,
      onCommitted: (id, events) => committed.get(id)?.push(...events.map(({ seq }) => seq)),
      onFlushed: () => {},
      onCancelRequested: (id) => faults.push(`${id} is cancelled`),
      onLost: (id) => faults.push(`${id} is lost`),
      onLeaseLost: () => faults.push('the lease is lost'),
      report: (fault) => (fault.code === 'UNAVAILABLE' ? '' : `${faults.push(fault)}`), // that statements are lost is no fault
    })
    // So many that enough is lost even where all who wait wait for one and the same statement, as on a busy machine.
    const words = Array.from({ length: 15 }, (_, n) => `word ${n}, `)
    await Promise.all(
      claims.map(async (claim, n) => {
        const log = writer.open(claim)
        for (const text of words) {
          await log.append({ kind: 'TextDelta', text })
          // The next word comes after the next flush, or at once: some of them share an event.
          const before = losing.asked()
          if (n % 2 === 0) await until('another statement is asked', () => losing.asked() > before, { everyMs: 5 })
        }
        const body = { kind: 'GenerationSucceeded', finishReason: 'STOP' } as const
        await log.end({ tag: 'ended', body, bill: { usage: null, cost: null } })
      }),
    )
    expect(faults).toEqual([])
    expect(losing.lost()).toBeGreaterThan(4)
    expect(await findBrokenLogs(database)).toEqual([])
    const rows = await database.query<{ id: string; head: number; output: string }>(
      'SELECT id, head, output FROM generation',
    )
    for (const { id, head, output } of rows) {
      expect(output).toBe(words.join(''))
      expect(committed.get(id)).toEqual(Array.from({ length: head }, (_, n) => n + 1))
    }
  } finally {
    await database.close()
    await place.remove()
  }
})

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const leaseMs = isFull ? 30_000 : 6_000
const streams = 100
const inDoubt = 10
const tokensPerSecond = 30
/** From two seconds to twice a lease, so that some end before the database goes, some while it is away, some after. */
const tokensOf = (n: number) =>
  tokensPerSecond * 2 + Math.round(((2 * leaseMs * n) / streams / 1_000) * tokensPerSecond)
const timeout = 6 * leaseMs + 60_000

const model = 'openai:fake-model'
const caps = { caps: { person: 1_000 }, providers: [{ name: 'openai', cap: 1_000 }] }

let fake: FakeProvider
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: planned })
})
afterAll(() => fake.close())

/** A generation and its watchers. */
interface Watched {
  readonly id: string
  readonly prompt: string
  readonly tokens: number
  /** When its watchers saw something first after the database came back, on the clock of `performance.now()`. */
  resumedAt: number | null
  readonly ends: Promise<Screen>[]
}

interface Outage {
  readonly cutAt: number
  readonly mendedAt: number
  readonly all: readonly Watched[]
}

/** Starts many, lets the database go in their midst, and checks that all of them end whole. */
async function loseDatabase(name: string, awayMs: number): Promise<Outage> {
  await using sluice = await deployOutlying({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_PROVIDERS: writeProvidersFile(caps),
    SLUICE_LEASE_MS: `${leaseMs}`,
    SLUICE_SLOTS: '80', // one worker could not do all
  })
  const { api, line, env } = sluice
  const inputs = Array.from({ length: streams + inDoubt }, (_, n) => {
    const tokens = tokensOf(n % streams)
    const prompt = `${name} ${n} {"tokens":${tokens},"rate":${tokensPerSecond}}`
    return { tokens, input: { model, prompt, idempotencyKey: randomUUID() } }
  })
  const begin = async ({ tokens, input }: (typeof inputs)[number]): Promise<Watched> => {
    return { id: await api.start(input), prompt: input.prompt, tokens, resumedAt: null, ends: [] }
  }
  let mendedAt = Infinity
  const watch = (one: Watched) => {
    const onEvent = () => {
      if (performance.now() > mendedAt) one.resumedAt ??= performance.now()
      return true
    }
    one.ends.push(follow(api, one.id, { onEvent, timeoutMs: timeout }))
  }
  const all = await Promise.all(inputs.slice(0, streams).map(begin))
  for (const one of all) watch(one)
  await until('all are being answered', () => all.every((one) => callsOf(one).length === 1))
  await until('the shortest is nearly done', async () => (await api.generation(all[0]?.id ?? '')).text.includes('w45 '))

  // Those who start just then do not know whether they have, and say it again with the same key.
  const starting = inputs.slice(streams).map(begin)
  const inTime = Promise.allSettled(starting)
  await Promise.race(starting)
  const cutAt = performance.now()
  line.cut()
  for (const one of all.slice(0, 20)) watch(one) // those who come while it is away
  await until('it was away for so long', () => performance.now() - cutAt >= awayMs, { timeoutMs: awayMs + 1_000 })
  line.mend()
  mendedAt = performance.now()
  const answered = (await inTime).flatMap((start) => (start.status === 'fulfilled' ? start.value.id : []))
  for (const input of inputs.slice(streams)) {
    const one = await until('the start is answered', () => begin(input).catch(() => null))
    watch(one)
    all.push(one)
  }
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(answered))

  for (const one of all) {
    const whole = pacedText(one.tokens)
    const { status, text } = await api.ended(one.id, { timeoutMs: timeout })
    expect({ status, text }, one.prompt).toEqual({ status: 'SUCCEEDED', text: whole })
    for (const end of one.ends) expect(await end).toMatchObject({ text: whole, ended: 'GenerationSucceeded' })
  }
  expect(await lookInto(env, findBrokenLogs)).toEqual([])
  return { cutAt, mendedAt, all }
}

/** The calls for one generation, the first first. */
function callsOf({ prompt }: Pick<Watched, 'prompt'>): FakeCall[] {
  return fake.calls.filter((call) => call.prompt === prompt)
}

/** How long after the outage the last watcher saw something again, of those whom it had found watching. */
function msUntilAllResumed({ all, mendedAt }: Outage): number {
  return Math.max(...all.slice(0, streams).map(({ resumedAt }) => (resumedAt ?? mendedAt) - mendedAt))
}

// PGlite lives in the process, and goes only with it.
if (databaseKind === 'postgres') {
  describe(`the database is gone, ${streams} streams`, () => {
    test('for two thirds of a lease: they go on, and nothing is done twice', { timeout }, async () => {
      const outage = await loseDatabase('two thirds', (leaseMs * 2) / 3)
      const { cutAt, mendedAt, all } = outage
      for (const one of all) expect(callsOf(one).map(({ isAbandoned }) => isAbandoned)).toEqual([false])
      const meanwhile = fake.calls.filter(({ closedAt }) => closedAt && closedAt > cutAt && closedAt < mendedAt)
      expect(meanwhile.length).toBeGreaterThan(10)
      const resumedMs = msUntilAllResumed(outage)
      report(
        `away for ${mendedAt - cutAt} ms: ${meanwhile.length} ended meanwhile, all watchers go on after ${resumedMs} ms`,
      )
      expect(resumedMs).toBeLessThan(3_000)
    })

    test('for two leases: all recover, and none is done twice', { timeout }, async () => {
      const outage = await loseDatabase('two leases', leaseMs * 2)
      const { cutAt, mendedAt, all } = outage
      const again = all.map(callsOf).filter(({ length }) => length > 1)
      expect(again.length).toBeGreaterThan(streams / 2)
      for (const [first, second, ...others] of again) {
        expect(others).toEqual([])
        expect(first?.closedAt).toBeLessThanOrEqual(second?.startedAt ?? 0)
      }
      const givenUpMs = Math.max(...again.map(([first]) => first?.closedAt ?? Infinity)) - cutAt
      const begunMs = Math.max(...again.map(([, second]) => second?.startedAt ?? Infinity)) - mendedAt
      report(
        `away for ${mendedAt - cutAt} ms: ${again.length} begun anew, given up after ${givenUpMs} ms, begun ${begunMs} ms after it was back, all watchers go on after ${msUntilAllResumed(outage)} ms`,
      )
      expect(givenUpMs).toBeLessThan(leaseMs + 500)
      expect(begunMs).toBeLessThan(leaseMs + leaseMs / 10 + 2_000)
    })
  })
}

function report(line: string): void {
  process.stdout.write(`${line.replace(/\.\d+/g, '')}\n`)
}
