import type { Database } from '@sluice/prisma/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { makePlace, type Place, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { openPlace } from '../support/look-into.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { type SluiceProcess, startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
/** Few enough that some of them have two at work at once. */
const people = 10
const each = isFull ? 500 : 80
/** Of a model only those called a have one. */
const caps = { person: 2, model: 3, provider: 8 }
const models = ['one:a', 'one:b', 'two:a', 'two:b']

let fake: FakeProvider
let place: Place
let database: Database
let api: ApiClient
const processes: SluiceProcess[] = []
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: paced(5, 100) })
  place = await makePlace()
  const file = writeProvidersFile({
    providers: ['one', 'two'].map((name) => ({ name, baseUrl: fake.openaiBaseUrl, cap: caps.provider })),
    models: ['one:a', 'two:a'].map((id) => ({ id, cap: caps.model })),
    caps: { person: caps.person },
    line: { person: 5_000, all: 20_000 },
  })
  const env = { ...place.env, SLUICE_PROVIDERS: file, SLUICE_BOOTSTRAP_TOKEN: token, SLUICE_LEASE_MS: quietLeaseMs }
  const web = await startProcess({ ...env, SLUICE_ROLE: 'web', SLUICE_LOG_LEVEL: 'warn' })
  processes.push(web)
  api = makeApiClient(web.url, token)
  database = await openPlace(place.env)
  const start = () => startProcess({ ...env, SLUICE_ROLE: 'worker', SLUICE_LOG_LEVEL: 'warn' })
  processes.push(...(await Promise.all([start(), start(), start(), start()])))
})
afterAll(async () => {
  await database.close()
  await Promise.all(processes.map((process) => process.end('SIGKILL')))
  await place.remove()
  await fake.close()
})

/** The most that runs at once by person, by model and by provider, in this one reading. */
async function sample(): Promise<{ person: number; model: number; provider: number; left: number }> {
  const [row] = await database.query<{ person: number; model: number; provider: number; left: number }>(
    `WITH active AS MATERIALIZED (SELECT person, model, provider FROM generation WHERE status IN ('RUNNING', 'CANCELLING'))
     SELECT (SELECT coalesce(max(n), 0)::int FROM (SELECT count(*) AS n FROM active GROUP BY person) x) AS person,
       (SELECT coalesce(max(n), 0)::int FROM (SELECT count(*) AS n FROM active WHERE model LIKE '%:a' GROUP BY model) x) AS model,
       (SELECT coalesce(max(n), 0)::int FROM (SELECT count(*) AS n FROM active GROUP BY provider) x) AS provider,
       (SELECT count(*)::int FROM generation WHERE status IN ('QUEUED', 'RUNNING')) AS left`,
  )
  if (!row) throw new Error('nothing was read')
  return row
}

test(`four replicas, ${people * each} jobs of ${people} people: each runs once, caps hold, nobody starves`, {
  timeout: 300_000,
}, async () => {
  const startedAt = performance.now()
  const starting = async (n: number) => {
    const start = (_: unknown, person: number) => {
      const model = models[(n + person) % models.length] ?? ''
      return api.start({ model, prompt: `${person} ${n}`, onBehalfOf: `person ${person}` })
    }
    await Promise.all(Array.from({ length: people }, start))
  }
  const queued = (async () => {
    for (let n = 0; n < each; n += 1) await starting(n)
    return true
  })()
  let isQueued = false
  void queued.then(() => {
    isQueued = true
  })
  const most = { person: 0, model: 0, provider: 0 }
  let samples = 0
  await until(
    'all are done',
    async () => {
      const { left, ...seen } = await sample()
      samples += 1
      for (const key of ['person', 'model', 'provider'] as const) most[key] = Math.max(most[key], seen[key])
      return isQueued && left === 0
    },
    { timeoutMs: 240_000 },
  )
  await queued
  const seconds = (performance.now() - startedAt) / 1_000
  process.stdout.write(
    `${people * each} jobs in ${seconds.toFixed(1)} s, ${samples} samples, most ${JSON.stringify(most)}\n`,
  )

  expect(samples).toBeGreaterThan(20)
  expect(most).toEqual(caps) // never more, and reached, so that they were tried

  const prompts = fake.calls.map(({ prompt }) => prompt)
  expect(prompts).toHaveLength(people * each)
  expect(new Set(prompts).size).toBe(people * each)
  const ended = await database.query<{ status: string; output: string; attempt: number; count: number }>(
    'SELECT status::text, output, attempt, count(*)::int AS count FROM generation GROUP BY 1, 2, 3',
  )
  expect(ended).toEqual([{ status: 'SUCCEEDED', output: pacedText(5), attempt: 1, count: people * each }])
  const workers = await database.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM attempt GROUP BY worker_id',
  )
  expect(workers).toHaveLength(4)

  // In the order in which their calls came nobody falls behind by more than what may run at once: all have the same to do.
  const begun = Array.from({ length: people }, () => 0)
  let widest = 0
  for (const prompt of prompts) {
    const person = Number.parseInt(prompt, 10)
    begun[person] = (begun[person] ?? 0) + 1
    widest = Math.max(widest, Math.max(...begun) - Math.min(...begun))
  }
  expect(widest).toBeLessThanOrEqual(4 * caps.person)
})
