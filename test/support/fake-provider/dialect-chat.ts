import type { Dialect, EndReason, FakeUsage, Speaker, StreamErrorType } from './dialect.ts'

const finishReasons: Record<EndReason, string> = {
  STOP: 'stop',
  LENGTH: 'length',
  REFUSAL: 'stop',
  FILTERED: 'content_filter',
}

const errors: Record<StreamErrorType, { type: string; code: string | number }> = {
  overloaded: { type: 'server_error', code: 503 },
  server_error: { type: 'server_error', code: 500 },
  rate_limited: { type: 'rate_limit_error', code: 429 },
}

/** Chat Completions, as OpenAI and the many servers that copy it speak it. */
export const chat: Dialect = {
  protocol: 'chat',
  errorBody: (type, message) => ({ error: { message, type, param: null, code: type } }),
  speaker(request) {
    let hasRefused = false
    const frame = (fields: object) =>
      `data: ${JSON.stringify({ id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 0, model: request['model'], ...fields })}\n\n`
    const choice = (delta: object, finishReason: string | null = null) =>
      frame({ choices: [{ index: 0, delta, finish_reason: finishReason }] })
    const speaker: Speaker = {
      preamble: () => choice({ role: 'assistant', content: '' }),
      text: (delta) => choice({ content: delta }),
      thinking: (delta) => choice({ reasoning_content: delta }),
      refusal: (delta) => {
        hasRefused = true
        return choice({ refusal: delta })
      },
      end: (reason, usage) =>
        (reason === 'REFUSAL' && !hasRefused ? speaker.refusal('No.') : '') +
        choice({}, finishReasons[reason]) +
        (usage ? frame({ choices: [], usage: toUsage(usage) }) : '') +
        'data: [DONE]\n\n',
      error: (type) => `data: ${JSON.stringify({ error: { message: `a fake ${type}`, ...errors[type] } })}\n\n`,
      keepAlive: () => ': keep-alive\n\n',
    }
    return speaker
  },
}

function toUsage(usage: FakeUsage) {
  return {
    prompt_tokens: usage.inputTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    completion_tokens: usage.outputTokens,
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}
