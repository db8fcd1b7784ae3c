import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultAnswer, type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { ask, subjects, within } from './provider-table.ts'

describe.each(subjects)('$name answers', ({ make, lacks }) => {
  let fake: FakeProvider
  beforeAll(async () => {
    fake = await startFakeProvider()
  })
  afterAll(() => fake.close())

  it('with text in order, usage, and one end', async () => {
    const answer = await ask(make(fake), 'hello')
    expect(answer.error).toBeUndefined()
    expect(answer.text).toBe(defaultAnswer)
    expect(answer.finishReason).toBe('STOP')
    expect(answer.usage).toMatchObject({ inputTokens: 10, outputTokens: 5, isEstimated: false })
    expect(answer.events.at(-1)?.type).toBe('end')
    expect(answer.events.filter((event) => event.type === 'end')).toHaveLength(1)
    expect(answer.events.every((event) => !('text' in event) || event.text !== '')).toBe(true)
  })

  it('with thinking apart from text', async () => {
    fake.on('think', (call) => {
      call.thinking('First ')
      call.thinking('this. ')
      call.text('Then ')
      call.text('that.')
      call.end()
    })
    const answer = await ask(make(fake), 'think', { parameters: { reasoningEffort: 'HIGH' } })
    expect(answer).toMatchObject({ thinking: 'First this. ', text: 'Then that.', finishReason: 'STOP' })
  })

  it('with cached and reasoning tokens inside input and output', async () => {
    fake.on('usage', (call) => {
      call.usage({ inputTokens: 100, outputTokens: 50, cachedInputTokens: 80, reasoningTokens: 20 })
      call.text('x')
      call.end()
    })
    expect((await ask(make(fake), 'usage')).usage).toEqual({
      inputTokens: 100,
      outputTokens: 50,
      cachedInputTokens: 80,
      reasoningTokens: 20,
      isEstimated: false,
    })
  })

  it('without usage when the provider tells none', async () => {
    fake.on('no usage', (call) => {
      call.text('x')
      call.end()
    })
    expect(await ask(make(fake), 'no usage')).toMatchObject({
      text: 'x',
      usage: undefined,
      finishReason: 'STOP',
      error: undefined,
    })
  })

  it('with LENGTH at the limit on output', async () => {
    fake.on('long', (call) => {
      call.text('cut of')
      call.end('LENGTH')
    })
    expect(await ask(make(fake), 'long')).toMatchObject({ text: 'cut of', finishReason: 'LENGTH' })
  })

  it('with REFUSAL, and the words of the refusal as text', async () => {
    fake.on('refuse', (call) => {
      call.refusal('I would ')
      call.refusal('rather not.')
      call.end('REFUSAL')
    })
    expect(await ask(make(fake), 'refuse')).toMatchObject({ text: 'I would rather not.', finishReason: 'REFUSAL' })
  })

  // Anthropic's protocol has no content filter: what it stops comes as a refusal.
  if (!lacks.includes('CONTENT_FILTER')) {
    it('with a failure when a content filter stops it, after the usage', async () => {
      fake.on('filtered', (call) => {
        call.usage({ inputTokens: 3, outputTokens: 2 })
        call.text('so far')
        call.end('FILTERED')
      })
      const answer = await ask(make(fake), 'filtered')
      expect(answer).toMatchObject({ text: 'so far', finishReason: undefined, usage: { inputTokens: 3 } })
      expect(answer.error).toMatchObject({ code: 'CONTENT_FILTERED', retryable: false })
    })
  }

  it('the same over any cut of the bytes', async () => {
    const text = 'Grüße, 世界 👩‍🚀!'
    fake.on('cut', async (call) => {
      call.open()
      for (const byte of Buffer.from(call.frame(text))) {
        call.raw(Buffer.of(byte))
        await nextTurn()
      }
      call.end()
    })
    expect(await ask(make(fake), 'cut')).toMatchObject({ text, finishReason: 'STOP' })
  })

  it('the same with CR LF, with comments, and with many events in one chunk', async () => {
    fake.on('framing', (call) => {
      call.open()
      call.keepAlive()
      call.raw(': a comment\n\n')
      call.raw(call.frame('a').replaceAll('\n', '\r\n') + call.frame('b') + call.frame('c'))
      call.keepAlive()
      call.end()
    })
    expect(await ask(make(fake), 'framing')).toMatchObject({ text: 'abc', finishReason: 'STOP' })
  })

  it('many at once, each whole', async () => {
    fake.on('paced', paced(200, 2_000))
    const provider = make(fake)
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(provider, 'paced')))
    expect(answers.every(({ text }) => text === pacedText(200))).toBe(true)
  })

  it('hands on instructions, history, parameters and the schema of the output', async () => {
    const provider = make(fake)
    const messages = [
      { role: 'user' as const, text: 'one' },
      { role: 'assistant' as const, text: 'two' },
      { role: 'user' as const, text: 'three of three' },
    ]
    const outputSchema = { type: 'object', properties: { answer: { type: 'string' } } }
    const parameters = { maxOutputTokens: 77 }
    const request = { model: 'fake-model', instructions: 'Be brief.', messages, parameters, outputSchema }
    for await (const _ of provider.stream(request, { signal: AbortSignal.timeout(10_000) })) continue
    const call = await fake.waitForCall('three of three')
    const body = JSON.stringify(call.request)
    expect(call.request).toMatchObject({ model: 'fake-model', stream: true })
    for (const part of ['Be brief.', '"one"', '"two"', '"assistant"', ':77', JSON.stringify(outputSchema)])
      expect(body).toContain(part)
  })

  it('uses one connection again after an answer that ended', async () => {
    const provider = make(fake)
    for (let n = 0; n < 5; n += 1) await ask(provider, 'again')
    const call = await fake.waitForCall('again', 5)
    expect(call.connection).toBe((await fake.waitForCall('again', 1)).connection)
  })

  it('lists its models', async () => {
    const models = await make(fake).listModels({ signal: AbortSignal.timeout(5_000) })
    expect(models.map(({ name }) => name)).toEqual(['fake-model', 'fake-model-large'])
  })

  it('lists at most 1,000 models', async () => {
    const own = await startFakeProvider()
    own.onModels((call) =>
      call.status(200, { body: { data: Array.from({ length: 3_000 }, (_, n) => ({ id: `m${n}` })) } }),
    )
    expect(await make(own).listModels({ signal: AbortSignal.timeout(5_000) })).toHaveLength(1_000)
    await within(2_000, own.close())
  })
})
