import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, deploy, lostWorkerLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { emptyScreen, show } from '../support/fold.ts'
import { readLog, screenOf } from '../support/follow.ts'

const model = 'openai:fake-model'
const terminalOf: Readonly<Record<string, string>> = {
  SUCCEEDED: 'GenerationSucceeded',
  FAILED: 'GenerationFailed',
  CANCELLED: 'GenerationCancelled',
  INTERRUPTED: 'GenerationInterrupted',
}
const terminals = new Set(Object.values(terminalOf))

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^short/, paced(20, 400))
  fake.on(/^endless/, paced(100_000, 100))
  fake.on(/^refuse/, (call) => call.status(400, { message: 'no such thing' }))
  fake.on(/^fail/, () => {})
  fake.on(/^break/, async (call) => {
    call.text('so far')
    call.truncate()
  })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: lostWorkerLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** Looks at the log and the row of one that has ended: one terminal event, the last, of which the row says the same. */
async function expectOneEnd(id: string, status: string): Promise<SeenEvent[]> {
  const row = await sluice.api.ended(id)
  expect(row.status).toBe(status)
  const log = await readLog(sluice.api, id)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => n + 1))
  expect(log.filter(({ __typename }) => terminals.has(__typename)).map(({ seq }) => seq)).toEqual([log.length])
  expect(log.at(-1)?.__typename).toBe(terminalOf[status])
  expect(screenOf(log).text).toBe(row.text)
  const head = await sluice.api.query<{ generation: { cursor: string } }>(
    'query ($id: ID!) { generation(id: $id) { cursor } }',
    { id },
  )
  expect(head.generation.cursor).toBe(log.at(-1)?.cursor)
  return log
}

/** A watcher who stays on one connection until it closes. */
async function watchToTheEnd(id: string): Promise<SeenEvent[]> {
  const events: SeenEvent[] = []
  for await (const event of sluice.api.watch(id)) events.push(event)
  events.reduce(show, emptyScreen)
  return events
}

async function firstDelta(id: string): Promise<void> {
  for await (const event of sluice.api.watch(id)) if (event.__typename === 'TextDelta') break
}

async function saysToken(id: string, n: number): Promise<void> {
  let text = ''
  for await (const event of sluice.api.watch(id)) {
    text += event.text ?? ''
    if (text.includes(`w${n} `)) return
  }
}

test('success', async () => {
  const id = await sluice.api.start({ model, prompt: 'short' })
  const live = watchToTheEnd(id)
  await expectOneEnd(id, 'SUCCEEDED')
  expect((await live).at(-1)?.__typename).toBe('GenerationSucceeded')
})

test.each([
  ['before the first token', 'refuse', 'PROVIDER_REJECTED'],
  ['midway', 'break', 'TRUNCATED'],
])('a failure of the provider %s', async (_, prompt, code) => {
  const id = await sluice.api.start({ model, prompt })
  const live = watchToTheEnd(id)
  const log = await expectOneEnd(id, 'FAILED')
  expect(log.at(-1)).toMatchObject({ code })
  expect((await live).at(-1)).toEqual(log.at(-1))
})

test('a cancellation while it runs, and nothing after it though the provider would go on', async () => {
  const id = await sluice.api.start({ model, prompt: 'endless' })
  const live = watchToTheEnd(id)
  await firstDelta(id)
  await sluice.api.cancel(id)
  const log = await expectOneEnd(id, 'CANCELLED')
  expect((await live).at(-1)).toEqual(log.at(-1))
  await (await fake.waitForCall('endless')).closed
  expect(await readLog(sluice.api, id)).toEqual(log)
})

test('a parent that failed', async () => {
  const parentId = await sluice.api.start({ model, prompt: 'endless, and then broken' })
  await firstDelta(parentId)
  const id = await sluice.api.start({ model, prompt: 'short', parentId })
  const live = watchToTheEnd(id)
  const parent = await fake.waitForCall('endless, and then broken')
  parent.reset()
  await expectOneEnd(parentId, 'FAILED')
  const log = await expectOneEnd(id, 'FAILED')
  expect(log.at(-1)).toMatchObject({ code: 'PARENT_FAILED' })
  expect((await live).at(-1)).toEqual(log.at(-1))
})

test('a cancellation at the moment of the end: one of the two, the same in the log and on the row', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => sluice.api.start({ model, prompt: `short ${n}` })))
  const live = ids.map(watchToTheEnd)
  await Promise.all(
    ids.map(async (id) => {
      await saysToken(id, randomInt(5, 20)) // the last is number 19: the cancellation and the end meet
      await sluice.api.cancel(id)
    }),
  )
  const ends = await Promise.all(
    ids.map(async (id, n) => {
      const { status } = await sluice.api.ended(id)
      const log = await expectOneEnd(id, status)
      expect((await live[n])?.at(-1)).toEqual(log.at(-1))
      return status
    }),
  )
  expect(new Set([...ends, 'SUCCEEDED', 'CANCELLED']).size).toBe(2)
})

test('a cancellation at the moment of a retry: it is cancelled, and tried no more', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => sluice.api.start({ model, prompt: `fail ${n}` })))
  await Promise.all(
    ids.map(async (id, n) => {
      const call = await fake.waitForCall(`fail ${n}`)
      const cancelling = n % 2 === 0 ? sluice.api.cancel(id) : null
      call.status(500) // the cancellation and the failure meet
      await (cancelling ?? sluice.api.cancel(id))
      await expectOneEnd(id, 'CANCELLED')
    }),
  )
  expect(fake.calls.filter(({ prompt }) => prompt.startsWith('fail'))).toHaveLength(20)
})

test('an interruption, after the third loss of its worker', async () => {
  const id = await sluice.api.start({ model, prompt: 'endless to the third' })
  for (let loss = 1; loss <= 3; loss += 1) {
    const call = await fake.waitForCall('endless to the third', loss)
    expect(call.isClosed).toBe(false)
    await sluice.killWorker()
  }
  const log = await expectOneEnd(id, 'INTERRUPTED')
  expect(log.filter(({ __typename }) => __typename === 'Restarted')).toHaveLength(2)
})
