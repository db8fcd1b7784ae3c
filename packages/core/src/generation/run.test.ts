import { expect, test, vi } from 'vitest'
import { AppError, type ErrorCode } from '../app-error.ts'
import type { ProviderEvent, ProviderRequest } from '../provider/provider.ts'
import { makeHandClock, settled } from '../testing/hand-clock.ts'
import { makeMemoryRunLog, someClaim } from '../testing/memory-run-log.ts'
import { defaultRetry } from './retry.ts'
import { type RunPorts, run } from './run.ts'
import type { Claim } from './run-log.ts'
import { RunStopped, type StopReason } from './stop.ts'

type Script = (request: ProviderRequest, signal: AbortSignal) => AsyncGenerator<ProviderEvent>

const text = (text: string): ProviderEvent => ({ type: 'text', text })
const thinking = (text: string): ProviderEvent => ({ type: 'thinking', text })
const end: ProviderEvent = { type: 'end', finishReason: 'STOP' }
const usage = { inputTokens: 3, outputTokens: 2, isEstimated: false }

/** Says a little and then waits for nothing but the signal, as a provider does that has gone silent. */
async function* sayAndHang(_: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
  yield text('half')
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  await promise
}

function setUp(script: Script, { ports, claim }: { ports?: Partial<RunPorts>; claim?: Partial<Claim> } = {}) {
  const log = makeMemoryRunLog()
  const controller = new AbortController()
  const provider = {
    name: 'fake',
    stream: (request: ProviderRequest, options: { signal: AbortSignal }) => script(request, options.signal),
    listModels: async () => [],
  }
  const all: RunPorts = {
    log,
    clock: makeHandClock(),
    deadlines: { firstTokenMs: 600_000, silenceMs: 120_000, totalMs: Infinity },
    retry: { of: () => defaultRetry, maxDelayMs: 20_000, fallbackOf: () => undefined, random: () => 1 },
    provider: (name) => (name === 'fake' ? provider : undefined),
    history: async () => [],
    checkOutput: async () => null,
    bill: async ({ usage }) => ({ usage, cost: usage && '0.01' }),
    report: () => 'fault-7',
    ...ports,
  }
  const done = run(all, { ...someClaim, ...claim }, { signal: controller.signal })
  return { log, done, stop: (reason: StopReason) => controller.abort(new RunStopped(reason)) }
}

async function* say(...events: ProviderEvent[]): AsyncGenerator<ProviderEvent> {
  yield* events
}

async function* fail(error: unknown, ...before: ProviderEvent[]): AsyncGenerator<ProviderEvent> {
  yield* before
  throw error
}

const overloaded = new AppError('PROVIDER_OVERLOADED', { message: 'Too many.', retryable: true })

test('a stream becomes phases, deltas, usage and its end', async () => {
  const { log, done } = setUp(() => say(thinking('hm'), text('a'), text('b'), { type: 'usage', usage }, end))
  await done
  expect(log.bodies).toEqual([
    { kind: 'StatusChanged', status: 'RUNNING', phase: 'THINKING' },
    { kind: 'ThinkingDelta', text: 'hm' },
    { kind: 'StatusChanged', status: 'RUNNING', phase: 'WRITING' },
    { kind: 'TextDelta', text: 'a' },
    { kind: 'TextDelta', text: 'b' },
    { kind: 'UsageUpdated', usage, cost: '0.01' },
  ])
  const bill = { usage, cost: '0.01' }
  expect(log.endings).toEqual([{ tag: 'ended', body: { kind: 'GenerationSucceeded', finishReason: 'STOP' }, bill }])
})

test('the provider is asked with the history, the prompt and what was set', async () => {
  const asked = vi.fn<(request: ProviderRequest) => void>()
  const before = [
    { role: 'user', text: 'Before?' },
    { role: 'assistant', text: 'Before.' },
  ] as const
  const claim = { model: 'fake:family:1b', instructions: 'Be brief.', parameters: { temperature: 0 } }
  const script: Script = (request) => {
    asked(request)
    return say(text('a'), end)
  }
  await setUp(script, { ports: { history: async () => before }, claim }).done
  expect(asked).toHaveBeenCalledExactlyOnceWith({
    model: 'family:1b',
    instructions: 'Be brief.',
    messages: [...before, { role: 'user', text: someClaim.prompt }],
    parameters: { temperature: 0 },
    outputSchema: null,
  })
})

test('a surrogate pair that was split over two deltas is joined; NUL and lone surrogates are replaced', async () => {
  const { log, done } = setUp(() => say(text('a\uD83D'), text('\uDC4Db\0'), text('\uD83D'), end))
  await done
  const deltas = log.bodies.flatMap((body) => (body.kind === 'TextDelta' ? [body.text] : []))
  expect(deltas).toEqual(['a', '👍b\uFFFD', '\uFFFD'])
})

test('a stream without an end mark is no success', async () => {
  const { log, done } = setUp(() => say(text('half')))
  await done
  expect(log.endings).toMatchObject([{ tag: 'ended', body: { kind: 'GenerationFailed', code: 'TRUNCATED' } }])
})

test.each<ErrorCode>(['PROVIDER_AUTH', 'MODEL_NOT_FOUND', 'CONTEXT_TOO_LONG', 'PROVIDER_REJECTED', 'CONTENT_FILTERED'])(
  '%s ends it at once, with what the provider said to do',
  async (code) => {
    const { log, done } = setUp(() => fail(new AppError(code, { message: 'Do this.' })))
    await done
    const body = { kind: 'GenerationFailed', code, message: 'Do this.', retryable: false }
    expect(log.endings).toMatchObject([{ tag: 'ended', body }])
  },
)

test('a failure before the first token goes back to the line, while retries are left', async () => {
  const again = setUp(() => fail(overloaded))
  await again.done
  expect(again.log.endings).toMatchObject([{ tag: 'retry', delayMs: 500, model: 'fake:model', retries: 1 }])

  const last = setUp(() => fail(overloaded), { claim: { retries: 2 } })
  await last.done
  expect(last.log.endings).toMatchObject([
    { tag: 'ended', body: { kind: 'GenerationFailed', code: 'PROVIDER_OVERLOADED', retryable: true } },
  ])
})

test.each([text('a'), thinking('hm')])(
  'a failure after the first content ($type) is not tried again',
  async (first) => {
    const { log, done } = setUp(() => fail(overloaded, first))
    await done
    expect(log.endings).toMatchObject([{ tag: 'ended', body: { kind: 'GenerationFailed' } }])
  },
)

test('a provider that is not configured here fails it', async () => {
  const { log, done } = setUp(() => say(end), { claim: { model: 'other:model', provider: 'other' } })
  await done
  expect(log.endings).toMatchObject([{ body: { code: 'MODEL_UNAVAILABLE' } }])
})

test('a fault of our own is reported, and shown with its id alone', async () => {
  const report = vi.fn<RunPorts['report']>(() => 'fault-7')
  const history = () => Promise.reject(new Error('relation "generation" is not there'))
  const { log, done } = setUp(() => say(end), { ports: { report, history } })
  await done
  expect(report).toHaveBeenCalledOnce()
  const [ending] = log.endings
  const body = ending?.tag === 'ended' && ending.body.kind === 'GenerationFailed' ? ending.body : null
  expect(body).toMatchObject({ code: 'INTERNAL' })
  expect(body?.message).toContain('fault-7')
  expect(body?.message).not.toContain('relation')
})

test('cancelling stops the provider, and keeps text and cost', async () => {
  const bill = vi.fn<RunPorts['bill']>(async () => ({ usage, cost: '0.02' }))
  const { log, done, stop } = setUp(sayAndHang, { ports: { bill } })
  await settled()
  stop('CANCEL')
  await done
  expect(bill).toHaveBeenCalledWith(expect.objectContaining({ output: { length: 4, beginning: 'half' }, usage: null }))
  expect(log.bodies.at(-1)).toEqual({ kind: 'UsageUpdated', usage, cost: '0.02' })
  const paid = { usage, cost: '0.02' }
  expect(log.endings).toEqual([{ tag: 'ended', body: { kind: 'GenerationCancelled' }, bill: paid }])
})

test('one cancelled before anything was to be seen has used its input, once the provider has begun to answer', async () => {
  const bill = vi.fn<RunPorts['bill']>(async () => ({ usage, cost: '0.02' }))
  async function* accept(_: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    yield { type: 'accepted' }
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  }
  const { log, done, stop } = setUp(accept, { ports: { bill }, claim: { instructions: 'Be brief.' } })
  await settled()
  stop('CANCEL')
  await done
  const request: unknown = expect.objectContaining({
    instructions: 'Be brief.',
    messages: [{ role: 'user', text: someClaim.prompt }],
  })
  expect(bill).toHaveBeenCalledWith(expect.objectContaining({ request, output: { length: 0, beginning: '' } }))
  expect(log.endings).toMatchObject([{ bill: { usage, cost: '0.02' } }])
})

test('one that the provider refused has used nothing', async () => {
  const bill = vi.fn<RunPorts['bill']>(async () => ({ usage: null, cost: null }))
  await setUp(() => fail(new AppError('PROVIDER_AUTH', { message: 'No.' })), { ports: { bill } }).done
  expect(bill).toHaveBeenCalledWith(expect.objectContaining({ request: null, usage: null }))
})

test('a run that was stopped is not taken for truncated when the provider just ends', async () => {
  async function* script(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    try {
      yield* sayAndHang(request, signal)
    } catch {
      // as if the body had come to its orderly end
    }
  }
  const { log, done, stop } = setUp(script)
  await settled()
  stop('CANCEL')
  await done
  expect(log.endings).toMatchObject([{ body: { kind: 'GenerationCancelled' } }])
})

test('after its lease is lost a run writes nothing', async () => {
  const { log, done, stop } = setUp(sayAndHang)
  await settled()
  const before = log.bodies.length
  stop('LEASE_LOST')
  await done
  expect(log.bodies).toHaveLength(before)
  expect(log.endings).toEqual([])
})

test('when the process shuts down a run is given back', async () => {
  const { log, done, stop } = setUp(sayAndHang)
  await settled()
  stop('DRAIN')
  await done
  expect(log.endings).toMatchObject([{ tag: 'returned' }])
  expect(log.bodies.map(({ kind }) => kind)).not.toContain('UsageUpdated')
})

test('a bill that cannot be made loses no answer', async () => {
  const bill = () => Promise.reject(new Error('no price list'))
  const { log, done } = setUp(() => say(text('a'), { type: 'usage', usage }, end), { ports: { bill } })
  await done
  expect(log.endings).toMatchObject([{ body: { kind: 'GenerationSucceeded' }, bill: { usage, cost: null } }])
})

test('a full log holds the provider up', async () => {
  let given = 0
  async function* script(): AsyncGenerator<ProviderEvent> {
    for (given = 1; given <= 3; given++) yield text(`${given}`)
    yield end
  }
  const log = makeMemoryRunLog()
  const letGo = log.hold()
  const { done } = setUp(script, { ports: { log } })
  await settled()
  expect(given).toBe(1)
  letGo()
  await done
  expect(log.endings).toMatchObject([{ body: { kind: 'GenerationSucceeded' } }])
})

const holding = (part: string): unknown => expect.stringContaining(part)
const schema = { type: 'object' }
const asked = { claim: { outputSchema: schema } }

test('an output with a schema is checked whole, once its provider has ended', async () => {
  const checkOutput = vi.fn(async (_: { schema: object; text: string }) => null)
  const { log, done } = setUp(
    () => say(text('{"a"'), thinking('hm'), text(':1}'), { type: 'usage', usage } as const, end),
    {
      ...asked,
      ports: { checkOutput },
    },
  )
  await done
  expect(checkOutput).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ schema, text: '{"a":1}' }))
  expect(log.endings[0]).toMatchObject({ body: { kind: 'GenerationSucceeded' } })
})

test('one that does not follow it fails with OUTPUT_INVALID and says why; the bill stands', async () => {
  const checkOutput = async () => 'At #/a: it is no number.'
  const { log, done } = setUp(() => say(text('{}'), { type: 'usage', usage } as const, end), {
    ...asked,
    ports: { checkOutput },
  })
  await done
  expect(log.endings[0]).toMatchObject({
    tag: 'ended',
    body: {
      kind: 'GenerationFailed',
      code: 'OUTPUT_INVALID',
      message: holding('At #/a: it is no number.'),
      retryable: true,
    },
    bill: { cost: '0.01' },
  })
})

test.each([
  ['LENGTH', 'maxOutputTokens'],
  ['REFUSAL', 'declined'],
] as const)('one that ended with %s says that that is why', async (finishReason, why) => {
  const checkOutput = async () => 'It cannot be parsed.'
  const { log, done } = setUp(() => say(text('{'), { type: 'end', finishReason }), { ...asked, ports: { checkOutput } })
  await done
  expect(log.endings[0]).toMatchObject({ body: { code: 'OUTPUT_INVALID', message: holding(why) } })
})

test('the provider is handed the schema', async () => {
  let given: object | null = null
  const { done } = setUp((request) => {
    given = request.outputSchema
    return say(text('{}'), end)
  }, asked)
  await done
  expect(given).toEqual(schema)
})

test('whoever stops one while it is checked gets CANCELLED, not a fault of the check', async () => {
  const checkOutput = ({ signal }: { signal: AbortSignal }) =>
    new Promise<null>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  const { log, done, stop } = setUp(() => say(text('{}'), end), { ...asked, ports: { checkOutput } })
  await settled()
  stop('CANCEL')
  await done
  expect(log.endings[0]).toMatchObject({ body: { kind: 'GenerationCancelled' } })
})
