import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, databaseKind, deploy } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { follow } from '../support/follow.ts'
import { residentBytes, slopeOf } from '../support/process-memory.ts'
import { writeProvidersFile } from '../support/providers-file.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const streams = 200
const tokensPerSecond = 40
/** Long enough for a slope after the first minute; the short form asks for exactness alone. */
/** Ten minutes, since the heap grows in steps of some megabytes with minutes between them: five saw one or none. */
const seconds = isFull ? 600 : 15

/** By default one person runs a hundred at once. */
const caps = { caps: { person: 1000 }, providers: [{ name: 'openai', cap: 1000 }] }

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: paced(seconds * tokensPerSecond, tokensPerSecond) })
  sluice = await deploy(
    {
      OPENAI_BASE_URL: fake.openaiBaseUrl,
      SLUICE_LEASE_MS: '10000',
      SLUICE_PROVIDERS: writeProvidersFile(caps),
    },
    { isLasting: true },
  )
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

test(
  `${streams} generations at ${tokensPerSecond} tokens/s reach every watcher, each token once and in order`,
  async () => {
    const memory: [number, number][] = []
    const startedAt = performance.now()
    const sample = setInterval(() => {
      memory.push([(performance.now() - startedAt) / 1000, residentBytes(sluice.worker.pid)])
    }, 1_000)

    const expected = pacedText(seconds * tokensPerSecond)
    const ids = await Promise.all(
      Array.from({ length: streams }, (_, n) => sluice.api.start({ model: 'openai:load', prompt: `load ${n}` })),
    )
    // As a good client does: an old stream is closed, and taken up again. Throws on a gap or a double.
    const screens = await Promise.all(ids.map((id) => follow(sluice.api, id, { timeoutMs: (seconds + 60) * 1_000 })))
    clearInterval(sample)

    for (const screen of screens) expect(screen).toMatchObject({ text: expected, ended: 'GenerationSucceeded' })
    for (const id of ids.slice(0, 5)) expect((await sluice.api.generation(id)).text).toBe(expected)
    expect(fake.calls).toHaveLength(streams)

    if (!isFull) return
    const settled = memory.filter(([at]) => at > 60 && at < seconds - 5)
    const perMinute = (slopeOf(settled) * 60) / 1024 ** 2
    process.stdout.write(`RSS slope after the first minute on ${databaseKind}: ${perMinute.toFixed(2)} MB/min\n`)
    expect(perMinute).toBeLessThan(1)
  },
  (seconds + 90) * 1_000,
)
