import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { following } from '../support/follow-activity.ts'
import { sentences } from '../support/sentences.ts'
import { until } from '../support/until.ts'

let sluice: Deployment
let client: Client
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '200' })
  client = new Client({ connectionString: sluice.env['DATABASE_URL'] })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await sluice.stop()
})

/** Changes it in a transaction that stays open. */
async function changeAndHold(id: string): Promise<void> {
  const uuid = Buffer.from(id, 'base64').toString().split(':')[1]
  await client.query('BEGIN')
  await client.query('UPDATE generation SET priority = priority + 1 WHERE id = $1', [uuid])
}

test('a change that commits after later ones is told all the same, also to whoever comes back in between', async () => {
  const slow = await sluice.api.start({ prompt: sentences(1) })
  await sluice.api.ended(slow)
  await using activity = following({ url: sluice.url, token })
  await until('a snapshot', () => activity.seen.length > 0)
  const changesOf = (seen: typeof activity.seen) => seen.filter(({ generationId }) => generationId === slow).length
  const before = changesOf(activity.seen)

  await changeAndHold(slow)
  const fast = await sluice.api.start({ prompt: sentences(1) })
  await until('the later one is told', () => activity.statusOf(fast) === 'SUCCEEDED')
  const { cursor } = activity
  expect(changesOf(activity.seen)).toBe(before)
  await client.query('COMMIT')

  await until('the one that was held', () => changesOf(activity.seen) > before)
  await using back = following({ url: sluice.url, token }, { since: cursor })
  await until('a snapshot', () => back.seen.length > 0)
  expect(back.statusOf(slow)).toBe('SUCCEEDED')
})
