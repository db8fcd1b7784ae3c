import { expect, test } from 'vitest'
import { AppError } from '../app-error.ts'
import { makeHandClock, settled } from '../testing/hand-clock.ts'
import { type Deadlines, withDeadlines } from './deadlines.ts'
import type { ProviderEvent } from './provider.ts'

/** A provider that a test lets speak, and a loop that reads it under deadlines. */
function setUp(deadlines: Partial<Deadlines> = {}) {
  const clock = makeHandClock()
  const controller = new AbortController()
  const provider = new TransformStream<ProviderEvent>()
  const writer = provider.writable.getWriter()
  const stalls: number[] = []
  const seen: ProviderEvent[] = []
  let innerSignal: AbortSignal | undefined

  const open = async function* (signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    innerSignal = signal
    signal.addEventListener('abort', () => void writer.abort(signal.reason).catch(() => {}))
    yield* provider.readable
  }
  const events = withDeadlines(open, {
    clock,
    deadlines: { firstTokenMs: 1_000, silenceMs: 400, totalMs: Infinity, ...deadlines },
    signal: controller.signal,
    onStall: (silentMs) => void stalls.push(silentMs),
  })
  const end = (async () => {
    for await (const event of events) seen.push(event)
  })()
  end.catch(() => {}) // looked at by those tests that expect it
  return {
    clock,
    stalls,
    seen,
    end,
    stop: (reason: unknown) => controller.abort(reason),
    close: () => writer.close(),
    isAborted: () => innerSignal?.aborted,
    async say(event: ProviderEvent = { type: 'text', text: 'a' }) {
      await writer.write(event)
      await settled()
    },
  }
}

const usage: ProviderEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 1, isEstimated: false } }

test('a stream in time passes, and leaves no timer behind', async () => {
  const { clock, seen, end, say, close } = setUp()
  await clock.advance(999)
  await say()
  await clock.advance(399)
  await say()
  await close()
  await end
  expect(seen).toHaveLength(2)
  expect(clock.scheduled).toBe(0)
})

test('the first token is waited for so long, and the provider is then let go of', async () => {
  const { clock, end, isAborted } = setUp()
  await clock.advance(1_000)
  await expect(end).rejects.toMatchObject({ code: 'FIRST_TOKEN_TIMEOUT', retryable: true })
  expect(isAborted()).toBe(true)
  expect(clock.scheduled).toBe(0)
})

test('usage is no sign of life: only content counts', async () => {
  const { clock, end, say } = setUp()
  await clock.advance(900)
  await say(usage)
  await clock.advance(100)
  await expect(end).rejects.toMatchObject({ code: 'FIRST_TOKEN_TIMEOUT' })
})

test.each<ProviderEvent['type']>(['text', 'thinking'])('silence after %s ends it', async (type) => {
  const { clock, end, say } = setUp()
  await say(type === 'thinking' ? { type, text: 'hm' } : { type: 'text', text: 'a' })
  await clock.advance(300)
  await say()
  await clock.advance(399)
  expect(await Promise.race([end, settled().then(() => 'goes on')])).toBe('goes on')
  await clock.advance(1)
  await expect(end).rejects.toMatchObject({ code: 'SILENCE_TIMEOUT', retryable: true })
})

test('the whole may take so long, however much is said', async () => {
  const { clock, end, say } = setUp({ totalMs: 1_000 })
  for (let n = 0; n < 9; n++) {
    await say()
    await clock.advance(100)
  }
  expect(await Promise.race([end, settled().then(() => 'goes on')])).toBe('goes on')
  await clock.advance(100)
  await expect(end).rejects.toMatchObject({ code: 'TOTAL_TIMEOUT', retryable: false })
})

test('a quarter of the allowed silence is told of, once', async () => {
  const { clock, stalls, say } = setUp()
  await say()
  await clock.advance(99)
  expect(stalls).toEqual([])
  await clock.advance(200)
  expect(stalls).toEqual([100])
})

test('a second silence is told of after its own quarter', async () => {
  const { clock, stalls, say } = setUp()
  await say()
  await clock.advance(110)
  await say()
  await clock.advance(100)
  expect(stalls).toEqual([100, 100])
})

test('waiting for the first token is no stall', async () => {
  const { clock, stalls } = setUp()
  await clock.advance(900)
  expect(stalls).toEqual([])
})

test('stopping from outside reaches the provider with its reason', async () => {
  const { clock, end, stop, isAborted } = setUp()
  await settled()
  stop(new AppError('INTERNAL', { message: 'stopped' }))
  await expect(end).rejects.toThrow('stopped')
  expect(isAborted()).toBe(true)
  expect(clock.scheduled).toBe(0)
})

test('a reader who leaves early leaves no timer behind', async () => {
  const clock = makeHandClock()
  let isReleased = false
  const open = async function* (): AsyncGenerator<ProviderEvent> {
    try {
      yield { type: 'text', text: 'a' }
      yield { type: 'text', text: 'b' }
    } finally {
      isReleased = true
    }
  }
  const deadlines = { firstTokenMs: 1_000, silenceMs: 400, totalMs: Infinity }
  for await (const { type } of withDeadlines(open, { clock, deadlines, signal: new AbortController().signal })) {
    if (type === 'text') break
  }
  expect(isReleased).toBe(true)
  expect(clock.scheduled).toBe(0)
})

test('an error of the provider passes through', async () => {
  const clock = makeHandClock()
  const open = async function* (): AsyncGenerator<ProviderEvent> {
    yield usage
    throw new AppError('PROVIDER_AUTH', { message: 'No.' })
  }
  const deadlines = { firstTokenMs: 1_000, silenceMs: 400, totalMs: Infinity }
  const events = withDeadlines(open, { clock, deadlines, signal: new AbortController().signal })
  expect((await events.next()).value).toBe(usage)
  await expect(events.next()).rejects.toMatchObject({ code: 'PROVIDER_AUTH' })
  expect(clock.scheduled).toBe(0)
})
