import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, lostWorkerLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import type { Screen } from '../support/fold.ts'
import { follow, readLog, screenOf } from '../support/follow.ts'
import { until } from '../support/until.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
/** Each has a start of a process: on a slow machine that takes ten seconds. */
const kills = isFull ? 20 : 6

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^\d+ tokens/, (call) => paced(Number.parseInt(call.prompt, 10), 100)(call))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: lostWorkerLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

test(`${kills} kills in a row: nothing is stuck, and every text is what its provider sent`, {
  timeout: 300_000,
}, async () => {
  const watching = new Map<string, { tokens: number; screen: Promise<Screen> }>()
  for (let kill = 1; kill <= kills; kill += 1) {
    const lengths = [20, 60, ...(kill % 5 === 1 ? [1_000] : [])]
    const start = (tokens: number) =>
      sluice.api.start({ model: 'openai:fake-model', prompt: `${tokens} tokens, ${kill}` })
    const ids = await Promise.all(lengths.map(start))
    for (const [n, id] of ids.entries()) {
      watching.set(id, { tokens: lengths[n] ?? 0, screen: follow(sluice.api, id, { timeoutMs: 290_000 }) })
    }
    const pattern = kill % 2 === 0 ? /w19 $/ : new RegExp(`w${randomInt(0, 10)} `)
    await until('the first is so far', async () => pattern.test((await sluice.api.generation(ids[0] ?? '')).text))
    await sluice.killWorker()
  }
  const statuses: string[] = []
  for (const [id, { tokens, screen }] of watching) {
    const { status, text, attempts } = await sluice.api.ended(id, { timeoutMs: 60_000 })
    const losses = attempts.filter(({ outcome }) => outcome === 'LOST').length
    statuses.push(status)
    expect(status, `lost ${losses} times`).toBe(losses < 3 ? 'SUCCEEDED' : 'INTERRUPTED')
    expect(text).toBe(status === 'SUCCEEDED' ? pacedText(tokens) : attempts.at(-1)?.partialText)
    expect(pacedText(tokens).startsWith(text)).toBe(true)
    expect((await screen).text).toBe(text)
    const log = await readLog(sluice.api, id)
    expect(log.filter(({ reason }) => reason === 'WORKER_LOST')).toHaveLength(Math.min(losses, 2))
    expect(screenOf(log)).toMatchObject({ text, seq: log.length })
  }
  expect(statuses.filter((status) => status === 'INTERRUPTED').length).toBeGreaterThan(0)
  expect(statuses.filter((status) => status === 'SUCCEEDED').length).toBeGreaterThan(kills / 2)
})
