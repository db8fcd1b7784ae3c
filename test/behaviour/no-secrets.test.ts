import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy, otherToken, token } from '../support/deployment.ts'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { subscribe } from '../support/subscribe.ts'

const keys = {
  openai: 'sk-very-secret-0123456789abcdefghij',
  anthropic: 'hunter2',
  vllm: 'correct horse battery',
} as const
const gatewayKey = 'gateway-key-of-openai-alone'
const prompt = 'The recipe of our secret sauce is: one part vinegar.'

let fake: FakeProvider
let fakeVllm: FakeProvider
let sluice: Deployment
/** Everything that clients were told. */
const told: string[] = []

beforeAll(async () => {
  fake = await startFakeProvider()
  fakeVllm = await startFakeProvider()
  echo(fake, ({ protocol }) => (protocol === 'messages' ? keys.anthropic : keys.openai))
  echo(fakeVllm, () => keys.vllm)
  sluice = await deploy({
    OPENAI_API_KEY: keys.openai,
    OPENAI_CUSTOM_HEADERS: `x-gateway-key: ${gatewayKey}`,
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    ANTHROPIC_API_KEY: keys.anthropic,
    ANTHROPIC_BASE_URL: fake.anthropicBaseUrl,
    VLLM_KEY: keys.vllm,
    SLUICE_PROVIDERS: writeProvidersFile({
      providers: [{ name: 'vllm', baseUrl: fakeVllm.openaiBaseUrl, apiKeyEnv: 'VLLM_KEY' }],
    }),
    SLUICE_LOG_LEVEL: 'trace',
  })
})
afterAll(async () => {
  await sluice.stop()
  await Promise.all([fake.close(), fakeVllm.close()])
})

/** Fails in every way, and tells the key that it was called with each time. */
function echo(provider: FakeProvider, keyOf: (call: FakeCall) => string): void {
  const refuse = (call: FakeCall) =>
    call.status(401, { message: `Incorrect API key provided: ${keyOf(call)}.`, errorType: 'invalid_api_key' })
  provider.onModels(refuse)
  provider.on(/refuse/, refuse)
  provider.on(/fail/, (call) =>
    call.status(500, { body: `<h1>${keyOf(call)}</h1>`, headers: { 'x-key': keyOf(call) } }),
  )
  provider.on(/break/, (call) => {
    call.text('so far')
    call.raw(`event: message\ndata: {"broken": "${keyOf(call)}\n\n`)
    call.finish()
  })
}

const document = `subscription ($id: ID!) { generationEvents(id: $id, after: "e0") { __typename
  ... on Warned { code message } ... on GenerationFailed { code message } ... on TextDelta { text }
  generation { prompt error { code message } attempts { errorCode errorMessage partialText } } } }`

test.concurrent.each(['openai', 'anthropic', 'vllm'] as const)(
  'the key of %s, though it is echoed',
  async (provider) => {
    const fail = async (what: string) => {
      const id = await sluice.api.start({ model: `${provider}:fake-model`, prompt: `${prompt} ${what}` })
      for await (const event of subscribe({ url: sluice.url, token }, document, { id }))
        told.push(JSON.stringify(event))
      return (await sluice.api.generation(id)).status
    }
    expect(await Promise.all(['refuse', 'fail', 'break'].map(fail))).toEqual(['FAILED', 'FAILED', 'FAILED'])
    expectNoSecret(told, [keys[provider]])
  },
)

test('the list of models', async () => {
  const { body } = await sluice.api.ask('{ models(refresh: true) { name isReachable message models { id } } }')
  const listings = JSON.stringify(body)
  told.push(listings)
  expect(listings).toContain('OPENAI_API_KEY')
  const message = (name: string) => new RegExp(`"name":"${name}".*?"message":"(.*?)"`).exec(listings)?.[1] ?? ''
  for (const name of ['openai', 'anthropic', 'vllm'] as const) {
    expect(message(name)).not.toBe('')
    expectNoSecret([message(name)], [keys[name]])
  }
})

test('what a client does wrong is not written down', async () => {
  const input = { model: `builtin:\0${prompt}`, prompt, idempotencyKey: prompt, labels: [prompt.slice(0, 60)] }
  const start = 'mutation ($input: StartGenerationInput!) { startGeneration(input: $input) { __typename } }'
  await sluice.api.ask(start, { input })
  await sluice.api.ask('query ($l: String) { generations(filter: { label: $l }) { edges { cursor } } }', {
    l: `${prompt}\0`,
  })
  await sluice.api.ask('query ($c: String) { generations(after: $c) { edges { cursor } } }', {
    c: Buffer.from(`GPC:S:${prompt}`).toString('base64'),
  })
  expectNoSecret([sluice.web.output(), sluice.worker.output()], ['secret sauce'])
})

test('headers that are meant for OpenAI itself go to no other server', () => {
  const sent = (provider: FakeProvider) => provider.calls.map(({ headers }) => headers['x-gateway-key'])
  expect(sent(fakeVllm)).toEqual(sent(fakeVllm).map(() => undefined))
  expect(sent(fakeVllm).length).toBeGreaterThan(0)
  expect(sent(fake)).toContain(gatewayKey)
  expect(fakeVllm.calls.every((call) => call.hasKey(keys.vllm))).toBe(true)
})

test('the log holds neither key nor token nor prompt', () => {
  const logs = [sluice.web.output(), sluice.worker.output()]
  expect(logs.join('')).toContain('is ready')
  expectNoSecret(logs, [...Object.values(keys), token, otherToken, 'secret sauce', 'vinegar'])
})

function expectNoSecret(texts: readonly string[], secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (const text of texts) {
      const at = text.indexOf(secret)
      expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 100), `“${secret}” was told`).toBe('')
    }
  }
}
