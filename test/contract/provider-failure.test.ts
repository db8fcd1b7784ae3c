import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Script } from '../support/fake-provider/fake-call.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { apiKey, appErrorOf, ask, subjects, within } from './provider-table.ts'

/** What goes wrong before the answer begins, how it is staged, and what it must be called. */
const failures: readonly { name: string; script: Script; code: string; retryable: boolean }[] = [
  {
    name: '401',
    script: (call) => call.status(401, { message: `Incorrect API key provided: ${apiKey}` }),
    code: 'PROVIDER_AUTH',
    retryable: false,
  },
  {
    name: '403',
    script: (call) => call.status(403, { message: `Authorization: Bearer ${apiKey} lacks a right` }),
    code: 'PROVIDER_AUTH',
    retryable: false,
  },
  {
    name: '404',
    script: (call) =>
      call.status(404, { errorType: call.protocol === 'messages' ? 'not_found_error' : 'model_not_found' }),
    code: 'MODEL_NOT_FOUND',
    retryable: false,
  },
  {
    name: '404 in HTML',
    script: (call) => call.status(404, { body: '<h1>Not Found</h1>', headers: { 'content-type': 'text/html' } }),
    code: 'MODEL_NOT_FOUND',
    retryable: false,
  },
  {
    name: '400',
    script: (call) =>
      call.status(400, { errorType: 'invalid_request_error', message: 'temperature must be at most 2' }),
    code: 'PROVIDER_REJECTED',
    retryable: false,
  },
  {
    name: 'context too long',
    script: (call) =>
      call.protocol === 'messages'
        ? call.status(400, {
            errorType: 'invalid_request_error',
            message: 'prompt is too long: 210000 tokens > 200000 maximum',
          })
        : call.status(400, { errorType: 'context_length_exceeded' }),
    code: 'CONTEXT_TOO_LONG',
    retryable: false,
  },
  {
    name: 'no quota',
    script: (call) =>
      call.protocol === 'messages'
        ? call.status(400, {
            errorType: 'invalid_request_error',
            message: 'Your credit balance is too low to access the API.',
          })
        : call.status(429, { errorType: 'insufficient_quota' }),
    code: 'PROVIDER_QUOTA',
    retryable: false,
  },
  { name: '402', script: (call) => call.status(402), code: 'PROVIDER_QUOTA', retryable: false },
  { name: '429', script: (call) => call.status(429), code: 'RATE_LIMITED', retryable: true },
  { name: '500', script: (call) => call.status(500), code: 'PROVIDER_ERROR', retryable: true },
  {
    name: '500 without a body',
    script: (call) => call.status(500, { body: '' }),
    code: 'PROVIDER_ERROR',
    retryable: true,
  },
  { name: '503', script: (call) => call.status(503), code: 'PROVIDER_OVERLOADED', retryable: true },
  {
    name: '529',
    script: (call) => call.status(529, { errorType: 'overloaded_error' }),
    code: 'PROVIDER_OVERLOADED',
    retryable: true,
  },
  {
    name: 'a document for a stream',
    script: (call) => call.status(200, { body: { hello: 1 } }),
    code: 'MALFORMED_STREAM',
    retryable: false,
  },
  {
    name: 'a page for a stream',
    script: (call) => call.status(200, { body: '<html>', headers: { 'content-type': 'text/html' } }),
    code: 'MALFORMED_STREAM',
    retryable: false,
  },
  { name: 'a reset before the headers', script: (call) => call.reset(), code: 'PROVIDER_UNREACHABLE', retryable: true },
]

/** The same after two words of the answer, which must be kept. */
const failuresWithin: readonly { name: string; script: Script; code: string; retryable: boolean }[] = [
  { name: 'an end without the end mark', script: (call) => call.truncate(), code: 'TRUNCATED', retryable: true },
  {
    name: 'overloaded',
    script: (call) => call.streamError('overloaded'),
    code: 'PROVIDER_OVERLOADED',
    retryable: true,
  },
  {
    name: 'a server error',
    script: (call) => call.streamError('server_error'),
    code: 'PROVIDER_ERROR',
    retryable: true,
  },
  { name: 'a rate limit', script: (call) => call.streamError('rate_limited'), code: 'RATE_LIMITED', retryable: true },
  { name: 'an event that is not JSON', script: (call) => call.malformed(), code: 'MALFORMED_STREAM', retryable: false },
  {
    name: 'an event that is no object',
    script: (call) => call.raw('event: x\ndata: [1,2]\n\n'),
    code: 'MALFORMED_STREAM',
    retryable: false,
  },
]

describe.each(subjects)('$name fails', ({ make }) => {
  let fake: FakeProvider
  beforeAll(async () => {
    fake = await startFakeProvider()
    for (const { name, script } of failures) fake.on(name, script)
    for (const { name, script } of failuresWithin) {
      fake.on(name, (call) => {
        call.text('two ')
        call.text('words')
        return script(call)
      })
    }
  })
  afterAll(() => fake.close())

  it.each(failures)('with $code for $name, in words that help and show no key', async ({ name, code, retryable }) => {
    const answer = await ask(make(fake), name)
    const error = appErrorOf(answer.error)
    expect(error).toMatchObject({ code, retryable })
    expect(error.message.length).toBeLessThanOrEqual(500)
    expect(error.message).toMatch(/^[^<>]*(Check|check|Try|Choose|choose|Shorten|Change|Put)/)
    expectNoKey(error)
    expect(answer.events).toEqual([])
    expect(fake.calls.filter(({ prompt }) => prompt === name)).toHaveLength(1)
  })

  it.each(failuresWithin)(
    'with $code for $name in the middle, after what had arrived',
    async ({ name, code, retryable }) => {
      const answer = await ask(make(fake), name)
      expect(appErrorOf(answer.error)).toMatchObject({ code, retryable })
      expect(answer).toMatchObject({ text: 'two words', finishReason: undefined })
      await within(1_000, (await fake.waitForCall(name)).closed)
    },
  )

  it('with PROVIDER_UNREACHABLE when the connection is reset in the middle', async () => {
    let reset = () => {}
    fake.on('reset', (call) => {
      call.text('two words')
      reset = () => call.reset() // once they have arrived: a reset may overtake what is still in a buffer
    })
    const answer = await ask(make(fake), 'reset', { onEvent: () => reset() })
    expect(answer.text).toBe('two words')
    expect(appErrorOf(answer.error)).toMatchObject({ code: 'PROVIDER_UNREACHABLE', retryable: true })
  })

  it('with PROVIDER_UNREACHABLE where nothing listens', async () => {
    const gone = await startFakeProvider()
    await gone.close()
    const error = appErrorOf((await ask(make(gone), 'x')).error)
    expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', retryable: true })
    expectNoKey(error)
  })

  it.each([
    { header: { 'retry-after': '7' }, ms: [7_000, 7_000] },
    { header: { 'retry-after-ms': '1500' }, ms: [1_500, 1_500] },
    { header: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() }, ms: [3_500_000, 3_600_000] },
  ])('with the wait that $header asks for, and without waiting', async ({ header, ms }) => {
    fake.on('wait', (call) => call.status(429, { headers: header }))
    const error = appErrorOf((await within(2_000, ask(make(fake), 'wait'))).error)
    expect(error.code).toBe('RATE_LIMITED')
    expect(error.retryAfterMs).toBeGreaterThanOrEqual(ms[0] ?? 0)
    expect(error.retryAfterMs).toBeLessThanOrEqual(ms[1] ?? 0)
  })

  it.each([
    { name: 'refused', script: ((call) => call.status(401)) satisfies Script, code: 'PROVIDER_AUTH' },
    { name: 'failing', script: ((call) => call.status(500)) satisfies Script, code: 'PROVIDER_ERROR' },
    { name: 'missing', script: ((call) => call.status(404)) satisfies Script, code: 'PROVIDER_REJECTED' },
    {
      name: 'no list',
      script: ((call) => call.status(200, { body: { models: [] } })) satisfies Script,
      code: 'MALFORMED_STREAM',
    },
    {
      name: 'a page',
      script: ((call) => call.status(200, { body: '<p>', headers: { 'content-type': 'text/html' } })) satisfies Script,
      code: 'MALFORMED_STREAM',
    },
  ])('to list models with $code when it is $name', async ({ script, code }) => {
    fake.onModels(script)
    const error = await make(fake)
      .listModels({ signal: AbortSignal.timeout(5_000) })
      .catch(appErrorOf)
    expect(error).toMatchObject({ code })
  })
})

/** Neither a person nor the log of the server may see the key: not in the message, nor in anything behind it. */
function expectNoKey(error: unknown): void {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 10; at = at.cause, depth += 1) {
    const shown = `${at.message} ${at.stack} ${JSON.stringify(at, Object.getOwnPropertyNames(at))}`
    expect(shown).not.toContain(apiKey)
    expect(shown).not.toContain(apiKey.slice(3))
  }
}
