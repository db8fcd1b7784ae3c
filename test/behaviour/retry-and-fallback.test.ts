import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeenEvent, SeenGeneration } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import type { FakeCall, Script } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { follow, readLog } from '../support/follow.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const hello = 'Hello.'
/** Without a fallback. */
const alone = 'openai:alone'
/** With `second` and then `builtin:extract` to fall back on. */
const first = 'openai:first'
const second = 'anthropic:second'
/** Nobody listens there. */
const gone = 'gone:model'
/** Never tried again. */
const hasty = 'openai:hasty'
/** One call at a time. */
const narrow = 'openai:narrow'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  const file = writeProvidersFile({
    providers: [{ name: 'gone', baseUrl: 'http://127.0.0.1:1/v1' }],
    models: [
      { id: first, fallback: [second, 'builtin:extract'] },
      { id: gone, fallback: alone },
      { id: narrow, cap: 1 },
      { id: hasty, retry: { retries: 0 }, fallback: second },
    ],
  })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    ANTHROPIC_BASE_URL: fake.anthropicBaseUrl,
    SLUICE_PROVIDERS: file,
    SLUICE_LEASE_MS: quietLeaseMs,
    SLUICE_FIRST_TOKEN_MS: '3000',
    SLUICE_SILENCE_MS: '1500',
    SLUICE_TOTAL_MS: '5000',
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const callsFor = (text: string) => fake.calls.filter(({ prompt }) => prompt === text)

/** The first `times` calls for this prompt are answered by `script`, the others with `hello`. */
function failFirst(prompt: string, times: number, script: Script): void {
  fake.on(prompt, (call) => {
    if (callsFor(prompt).length <= times) return script(call)
    call.text(hello)
    call.end()
  })
}

interface Ended extends SeenGeneration {
  readonly log: readonly SeenEvent[]
  /** Reason and code of each warning. */
  readonly warnings: readonly string[]
}

async function run(model: string, prompt: string): Promise<Ended> {
  const id = await sluice.api.start({ model, prompt })
  await follow(sluice.api, id)
  const log = await readLog(sluice.api, id)
  const warned = log.filter(({ __typename }) => __typename === 'Warned')
  return { ...(await sluice.api.generation(id)), log, warnings: warned.map(({ reason, code }) => `${reason} ${code}`) }
}

const failed = { outcome: 'FAILED', partialText: null }

describe.concurrent('before the first token', () => {
  test.each<[string, string, Script]>([
    ['429', 'RATE_LIMITED', (call) => call.status(429)],
    ['500', 'PROVIDER_ERROR', (call) => call.status(500)],
    ['503', 'PROVIDER_OVERLOADED', (call) => call.status(503)],
    ['a reset', 'PROVIDER_UNREACHABLE', (call) => call.reset()],
    ['an error in the stream', 'PROVIDER_OVERLOADED', (call) => call.streamError('overloaded')],
  ])('%s is tried again, after a wait in the line', async (what, code, script) => {
    const prompt = `once ${what}`
    failFirst(prompt, 1, script)
    const ended = await run(alone, prompt)
    expect(ended).toMatchObject({ status: 'SUCCEEDED', text: hello, error: null, model: alone })
    expect(ended.attempts).toMatchObject([failed, { outcome: 'SUCCEEDED' }])
    expect(ended.warnings).toEqual([`RETRY ${code}`])
    expect(ended.log.filter(({ status }) => status === 'QUEUED')).toHaveLength(2)
    const [one, two] = callsFor(prompt)
    expect((two?.startedAt ?? 0) - (one?.startedAt ?? 0)).toBeGreaterThan(240)
  })

  test('twice, and then no more: it fails with what the provider said', async () => {
    failFirst('always 500', 9, (call) => call.status(500, { message: 'the disk is full' }))
    const ended = await run(alone, 'always 500')
    expect(ended).toMatchObject({ status: 'FAILED', text: '', error: { code: 'PROVIDER_ERROR', retryable: true } })
    expect(ended.error?.message).toContain('the disk is full')
    expect(ended.warnings).toEqual(['RETRY PROVIDER_ERROR', 'RETRY PROVIDER_ERROR'])
    expect(ended.attempts).toMatchObject([failed, failed, failed])
    expect(callsFor('always 500')).toHaveLength(3)
  })

  test('as often as the model that failed is to be tried, and its fallback as often as that one', async () => {
    failFirst('hasty 500', 2, (call) => call.status(500))
    const ended = await run(hasty, 'hasty 500')
    expect(ended).toMatchObject({ status: 'SUCCEEDED', model: second })
    expect(ended.warnings).toEqual(['FALLBACK PROVIDER_ERROR', 'RETRY PROVIDER_ERROR'])
  })

  test('then the fallbacks, one after the other, each tried as often; all attempts are kept', async () => {
    failFirst('The sea is salt. Is the sea salt?', 9, (call) => call.status(429))
    const ended = await run(first, 'The sea is salt. Is the sea salt?')
    expect(ended).toMatchObject({ status: 'SUCCEEDED', model: 'builtin:extract', error: null })
    expect(ended.text).toContain('The sea is salt.')
    const [retry, fallback] = ['RETRY RATE_LIMITED', 'FALLBACK RATE_LIMITED']
    expect(ended.warnings).toEqual([retry, retry, fallback, retry, retry, fallback])
    expect(ended.attempts.map(({ outcome }) => outcome)).toEqual([...Array<string>(6).fill('FAILED'), 'SUCCEEDED'])
    const protocols = callsFor('The sea is salt. Is the sea salt?').map(({ protocol }) => protocol)
    expect(protocols).toEqual([...Array<string>(3).fill('responses'), ...Array<string>(3).fill('messages')])
    const { generation } = await sluice.api.query<{ generation: { requestedModel: string; attempts: object[] } }>(
      'query ($id: ID!) { generation(id: $id) { requestedModel attempts { model } } }',
      { id: ended.id },
    )
    const models = [first, first, first, second, second, second, 'builtin:extract'].map((model) => ({ model }))
    expect(generation).toEqual({ requestedModel: first, attempts: models })
  })

  test('a refused connection: twice again, and then the fallback', async () => {
    const ended = await run(gone, 'hello there')
    expect(ended).toMatchObject({ status: 'SUCCEEDED', model: alone, error: null })
    const unreachable = 'PROVIDER_UNREACHABLE'
    expect(ended.warnings).toEqual([`RETRY ${unreachable}`, `RETRY ${unreachable}`, `FALLBACK ${unreachable}`])
  })

  test.each([
    ['400', 'PROVIDER_REJECTED', 400],
    ['401', 'PROVIDER_AUTH', 401],
    ['404', 'MODEL_NOT_FOUND', 404],
  ])('%s is not tried again, nor elsewhere', async (_, code, status) => {
    const prompt = `always ${code}`
    fake.on(prompt, (call) => call.status(status))
    const ended = await run(first, prompt)
    expect(ended).toMatchObject({ status: 'FAILED', error: { code, retryable: false }, warnings: [] })
    expect(callsFor(prompt)).toHaveLength(1)
  })

  test('Retry-After is honoured', async () => {
    failFirst('wait a second', 1, (call) => call.status(429, { headers: { 'retry-after': '1' } }))
    expect(await run(alone, 'wait a second')).toMatchObject({ status: 'SUCCEEDED', warnings: ['RETRY RATE_LIMITED'] })
    const [one, two] = callsFor('wait a second')
    expect((two?.startedAt ?? 0) - (one?.startedAt ?? 0)).toBeGreaterThan(1_000)
  })

  test('a Retry-After of an hour is not waited for', async () => {
    for (const prompt of ['in an hour, alone', 'In an hour. When?']) {
      failFirst(prompt, 9, (call) => call.status(429, { headers: { 'retry-after': '3600' } }))
    }
    const [one, other] = await Promise.all([run(alone, 'in an hour, alone'), run(first, 'In an hour. When?')])
    expect(one).toMatchObject({ status: 'FAILED', error: { code: 'RATE_LIMITED' }, warnings: [] })
    expect(other).toMatchObject({ status: 'SUCCEEDED', model: 'builtin:extract' })
    expect(other.warnings).toEqual(['FALLBACK RATE_LIMITED', 'FALLBACK RATE_LIMITED'])
  })

  test('the slot is free while it waits', async () => {
    failFirst('waits outside', 1, (call) => call.status(429, { headers: { 'retry-after': '2' } }))
    const waiting = run(narrow, 'waits outside')
    const one = await fake.waitForCall('waits outside')
    expect(await run(narrow, 'goes in')).toMatchObject({ status: 'SUCCEEDED' })
    const [other] = callsFor('goes in')
    expect(await waiting).toMatchObject({ status: 'SUCCEEDED' })
    const two = callsFor('waits outside')[1]
    expect(other?.startedAt).toBeGreaterThan(one.startedAt)
    expect(other?.startedAt).toBeLessThan(two?.startedAt ?? 0)
  })

  test('while it waits it says so, and can be cancelled', async () => {
    failFirst('waits and is cancelled', 9, (call) => call.status(429, { headers: { 'retry-after': '15' } }))
    const id = await sluice.api.start({ model: alone, prompt: 'waits and is cancelled' })
    await until('it is held', async () => (await sluice.api.generation(id)).hold === 'RETRY')
    expect(await sluice.api.generation(id)).toMatchObject({ status: 'QUEUED', attempts: [failed] })
    expect(await sluice.api.cancel(id)).toMatchObject({ generation: { status: 'CANCELLED' } })
    expect(await sluice.api.generation(id)).toMatchObject({ status: 'CANCELLED', hold: null, error: null })
    expect(callsFor('waits and is cancelled')).toHaveLength(1)
  })
})

describe.concurrent('after the first token nothing is tried again, and what had come is kept', () => {
  const midway = (end: (call: FakeCall) => void): Script => {
    return async (call) => {
      call.text('So far, ')
      call.text('so good')
      await new Promise((resolve) => setImmediate(resolve))
      end(call)
    }
  }
  test.each<[string, string, Script]>([
    ['an error in the stream', 'PROVIDER_OVERLOADED', midway((call) => call.streamError('overloaded'))],
    ['a rate limit in the stream', 'RATE_LIMITED', midway((call) => call.streamError('rate_limited'))],
    ['no end mark', 'TRUNCATED', midway((call) => call.truncate())],
    ['what is not its protocol', 'MALFORMED_STREAM', midway((call) => call.malformed())],
  ])('%s', async (what, code, script) => {
    fake.on(`midway ${what}`, script)
    const ended = await run(first, `midway ${what}`)
    expect(ended).toMatchObject({ status: 'FAILED', text: 'So far, so good', error: { code }, warnings: [] })
    expect(ended.usage).toMatchObject({ isEstimated: true })
    expect(callsFor(`midway ${what}`)).toHaveLength(1)
  })

  test('a reset once the text is out', async () => {
    fake.on('midway a reset', (call) => call.text('So far'))
    const running = run(first, 'midway a reset')
    const call = await fake.waitForCall('midway a reset')
    await until('the text is seen', async () => (await newest('midway a reset')).text === 'So far')
    call.reset()
    const ended = await running
    expect(ended).toMatchObject({ status: 'FAILED', text: 'So far', error: { code: 'PROVIDER_UNREACHABLE' } })
    expect(ended.warnings.filter((warning) => !warning.startsWith('STALL'))).toEqual([])
    expect(callsFor('midway a reset')).toHaveLength(1)
  })

  test('thinking counts as a token', async () => {
    fake.on('thought', (call) => {
      call.thinking('Hm. ')
      call.streamError('overloaded')
    })
    const ended = await run(second, 'thought')
    expect(ended).toMatchObject({
      status: 'FAILED',
      text: '',
      thinking: 'Hm. ',
      error: { code: 'PROVIDER_OVERLOADED' },
    })
    expect(callsFor('thought')).toHaveLength(1)
  })
})

/** The generation that this prompt was last started for. */
async function newest(prompt: string): Promise<SeenGeneration> {
  const { generations } = await sluice.api.query<{
    generations: { edges: { node: { id: string; prompt: string } }[] }
  }>('{ generations(first: 100) { edges { node { id prompt } } } }')
  const found = generations.edges.find(({ node }) => node.prompt === prompt)
  return sluice.api.generation(found?.node.id ?? '')
}

describe.concurrent('too slow', () => {
  const keepingAlive = (text: string): Script => {
    return (call) => {
      if (text) call.text(text)
      else call.open()
      const timer = setInterval(() => call.keepAlive(), 100) // what keeps the connection alive is no sign of an answer
      return call.closed.finally(() => clearInterval(timer))
    }
  }

  test('no first token: FIRST_TOKEN_TIMEOUT, and the socket is closed', async () => {
    fake.on('never begins', keepingAlive(''))
    const ended = await run(first, 'never begins')
    expect(ended).toMatchObject({ status: 'FAILED', text: '', error: { code: 'FIRST_TOKEN_TIMEOUT', retryable: true } })
    const calls = callsFor('never begins')
    expect(calls).toHaveLength(1)
    await until('the socket is closed', () => calls[0]?.isAbandoned)
  })

  test('silence midway: a warning, SILENCE_TIMEOUT, and the text is kept', async () => {
    fake.on('falls silent', keepingAlive('So far'))
    const ended = await run(first, 'falls silent')
    const error = { code: 'SILENCE_TIMEOUT', retryable: true }
    expect(ended).toMatchObject({ status: 'FAILED', text: 'So far', error, warnings: ['STALL SILENCE_TIMEOUT'] })
    await until('the socket is closed', () => callsFor('falls silent')[0]?.isAbandoned)
  })

  test('no end in sight: TOTAL_TIMEOUT, and the text is kept', async () => {
    fake.on('goes on and on', paced(1_000_000, 50))
    const ended = await run(first, 'goes on and on')
    expect(ended).toMatchObject({ status: 'FAILED', error: { code: 'TOTAL_TIMEOUT', retryable: false } })
    expect(ended.text).toMatch(/^w0 w1 .*w100 /)
    await until('the socket is closed', () => callsFor('goes on and on')[0]?.isAbandoned)
  })
})
