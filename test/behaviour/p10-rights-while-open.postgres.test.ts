import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { following } from '../support/follow-activity.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: (call) => call.text('so far') })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** Two that go on. */
async function startTwo(): Promise<[string, string]> {
  const start = () => sluice.api.start({ model: 'openai:fake-model', prompt: 'goes on' })
  return [await start(), await start()]
}

/** As when sharing ends: it belongs to somebody else from now on. */
async function giveAway(id: string): Promise<void> {
  const text = `UPDATE thread SET owner_id = (SELECT id FROM principal WHERE name = 'another')
    WHERE id = (SELECT thread_id FROM generation WHERE id = $1)`
  await lookInto(sluice.env, (database) => database.query(text, [uuidIn(id)]))
}

/** Watches until the stream ends; answers what it was refused with, and when. */
async function watchToItsEnd(id: string): Promise<{ refusal: unknown; endedAt: number }> {
  try {
    for await (const _ of sluice.api.watch(id));
    return { refusal: null, endedAt: performance.now() }
  } catch (refusal) {
    return { refusal, endedAt: performance.now() }
  }
}

test('a stream of what may not be seen any more is refused within 10 s, and every other goes on', async () => {
  const [lost, kept] = await startTwo()
  let isOver = false
  const watching = watchToItsEnd(lost)
  const other = watchToItsEnd(kept).finally(() => {
    isOver = true
  })
  await fake.waitForCall('goes on', 2)
  await giveAway(lost)
  const takenAt = performance.now()
  const { refusal, endedAt } = await watching
  expect(refusal).toMatchObject({ code: 'NOT_FOUND' })
  expect(endedAt - takenAt).toBeLessThan(10_000)
  expect(isOver).toBe(false)
  await expect(watchToItsEnd(lost)).resolves.toMatchObject({ refusal: { code: 'NOT_FOUND' } })
  await sluice.api.cancel(kept)
  expect((await other).refusal).toBeNull()
})

test('activity tells that one of the open ones is not there any more, and goes on with the others', async () => {
  const [lost, kept] = await startTwo()
  await using told = following({ url: sluice.url, token }, { open: [{ id: lost }, { id: kept }] })
  await until('both are open', () => [lost, kept].every((id) => told.eventsOf(id).length > 0))
  await giveAway(lost)
  const takenAt = performance.now()
  const refused = () => told.seen.find(({ __typename }) => __typename === 'PositionRefused')
  expect(await until('the refusal', refused)).toMatchObject({ generationId: lost, code: 'NOT_FOUND' })
  expect(performance.now() - takenAt).toBeLessThan(10_000)
  await sluice.api.cancel(kept)
  await until('the end of the other', () => told.eventsOf(kept).at(-1)?.__typename === 'GenerationCancelled')
})
