import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient, type SeenEvent } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { follow } from '../support/follow.ts'
import { type Nginx, startNginx } from '../support/nginx.ts'
import { startCli } from '../support/sluice-cli.ts'
import { until } from '../support/until.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const model = 'openai:fake-model'
/** In the long form nginx has its default of 60 s, and the provider is silent for half as long again. */
const silence = isFull
  ? { proxyMs: 60_000, keepAliveMs: 15_000, ms: 90_000 }
  : { proxyMs: 2_000, keepAliveMs: 500, ms: 4_000 }

let fake: FakeProvider
let sluice: Deployment
let nginx: Nginx
let api: ApiClient
beforeAll(async () => {
  fake = await startFakeProvider()
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_LEASE_MS: quietLeaseMs,
    SLUICE_KEEP_ALIVE_MS: String(silence.keepAliveMs),
  })
  nginx = await startNginx(sluice.url, isFull ? '' : `proxy_read_timeout ${silence.proxyMs}ms;`)
  api = makeApiClient(nginx.url, token)
  for await (const _ of api.watch(await api.start({ model, prompt: 'the first of all compiles what it needs' })));
})
afterAll(async () => {
  await nginx.stop()
  await sluice.stop()
  await fake.close()
})

test('the first token arrives within 300 ms, and what was sent apart arrives apart', async () => {
  fake.on('in pieces', async (call) => {
    for (let n = 0; n < 10; n += 1) {
      const sentAt = performance.now()
      call.text(`${n} `)
      await until('it is time for the next', () => performance.now() - sentAt > 150)
    }
    call.end()
  })
  const id = await api.start({ model, prompt: 'in pieces' })
  const seen: { event: SeenEvent; at: number }[] = []
  for await (const event of api.watch(id, { after: 'e0' })) seen.push({ event, at: performance.now() })
  const texts = seen.filter(({ event }) => event.__typename === 'TextDelta')
  const [call] = fake.calls.filter(({ prompt }) => prompt === 'in pieces')
  expect((texts[0]?.at ?? Infinity) - (call?.startedAt ?? 0)).toBeLessThan(300)
  expect(texts.map(({ event }) => event.text)).toEqual(Array.from({ length: 10 }, (_, n) => `${n} `))
  const gaps = texts.slice(1).map(({ at }, n) => at - (texts[n]?.at ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(50)
})

test(`${silence.ms / 1_000} s of silence outlast a proxy that waits ${silence.proxyMs / 1_000} s`, {
  timeout: silence.ms + 60_000,
}, async () => {
  fake.on('silence', async (call) => {
    call.text('Before, ')
    const from = performance.now()
    await until('the silence is over', () => performance.now() - from > silence.ms, { timeoutMs: silence.ms + 10_000 })
    call.text('after.')
    call.end()
  })
  const id = await api.start({ model, prompt: 'silence' })
  const kinds: string[] = []
  for await (const { __typename } of api.watch(id)) kinds.push(__typename) // one connection, which is never cut
  expect(kinds.at(-1)).toBe('GenerationSucceeded')
  expect(kinds.filter((kind) => kind === 'KeepAlive').length).toBeGreaterThan(2)
})

test('connections that are cut again and again lose nothing and double nothing', { timeout: 120_000 }, async () => {
  const tokens = isFull ? 1_200 : 240
  fake.on('cut', paced(tokens, 40))
  const id = await api.start({ model, prompt: 'cut' })
  const over = new AbortController()
  const watching = follow(api, id, { timeoutMs: 100_000 }).finally(() => over.abort())
  let cuts = 0
  while (!over.signal.aborted) {
    const from = performance.now()
    const isTime = () => over.signal.aborted || performance.now() - from > (isFull ? 5_000 : 1_000)
    await until('it is time for the next cut', isTime)
    if (over.signal.aborted) break
    await nginx.cut()
    cuts += 1
  }
  expect(await watching).toMatchObject({ text: pacedText(tokens), ended: 'GenerationSucceeded' })
  expect(cuts).toBeGreaterThan(3)
})

describe('sluice check', () => {
  const check = async (url: string) => {
    const cli = startCli(['check', '--url', url])
    const code = await cli.ended()
    return { code, stdout: cli.stdout(), stderr: cli.stderr() }
  }

  test('finds a line on which nothing is held back', async () => {
    expect(await check(nginx.url)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^streams come through/) as string,
    })
  })

  test('finds the proxy that buffers', async () => {
    const buffering = await startNginx(sluice.url, 'proxy_ignore_headers X-Accel-Buffering;')
    try {
      const { code, stdout, stderr } = await check(buffering.url)
      expect(stderr).toContain('holds streams back')
      expect([code, stdout]).toEqual([1, ''])
    } finally {
      await buffering.stop()
    }
  })
})
