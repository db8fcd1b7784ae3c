import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '@sluice/prisma/sql'
import { type ApiClient, makeApiClient } from '../test/support/api-client.ts'
import { startFakeProvider } from '../test/support/fake-provider/fake-provider.ts'
import { paced } from '../test/support/fake-provider/paced.ts'
import { openPlace } from '../test/support/look-into.ts'
import { writeProvidersFile } from '../test/support/providers-file.ts'
import { startProcess } from '../test/support/sluice-process.ts'
import { until } from '../test/support/until.ts'
import { type BenchDatabase, onBothDatabases } from './databases.ts'
import { quantile, quantiles } from './quantile.ts'

// From a start to the request at its provider, while 500 others run: from the moment at which the statement that writes the start
// began, by the clock of the database (its commit comes a little later), and from before the start itself was sent.

const running = 500
const starts = 200
const budgetMs = 20
/** Tokens a second that each of the others gets. */
const rates = [1, 10]

const token = 'bench-token-of-one'
let isMet = true
await onBothDatabases(async (database) => {
  for (const rate of rates) await measure(database, rate)
})
process.exitCode = isMet ? 0 : 1

async function measure({ name, env }: BenchDatabase, rate: number): Promise<void> {
  const fake = await startFakeProvider({ fallback: paced(1_000_000, rate) })
  fake.on(/^measured/, (call) => {
    call.text('Hello.')
    call.end()
  })
  const file = writeProvidersFile({ caps: { person: 2_000 }, providers: [{ name: 'openai', cap: 2_000 }] })
  const sluice = await startProcess(
    {
      ...env,
      OPENAI_BASE_URL: fake.openaiBaseUrl,
      SLUICE_PROVIDERS: file,
      SLUICE_SLOTS: '1000',
      SLUICE_BOOTSTRAP_TOKEN: token,
      SLUICE_LOG_LEVEL: 'warn',
      SLUICE_GRACE_MS: '0',
    },
    { isLasting: true },
  )
  const api = makeApiClient(sluice.url, token)
  try {
    await Promise.all(Array.from({ length: running }, (_, n) => api.start({ model: 'openai:m', prompt: `other ${n}` })))
    await until('all others run', () => fake.calls.length === running, { timeoutMs: 60_000 })
    const [fromWrite, fromSend]: [number[], number[]] = [[], []]
    for (let n = 0; n < starts; n += 1) {
      const prompt = `measured ${n}`
      const sentAt = performance.now()
      const id = await api.start({ model: 'openai:m', prompt })
      const { startedAt } = await fake.waitForCall(prompt)
      fromWrite.push(performance.timeOrigin + startedAt - (await writtenAt(api, id)))
      fromSend.push(startedAt - sentAt)
      await delay(20)
    }
    isMet = quantile(fromWrite, 0.95) < budgetMs && isMet
    console.log(
      `${name}, ${running} others at ${rate} tokens/s: commit to provider request ${quantiles(fromWrite)} ms (budget p95 ${budgetMs}); ` +
        `from before the start was sent ${quantiles(fromSend)} ms`,
    )
  } finally {
    await sluice.end('SIGKILL')
    await fake.close()
  }
  await forgetAll(env)
}

async function writtenAt(api: ApiClient, id: string): Promise<number> {
  const query = 'query ($id: ID!) { generation(id: $id) { createdAt } }'
  const { generation } = await api.query<{ generation: { createdAt: string } }>(query, { id })
  return Date.parse(generation.createdAt)
}

/** So that the next measurement begins with nothing in work. */
async function forgetAll(env: BenchDatabase['env']): Promise<void> {
  const database: Database = await openPlace(env)
  await database.query('DELETE FROM attempt')
  await database.query('DELETE FROM generation')
  await database.query('DELETE FROM worker')
  await database.close()
}
