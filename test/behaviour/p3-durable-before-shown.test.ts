import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SeenEvent } from '../support/api-client.ts'
import { type Deployment, deploy, lostWorkerLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { isLogged, type Screen } from '../support/fold.ts'
import { follow, readLog, screenOf } from '../support/follow.ts'
import { sentences } from '../support/sentences.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^slow/, paced(60, 40))
  fake.on(/^fast/, paced(1_000, 1_000))
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_BUILTIN_RATE: '100',
    SLUICE_LEASE_MS: lostWorkerLeaseMs,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** When the worker is killed: right as this token of the first generation is seen. */
const rounds = [0, 1, 7, 25]

test('kill -9 right when a delta is seen: all that was ever shown is in the log, unchanged', async () => {
  const shown = new Map<string, SeenEvent[]>()
  const watchers: Promise<unknown>[] = []
  const startAll = async (round: number) => {
    const inputs = [
      { model: 'openai:fake-model', prompt: `slow ${round}` },
      { model: 'openai:fake-model', prompt: `fast ${round}` },
    ]
    return Promise.all([...inputs, { prompt: sentences(10) }].map((input) => sluice.api.start(input)))
  }
  const watch = (id: string, onText: (text: string) => void) => {
    const events: SeenEvent[] = []
    shown.set(id, events)
    const onEvent = (event: SeenEvent, screen: Screen) => {
      events.push(event)
      onText(screen.text)
      return true
    }
    watchers.push(follow(sluice.api, id, { onEvent }))
  }

  for (const [round, token] of rounds.entries()) {
    const { promise: killed, resolve } = Promise.withResolvers<void>()
    const [first = '', ...others] = await startAll(round)
    let isKilled = false
    watch(first, (text) => {
      if (isKilled || !text.includes(`w${token} `)) return
      isKilled = true
      sluice.worker.signal('SIGKILL') // at once: every turn of the event loop would give the flush time
      resolve()
    })
    for (const id of others) watch(id, () => {})
    await killed
    await sluice.killWorker()
  }

  await Promise.all(watchers)
  expect(shown.size).toBe(rounds.length * 3)
  for (const [id, events] of shown) {
    const log = await readLog(sluice.api, id)
    for (const event of events) {
      if (event.__typename === 'GenerationSnapshot') expect(event.text).toBe(screenOf(log.slice(0, event.seq)).text)
      else if (isLogged(event)) expect(log[event.seq - 1]).toEqual(event)
    }
    expect((await sluice.api.generation(id)).text).toBe(screenOf(log).text)
  }
})
