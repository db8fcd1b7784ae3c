import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseKind, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import type { Screen } from '../support/fold.ts'
import { follow, readLog, screenOf } from '../support/follow.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { deployReplicas, type Replica, type Replicas } from '../support/replicas.ts'
import { until } from '../support/until.ts'
import { findBrokenLogs } from '../support/whole-logs.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const rounds = isFull ? 100 : databaseKind === 'pglite' ? 5 : 10
/** A start of a process on a slow machine takes ten seconds, and each round has one. */
const timeout = isFull ? 1_800_000 : 300_000
/** On PGlite the next start voids all leases: there it is so long that none lapses by itself. */
const leaseMs = databaseKind === 'pglite' ? Number(quietLeaseMs) : 2_000
/** What a renewal and a reap may take on a busy machine. */
const slackMs = 1_000
/** How long what a dead worker ran may stand there as running. */
const boundMs = leaseMs + leaseMs / 10 + slackMs

const moments = ['claimed', 'before the first token', 'midway', 'between last token and end', 'cancelling'] as const
type Moment = (typeof moments)[number]
const words = Array.from({ length: 60 }, (_, n) => `w${n} `)
const [half, rest] = ['the first half, ', 'and the second']
const wholeText = (moment: Moment) => (moment === 'midway' ? words.join('') : half + rest)

/** A generation that waits at its moment to be lost, in its first attempt or in its first two. */
interface Victim {
  readonly id: string
  readonly prompt: string
  readonly moment: Moment
  /** What its watcher sees now, and has seen in the end. */
  text: string
  end: Promise<Screen>
}

const victims = new Map<string, Victim>()
let goOn = Promise.withResolvers<void>()
let all: Replicas
beforeAll(async () => {
  // Four slots each, so that five do not all fall to one worker.
  const slots = databaseKind === 'postgres' ? { SLUICE_SLOTS: '4' } : {}
  all = await deployReplicas({ ...slots, SLUICE_LEASE_MS: `${leaseMs}` })
  for (const { fake } of all.replicas) fake.on(/^lost/, answer)
})
afterAll(() => all.stop())

async function answer(call: FakeCall): Promise<void> {
  const [, losses, moment] = /^lost (\d): ([^,]+)/.exec(call.prompt) ?? []
  const mayBeLost = callsOf(call).length <= Number(losses)
  const released = mayBeLost ? goOn.promise : Promise.resolve()
  if (moment === 'claimed') await released
  call.open()
  if (moment === 'before the first token') await released
  if (moment === 'midway') return sayWords(call, released)
  call.text(half)
  if (moment === 'cancelling') await released
  call.text(rest)
  if (moment === 'between last token and end') await released
  call.end()
}

/** Sixty words a second; once released, all that is left at once, and the end. */
async function sayWords(call: FakeCall, released: Promise<void>): Promise<void> {
  for (const word of words) {
    call.text(word)
    await Promise.race([released, delay(1_000 / 60)])
  }
  await released
  call.end()
}

function callsOf({ prompt }: { readonly prompt: string }): FakeCall[] {
  return all.replicas.flatMap(({ fake }) => fake.calls.filter((call) => call.prompt === prompt))
}

async function startVictim(moment: Moment, { losses, name }: { losses: number; name: string }): Promise<Victim> {
  const { api } = all.sluice
  const prompt = `lost ${losses}: ${moment}, ${name}`
  const id = await api.start({ model: 'openai:fake-model', prompt })
  const onEvent = (_: unknown, { text }: Screen) => {
    victim.text = text
    return true
  }
  const end = follow(api, id, { onEvent, timeoutMs: timeout })
  const victim: Victim = { id, prompt, moment, text: '', end }
  victims.set(prompt, victim)
  return victim
}

/** Whether it has come to its moment; midway that is at this word. */
function isThere(victim: Victim, word: string): boolean {
  if (victim.moment === 'midway') return victim.text.includes(word)
  if (victim.moment === 'cancelling') return victim.text === half
  if (victim.moment === 'between last token and end') return victim.text === half + rest
  return callsOf(victim).length === 1
}

/** Those that this replica is running, by the connections that it holds, each with the number of its attempt. */
function runBy({ fake }: Replica): { victim: Victim; attempt: number }[] {
  return fake.calls.flatMap((call) => {
    const victim = victims.get(call.prompt)
    return victim && !call.isClosed ? [{ victim, attempt: callsOf(call).length }] : []
  })
}

/** The flags that a worker finds no time to confirm: it is frozen before, and then killed. */
async function cancelUnconfirmed(replica: Replica, round: readonly Victim[]): Promise<void> {
  if (databaseKind === 'pglite') return // nobody is there to be asked: see flagAsCancelled
  const frozen = runBy(replica)
  replica.signal('SIGSTOP')
  for (const { id } of round) {
    const { generation } = await all.sluice.api.cancel(id)
    if (frozen.some(({ victim }) => victim.id === id)) expect(generation?.status).toBe('CANCELLING')
  }
}

/** What the one process would have written just before it died. */
function flagAsCancelled(round: readonly Victim[]): Promise<unknown> {
  return lookInto(all.sluice.env, (database) =>
    database.query(
      `UPDATE generation SET status = 'CANCELLING', cancel_requested_at = now() WHERE id = ANY($1::uuid[])`,
      [round.map(({ id }) => uuidIn(id))],
    ),
  )
}

/** Starts five, kills a worker at their moment; answers how long it took until all that it ran was taken back. */
async function killAt(moment: Moment, n: number): Promise<number> {
  const round = await Promise.all(
    [2, 2, 1, 1, 1].map((losses, k) => startVictim(moment, { losses, name: `${n}.${k}` })),
  )
  const word = words[randomInt(words.length)] ?? ''
  await until(`all are there: ${moment}`, () => round.every((victim) => isThere(victim, word)))
  // By turns, as long as each runs some.
  const runsSome = (replica: Replica) => runBy(replica).some(({ victim }) => round.includes(victim))
  const replica = (n % 2 === 0 ? all.replicas : all.replicas.toReversed()).find(runsSome)
  if (!replica) throw new Error(`no worker runs any of round ${n}`)
  if (moment === 'cancelling') await cancelUnconfirmed(replica, round)
  const lost = runBy(replica)

  const since = performance.now()
  const replaced = replica.kill(async () => {
    goOn.resolve() // those that another worker runs may end
    goOn = Promise.withResolvers()
    if (databaseKind === 'pglite' && moment === 'cancelling') await flagAsCancelled(round)
  })
  // On PGlite the next process takes all back before it answers anyone: it is there at the first look.
  if (databaseKind === 'pglite') await replaced
  const timeoutMs = databaseKind === 'pglite' ? 0 : 2 * boundMs
  await Promise.all(
    lost.map(({ victim, attempt }) =>
      until(
        `${victim.prompt} is taken back`,
        async () => (await all.sluice.api.generation(victim.id)).attempts[attempt - 1]?.outcome,
        { timeoutMs },
      ),
    ),
  )
  const tookMs = performance.now() - since
  await replaced
  return tookMs
}

/** Checks how one has ended; answers how often it was lost. */
async function expectWhole(victim: Victim): Promise<number> {
  const { api } = all.sluice
  const { status, text, attempts } = await api.ended(victim.id, { timeoutMs: 30_000 })
  const losses = attempts.filter(({ outcome }) => outcome === 'LOST').length
  const isCancelled = victim.moment === 'cancelling'
  expect(status, victim.prompt).toBe(isCancelled ? 'CANCELLED' : losses < 3 ? 'SUCCEEDED' : 'INTERRUPTED')
  // One that a living worker ran may have been sent the rest in the moment in which it was stopped.
  const kept = isCancelled && losses === 0 && text !== half ? half + rest : half
  if (status === 'INTERRUPTED') expect(text).toBe(attempts.at(-1)?.partialText)
  else expect(text).toBe(isCancelled ? kept : wholeText(victim.moment))
  expect(attempts).toHaveLength(status === 'SUCCEEDED' ? losses + 1 : Math.max(losses, 1))
  // Never more than attempts; an attempt that was lost before it asked has none.
  const calls = callsOf(victim).length
  expect(calls, 'calls of the provider').toBeLessThanOrEqual(attempts.length)
  expect(calls, 'calls of the provider').toBeGreaterThanOrEqual(Math.max(attempts.length - losses, 1))
  expect(await victim.end).toMatchObject({ text })
  const log = await readLog(api, victim.id)
  expect(screenOf(log)).toMatchObject({ text, seq: log.length })
  const restarts = log.filter(({ reason }) => reason === 'WORKER_LOST')
  expect(restarts).toHaveLength(status === 'SUCCEEDED' ? losses : losses - 1 > 0 ? losses - 1 : 0)
  return losses
}

test(`${rounds} kills at random moments: nothing is stuck, and what is lost once or twice ends whole`, {
  timeout,
}, async () => {
  const took: number[] = []
  for (let n = 0; n < rounds; n += 1) {
    took.push(await killAt(moments[n % moments.length] ?? 'claimed', n))
    expect(took.at(-1), `taken back in round ${n}`).toBeLessThan(boundMs)
  }
  goOn.resolve()
  const lost = new Map<Moment, number[]>(moments.map((moment) => [moment, []]))
  for (const victim of victims.values()) lost.get(victim.moment)?.push(await expectWhole(victim))

  if (databaseKind === 'pglite') await all.sluice.web.end('SIGTERM')
  expect(await lookInto(all.sluice.env, findBrokenLogs)).toEqual([])

  const counts = [...lost].map(
    ([moment, losses]) => `${moment} ${[0, 1, 2, 3].map((k) => losses.filter((l) => l === k).length).join('/')}`,
  )
  process.stdout.write(
    `${rounds} kills on ${databaseKind}, taken back in ${(took.reduce((a, b) => a + b) / rounds).toFixed()} ms, at most ${Math.max(...took).toFixed()}; lost 0/1/2/3 times: ${counts.join(', ')}\n`,
  )
  for (const losses of lost.values()) expect(losses.filter((count) => count === 1 || count === 2)).not.toEqual([])
  expect([...lost.values()].flat()).toContain(2)
})
