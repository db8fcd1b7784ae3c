import { makeAnthropicProvider } from '@sluice/server/provider/anthropic'
import { makeChatCompletionsProvider } from '@sluice/server/provider/chat-completions'
import { makeOpenAiProvider } from '@sluice/server/provider/openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { ask } from './provider-table.ts'

let fake: FakeProvider
beforeAll(async () => {
  fake = await startFakeProvider()
})
afterAll(() => fake.close())

const sse = (...data: unknown[]) =>
  data.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('')

/** Plays raw events for the prompt and says what came of them. */
const plays = (prompt: string, bytes: string) =>
  fake.on(prompt, (call) => {
    call.raw(bytes)
    call.finish()
  })

describe('Chat Completions as servers really speak it', () => {
  const chat = () => makeChatCompletionsProvider({ name: 'ollama', baseUrl: fake.openaiBaseUrl })
  const word = (delta: object, finish_reason: string | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  })

  it('Azure: chunks without choices, and usage of null until the last', async () => {
    const filter = { choices: [], prompt_filter_results: [{ prompt_index: 0 }] }
    const usage = { choices: [], usage: { prompt_tokens: 4, completion_tokens: 1 } }
    plays(
      'azure',
      sse(
        filter,
        { ...word({ content: 'a' }), usage: null },
        { id: 'no choices at all' },
        word({}, 'stop'),
        usage,
        '[DONE]',
      ),
    )
    const answer = await ask(chat(), 'azure')
    expect(answer).toMatchObject({ text: 'a', finishReason: 'STOP', error: undefined })
    expect(answer.usage).toEqual({ inputTokens: 4, outputTokens: 1, isEstimated: false })
  })

  it('vLLM and OpenRouter: thinking under either name, once', async () => {
    plays(
      'reasoning',
      sse(
        word({ reasoning: 'a' }),
        word({ reasoning: 'b', reasoning_content: 'b' }),
        word({ content: 'c' }, 'stop'),
        '[DONE]',
      ),
    )
    expect(await ask(chat(), 'reasoning')).toMatchObject({ thinking: 'ab', text: 'c' })
  })

  it('Ollama: an error that is a bare string', async () => {
    plays('bare', sse(word({ content: 'a' }), { error: 'an error was encountered while running the model' }))
    expect(await ask(chat(), 'bare')).toMatchObject({ text: 'a', error: { code: 'PROVIDER_ERROR', retryable: true } })
  })

  it.each([
    ['a finish_reason without [DONE]', sse(word({ content: 'a' }, 'stop'))],
    ['[DONE] without a finish_reason', sse(word({ content: 'a' }), '[DONE]')],
    ['a last event that is cut', `${sse(word({ content: 'a' }, 'stop'))}data: {"choices":[`],
  ])('%s is TRUNCATED', async (name, bytes) => {
    plays(name, bytes)
    expect(await ask(chat(), name)).toMatchObject({ text: 'a', finishReason: undefined, error: { code: 'TRUNCATED' } })
  })

  it('[DONE] without the last blank line is an end', async () => {
    plays('no blank line', sse(word({ content: 'a' }, 'stop'), '[DONE]').trimEnd())
    expect(await ask(chat(), 'no blank line')).toMatchObject({ text: 'a', finishReason: 'STOP' })
  })

  it('an event without an end is refused before it fills the memory', async () => {
    fake.on('endless', (call) => {
      call.raw('data: ')
      const timer = setInterval(() => call.raw('x'.repeat(1_000_000)), 1)
      return call.closed.finally(() => clearInterval(timer))
    })
    expect(await ask(chat(), 'endless')).toMatchObject({ error: { code: 'MALFORMED_STREAM' } })
  })
})

describe('Messages', () => {
  const anthropic = () => makeAnthropicProvider({ apiKey: 'k', baseUrl: `${fake.anthropicBaseUrl}/v1/` })
  const stopped = (stop_reason: string) =>
    sse(
      { type: 'message_start', message: {} },
      { type: 'message_delta', delta: { stop_reason } },
      { type: 'message_stop' },
    )

  it.each([
    ['stop_sequence', 'STOP'],
    ['model_context_window_exceeded', 'LENGTH'],
    ['pause_turn', 'LENGTH'],
  ])('%s is %s', async (stopReason, finishReason) => {
    plays(stopReason, stopped(stopReason))
    expect(await ask(anthropic(), stopReason)).toMatchObject({ finishReason, error: undefined })
  })

  it.each([
    [
      'claude-opus-5',
      { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'medium' }, max_tokens: 8_192 },
    ],
    [
      'claude-sonnet-4-6',
      { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'medium' } },
    ],
    ['claude-sonnet-4-5-20250929', { thinking: { type: 'enabled', budget_tokens: 4_096 }, max_tokens: 8_192 }],
    ['claude-3-7-sonnet-latest', { thinking: { type: 'enabled', budget_tokens: 4_096 } }],
  ])('asks %s to think in the way that it knows', async (model, body) => {
    await ask(anthropic(), model, { model, parameters: { reasoningEffort: 'MEDIUM' } })
    expect((await fake.waitForCall(model)).request).toMatchObject(body)
  })

  it('sends a temperature only to models that take one', async () => {
    await ask(anthropic(), 'old', { model: 'claude-haiku-4-5', parameters: { temperature: 2 } })
    await ask(anthropic(), 'new', { model: 'claude-opus-5', parameters: { temperature: 2 } })
    expect((await fake.waitForCall('old')).request['temperature']).toBe(1)
    expect((await fake.waitForCall('new')).request).not.toHaveProperty('temperature')
  })
})

describe('Responses', () => {
  const openai = () => makeOpenAiProvider({ baseUrl: fake.openaiBaseUrl })
  const failed = (code: string) =>
    sse({
      type: 'response.failed',
      response: { error: { code, message: 'x' }, usage: { input_tokens: 1, output_tokens: 2 } },
    })

  it.each([
    ['server_error', 'PROVIDER_ERROR'],
    ['rate_limit_exceeded', 'RATE_LIMITED'],
    ['invalid_prompt', 'PROVIDER_REJECTED'],
    ['misalignment_policy_violation', 'CONTENT_FILTERED'],
    ['context_length_exceeded', 'CONTEXT_TOO_LONG'],
  ])('response.failed with %s is %s, after the usage', async (said, code) => {
    plays(said, failed(said))
    expect(await ask(openai(), said)).toMatchObject({ error: { code }, usage: { outputTokens: 2 } })
  })

  it('stores nothing, and asks for summaries of the thinking with the effort', async () => {
    await ask(openai(), 'effort', { parameters: { reasoningEffort: 'LOW' } })
    expect((await fake.waitForCall('effort')).request).toMatchObject({
      store: false,
      reasoning: { effort: 'low', summary: 'auto' },
    })
  })

  it('keeps the parts of a summary apart', async () => {
    const part = (summary_index: number, delta: string) => [
      { type: 'response.reasoning_summary_part.added', summary_index },
      { type: 'response.reasoning_summary_text.delta', delta },
    ]
    plays(
      'parts',
      sse(...part(0, 'a'), ...part(1, 'b'), { type: 'a.kind.to.come' }, { type: 'response.completed', response: {} }),
    )
    expect(await ask(openai(), 'parts')).toMatchObject({ thinking: 'a\n\nb', finishReason: 'STOP', usage: undefined })
  })
})
