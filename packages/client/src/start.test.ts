import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClient } from './client.ts'
import { type FakeCall, makeHandDrivenFetch } from './hand-driven-fetch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const keyOf = ({ body }: FakeCall) => (body.variables['input'] as { idempotencyKey: string }).idempotencyKey
const promptOf = ({ body }: FakeCall) => (body.variables['input'] as { prompt: string }).prompt

const started = (call: FakeCall) =>
  call.answer({
    data: {
      startGeneration: {
        __typename: 'StartGenerationSuccess',
        generation: { id: `id of ${promptOf(call)}`, status: 'QUEUED', thread: { id: 't' } },
      },
    },
  })
const refused = (__typename: string, fields: object) => (call: FakeCall) =>
  call.answer({ data: { startGeneration: { __typename, message: 'No', retryable: false, ...fields } } })
const overloaded = refused('Overloaded', { code: 'OVERLOADED', retryAfterMs: 5_000, retryable: true })

const input = { model: 'm', prompt: 'p' }

/** Lets all the time pass that is needed. */
async function settle<T>(promise: Promise<T>): Promise<T> {
  const settled = promise.catch(() => {})
  await vi.advanceTimersByTimeAsync(3_600_000)
  await settled
  return promise
}

describe('start', () => {
  test('sends token and CSRF header, and makes a key', async () => {
    const { fetch, calls } = makeHandDrivenFetch(started)
    const client = createClient({ url: 'http://x/', token: async () => 'secret', headers: { 'x-more': '1' }, fetch })
    expect(await client.start(input)).toMatchObject({ id: 'id of p', status: 'QUEUED', threadId: 't' })
    const headers = Object.fromEntries(calls[0]?.headers ?? [])
    expect(headers).toMatchObject({ authorization: 'Bearer secret', 'x-graphql-yoga-csrf': '1', 'x-more': '1' })
    expect(calls.map(keyOf)[0]).toMatch(/^[\w-]{20,}$/)
  })

  test('tries an unknown outcome again under the same key: no answer, 5xx, half an answer, INTERNAL, silence', async () => {
    const { fetch, calls } = makeHandDrivenFetch((call, n) => {
      if (n === 0) call.fail()
      if (n === 1) call.respond(new Response('Bad gateway', { status: 502 }))
      if (n === 2) call.respond(new Response('{"data":{"startGen', { headers: { 'content-type': 'application/json' } }))
      if (n === 3) call.answer({ errors: [{ message: 'Oh', extensions: { code: 'INTERNAL' } }] })
      if (n === 5) started(call) // the fifth gets no answer at all
    })
    expect(await settle(createClient({ url: '', fetch }).start(input))).toMatchObject({ id: 'id of p' })
    expect(calls).toHaveLength(6)
    expect(new Set(calls.map(keyOf)).size).toBe(1)
  })

  test.each([
    ['a server without its database', refused('Unavailable', { code: 'UNAVAILABLE', retryAfterMs: 3_000 })],
    [
      'a server that was asked too much',
      (call: FakeCall) =>
        call.answer({ errors: [{ extensions: { code: 'TOO_MANY_REQUESTS', retryAfterMs: 3_000 } }] }, 429),
    ],
  ])('waits as long as it says, and tries again: %s', async (_, unavailable) => {
    const at: number[] = []
    const { fetch } = makeHandDrivenFetch((call, n) => {
      at.push(Date.now())
      if (n === 0) unavailable(call)
      else started(call)
    })
    expect(await settle(createClient({ url: '', fetch }).start(input))).toMatchObject({ id: 'id of p' })
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(3_000)
  })

  test('gives up after six tries, and says that it could not reach the server', async () => {
    const { fetch, calls } = makeHandDrivenFetch((call) => call.fail())
    await expect(settle(createClient({ url: '', fetch }).start(input))).rejects.toMatchObject({
      name: 'Unreachable',
      code: 'UNREACHABLE',
      retryable: true,
    })
    expect(calls).toHaveLength(6)
  })

  test.each([
    ['a typed error', refused('InvalidInput', { code: 'INVALID_INPUT', path: 'prompt' }), 'INVALID_INPUT'],
    ['a full line', overloaded, 'OVERLOADED'],
    ['a typed error that is not known here', refused('BudgetExceeded', { code: 'BUDGET_EXCEEDED' }), 'BUDGET_EXCEEDED'],
    ['one that says nothing', refused('Mystery', {}), 'BAD_ANSWER'],
    [
      'no token',
      (call: FakeCall) => call.answer({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }, 401),
      'UNAUTHENTICATED',
    ],
    [
      '401 by something in between',
      (call: FakeCall) => call.respond(new Response('', { status: 401 })),
      'UNAUTHENTICATED',
    ],
    ['some web page', (call: FakeCall) => call.respond(new Response('<html>')), 'BAD_ANSWER'],
    ['no Sluice at all', (call: FakeCall) => call.respond(new Response('<html>', { status: 404 })), 'BAD_ANSWER'],
  ])('does not repeat a refusal: %s', async (_, answer, code) => {
    const { fetch, calls } = makeHandDrivenFetch(answer)
    await expect(settle(createClient({ url: '', fetch }).start(input))).rejects.toMatchObject({ code })
    expect(calls).toHaveLength(1)
  })

  test('an abort ends it at once with its reason', async () => {
    const { fetch, call } = makeHandDrivenFetch()
    const stop = new AbortController()
    const starting = createClient({ url: '', fetch }).start(input, stop.signal)
    const sent = await call(0)
    stop.abort(new Error('enough'))
    await expect(starting).rejects.toThrow('enough')
    expect(sent.isReleased()).toBe(true)
  })
})

describe('startMany', () => {
  const inputs = Array.from({ length: 20 }, (_, n) => ({ model: 'm', prompt: `${n}` }))

  test('answers in order what has come of each, a few at a time', async () => {
    let open = 0
    let most = 0
    const { fetch } = makeHandDrivenFetch((call) => {
      most = Math.max(most, ++open)
      setTimeout(
        () => {
          open--
          if (promptOf(call) === '7') refused('InvalidInput', { code: 'INVALID_INPUT' })(call)
          else started(call)
        },
        10 * (20 - Number(promptOf(call))),
      )
    })
    const outcomes = await settle(createClient({ url: '', fetch }).startMany(inputs, { concurrency: 4 }))
    expect(most).toBe(4)
    expect(outcomes.map(({ started, error }) => started?.id ?? error?.code)).toEqual(
      inputs.map(({ prompt }) => (prompt === '7' ? 'INVALID_INPUT' : `id of ${prompt}`)),
    )
  })

  test('while the line is full all wait as long as it says, and each keeps its key', async () => {
    const at: number[] = []
    const since = Date.now()
    const { fetch, calls } = makeHandDrivenFetch((call, n) => {
      at.push(Date.now() - since)
      if (n >= 3 && n < 7) overloaded(call)
      else started(call)
    })
    const outcomes = await settle(createClient({ url: '', fetch }).startMany(inputs, { concurrency: 4 }))
    expect(outcomes.every(({ error }) => error === null)).toBe(true)
    expect(at.filter((ms) => ms > 0 && ms < 5_000)).toEqual([])
    expect(new Set(calls.map(keyOf)).size).toBe(inputs.length)
  })

  test('does not wait for ever', async () => {
    const { fetch, calls } = makeHandDrivenFetch(overloaded)
    const starting = createClient({ url: '', fetch }).startMany(inputs, { concurrency: 2, waitForRoomMs: 60_000 })
    const outcomes = await settle(starting)
    expect(new Set(outcomes.map(({ error }) => error?.code))).toEqual(new Set(['OVERLOADED']))
    expect(calls.length).toBeLessThan(60)
  })

  test('an abort answers for each', async () => {
    const { fetch } = makeHandDrivenFetch((call, n) => n < 5 && started(call))
    const stop = new AbortController()
    const starting = createClient({ url: '', fetch }).startMany(inputs, { signal: stop.signal })
    await vi.advanceTimersByTimeAsync(0)
    stop.abort()
    const codes = (await settle(starting)).map(({ error }) => error?.code ?? 'started')
    expect(codes.filter((code) => code === 'started')).toHaveLength(5)
    expect(codes.filter((code) => code === 'ABORTED')).toHaveLength(15)
  })
})
