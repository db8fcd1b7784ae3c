import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { follow } from '../support/follow.ts'
import { residentBytes } from '../support/process-memory.ts'
import { stallOn } from '../support/stalled-watcher.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const seconds = isFull ? 60 : 6
const stalled = 200
/** Five hundred tokens a second, in one piece for each 20 ms; long ones, so that no socket's buffer can hold what is not read. */
const pieceMs = 20
const piece = (n: number) => `${n} `.padEnd(10 * 400, 'x')
const pieces = (seconds * 1_000) / pieceMs

let fake: FakeProvider
let sluice: Deployment
const startedAt = new Map<string, number>()
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: sayAtPace })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

async function sayAtPace(call: FakeCall): Promise<void> {
  const from = performance.now()
  startedAt.set(call.prompt, from)
  for (let n = 0; n < pieces; ) {
    const due = Math.min(pieces, Math.floor((performance.now() - from) / pieceMs))
    for (; n < due; n += 1) call.text(piece(n))
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  call.end()
}

/** How long after the provider began each event came to one who reads all at once, in milliseconds. */
async function timesOf(id: string, prompt: string): Promise<{ text: string; times: number[] }> {
  const times: number[] = []
  const onEvent = ({ __typename }: SeenEvent) => {
    if (__typename === 'TextDelta') times.push(performance.now() - (startedAt.get(prompt) ?? 0))
    return true
  }
  const { text } = await follow(sluice.api, id, { onEvent, timeoutMs: (seconds + 50) * 1_000 })
  return { text, times }
}

test(`${stalled} watchers who stop reading cost little memory, and slow neither their generation nor any other`, {
  timeout: (seconds + 100) * 1_000,
}, async () => {
  const [watched, alone] = await Promise.all(
    ['watched', 'alone'].map((prompt) => sluice.api.start({ model: 'openai:fake-model', prompt })),
  )
  if (!watched || !alone) throw new Error('They have not started.')
  const before = residentBytes(sluice.web.pid)
  const reading = [timesOf(watched, 'watched'), timesOf(alone, 'alone')] as const
  const stallers = await Promise.all(
    Array.from({ length: stalled }, () => stallOn({ url: sluice.url, token }, watched)),
  )
  const [first, second] = await Promise.all(reading)
  const grown = residentBytes(sluice.web.pid) - before

  const expected = Array.from({ length: pieces }, (_, n) => piece(n)).join('')
  expect(first.text).toBe(expected)
  expect(second.text).toBe(expected)
  expect(grown / stalled / 1024 ** 2, 'MB a stalled watcher').toBeLessThan(2)
  process.stdout.write(
    `${stalled} stalled watchers: ${(grown / stalled / 1024).toFixed(0)} KiB each; ends ${first.times.at(-1)?.toFixed(0)} and ${second.times.at(-1)?.toFixed(0)} ms\n`,
  )
  // In one and the same run, so that a busy machine slows both: neither has waited for anybody.
  const [watchedMs, aloneMs] = [first.times.at(-1) ?? Infinity, second.times.at(-1) ?? 0]
  expect(watchedMs / aloneMs).toBeLessThan(1.2)
  expect(watchedMs).toBeLessThan(2 * seconds * 1_000)

  for (const staller of stallers.slice(20)) staller.leave()
  for (const screen of await Promise.all(stallers.slice(0, 20).map((staller) => staller.readOn()))) {
    expect(screen).toMatchObject({ text: expected, ended: 'GenerationSucceeded' })
  }
})
