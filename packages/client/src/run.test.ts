import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClient } from './client.ts'
import type { GenerationEvent } from './events.ts'
import { makeHandDrivenFetch, say } from './hand-driven-fetch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

const input = { model: 'm', prompt: 'p' }
const usage = { inputTokens: 1, outputTokens: 2, cachedInputTokens: null, reasoningTokens: null, isEstimated: false }

/** A server that starts anything, streams these events, and may be asked for the whole. */
function makeServer(events: readonly GenerationEvent[], { canRead = true } = {}) {
  return makeHandDrivenFetch((call) => {
    if (call.body.query.includes('mutation Start')) {
      const generation = { id: 'g', status: 'QUEUED', thread: { id: 't' } }
      call.answer({ data: { startGeneration: { __typename: 'StartGenerationSuccess', generation } } })
    } else if (call.body.query.includes('subscription')) call.send(...events)
    else if (canRead) call.answer({ data: { generation: { id: 'g', text: 'whole', usage, cost: '0.25' } } })
    else call.fail()
  })
}

async function runOn(server: ReturnType<typeof makeServer>, options = {}) {
  const running = createClient({ url: '', fetch: server.fetch }).run(input, options)
  const settled = running.catch(() => {})
  await vi.advanceTimersByTimeAsync(100_000)
  await settled
  return running
}

const written = [say.snapshot(1), say.delta(2, 'whole')]

describe('run', () => {
  test('answers text, usage, cost and why it stopped, and shows each event', async () => {
    const seen: string[] = []
    const onEvent = ({ __typename }: GenerationEvent) => void seen.push(__typename)
    expect(await runOn(makeServer([...written, say.succeeded(3)]), { onEvent })).toEqual({
      id: 'g',
      threadId: 't',
      text: 'whole',
      json: null,
      finishReason: 'STOP',
      usage,
      cost: '0.25',
    })
    expect(seen).toEqual(['GenerationSnapshot', 'TextDelta', 'GenerationSucceeded'])
  })

  test('does not lose the answer when the last question finds nobody', async () => {
    const server = makeServer([...written, say.succeeded(3)], { canRead: false })
    expect(await runOn(server)).toMatchObject({ text: 'whole', usage: null, cost: null })
  })

  test.each([
    [say.failed(3), { code: 'PROVIDER_QUOTA', status: 'FAILED' }],
    [say.cancelled(3), { code: 'CANCELLED', status: 'CANCELLED' }],
    [
      { ...say.cancelled(3), __typename: 'GenerationInterrupted' as const },
      { code: 'INTERRUPTED', status: 'INTERRUPTED' },
    ],
  ])('says how else it ended, and keeps what was written: $__typename', async (end, expected) => {
    await expect(runOn(makeServer([...written, end]))).rejects.toMatchObject({
      name: 'NotSucceeded',
      generationId: 'g',
      text: 'whole',
      ...expected,
    })
  })

  test('at its time limit leaves the generation running and names it', async () => {
    const server = makeServer(written)
    await expect(runOn(server, { timeoutMs: 30_000 })).rejects.toMatchObject({
      name: 'LeftRunning',
      code: 'TIME_LIMIT',
      generationId: 'g',
      message: expect.stringContaining('generation g goes on') as string,
    })
    expect(server.calls.every(({ body }) => !body.query.includes('mutation Cancel'))).toBe(true)
    expect(server.calls.at(-1)?.isReleased()).toBe(true)
  })

  test('stopped before the start is answered, it gives the key to ask again with', async () => {
    const { fetch, call } = makeHandDrivenFetch()
    const stop = new AbortController()
    const running = createClient({ url: '', fetch }).run({ ...input, idempotencyKey: 'k' }, { signal: stop.signal })
    await call(0)
    stop.abort()
    await expect(running).rejects.toMatchObject({ code: 'ABORTED', generationId: null, idempotencyKey: 'k' })
  })
})
