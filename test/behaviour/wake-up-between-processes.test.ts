import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, databaseKind, deploy, token } from '../support/deployment.ts'
import { sentences } from '../support/sentences.ts'
import { subscribe } from '../support/subscribe.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '20' })
})
afterAll(() => sluice.stop())

interface Delta {
  readonly __typename: string
  readonly at: string
}

/** How long after its commit each delta of a new generation arrives, in milliseconds; `onDelta` is told how many there are. */
async function lags(onDelta: (count: number) => void = () => {}): Promise<number[]> {
  const id = await sluice.api.start({ prompt: sentences(4) })
  const document = 'subscription ($id: ID!) { generationEvents(id: $id) { __typename at } }'
  const seen: number[] = []
  for await (const event of subscribe<Delta>({ url: sluice.url, token }, document, { id })) {
    if (event.__typename !== 'TextDelta') continue
    seen.push(Date.now() - Date.parse(event.at))
    onDelta(seen.length)
  }
  return seen
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

test('a token reaches a watcher in another process without waiting for a poll', async () => {
  const seen = await lags()
  expect(seen.length).toBeGreaterThanOrEqual(20)
  expect(median(seen)).toBeLessThan(300)
})

if (databaseKind === 'postgres') {
  test('it also does when the line between the processes is cut, again and again', async () => {
    const client = new Client({ connectionString: sluice.env['DATABASE_URL'] })
    await client.connect()
    try {
      let cut = 0
      const cuts: Promise<void>[] = []
      const cutAll = async () => {
        const { rowCount } = await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
        )
        cut += rowCount ?? 0
      }
      const seen = await lags((count) => {
        if (count % 5 === 1) cuts.push(cutAll())
      })
      await Promise.all(cuts)
      expect(cut).toBeGreaterThan(2)
      expect(Math.max(...seen)).toBeLessThan(2_500)
    } finally {
      await client.end()
    }
    expect(median(await lags())).toBeLessThan(300)
  })
}
