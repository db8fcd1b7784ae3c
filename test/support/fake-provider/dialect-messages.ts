import type { Dialect, EndReason, FakeUsage, Speaker, StreamErrorType } from './dialect.ts'

const stopReasons: Record<EndReason, string> = {
  STOP: 'end_turn',
  LENGTH: 'max_tokens',
  REFUSAL: 'refusal',
  FILTERED: 'refusal',
}

const errorTypes: Record<StreamErrorType, string> = {
  overloaded: 'overloaded_error',
  server_error: 'api_error',
  rate_limited: 'rate_limit_error',
}

/** Anthropic's Messages API: deltas stand in numbered blocks of one kind each. */
export const messages: Dialect = {
  protocol: 'messages',
  errorBody: (type, message) => ({ type: 'error', error: { type, message }, request_id: 'req_fake' }),
  speaker(request) {
    let index = -1
    let kind: 'text' | 'thinking' | null = null
    const frame = (type: string, fields: object = {}) =>
      `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
    const close = () => {
      if (kind === null) return ''
      kind = null
      return frame('content_block_stop', { index })
    }
    const open = (next: 'text' | 'thinking') => {
      if (kind === next) return ''
      const closing = close()
      kind = next
      index += 1
      return closing + frame('content_block_start', { index, content_block: { type: next, [next]: '' } })
    }
    const text = (delta: string) =>
      open('text') + frame('content_block_delta', { index, delta: { type: 'text_delta', text: delta } })
    const speaker: Speaker = {
      preamble: (usage) =>
        frame('message_start', {
          message: {
            id: 'msg_fake',
            type: 'message',
            role: 'assistant',
            model: request['model'],
            content: [],
            ...toStartUsage(usage),
          },
        }) + frame('ping'),
      text,
      thinking: (delta) =>
        open('thinking') + frame('content_block_delta', { index, delta: { type: 'thinking_delta', thinking: delta } }),
      refusal: text,
      end: (reason, usage) =>
        close() +
        frame('message_delta', {
          delta: { stop_reason: stopReasons[reason], stop_sequence: null },
          ...toEndUsage(usage),
        }) +
        frame('message_stop'),
      error: (type) => frame('error', { error: { type: errorTypes[type], message: `a fake ${type}` } }),
      keepAlive: () => frame('ping'),
    }
    return speaker
  },
}

/** As Anthropic does it: the input is told at the start, without the tokens from the cache; the output at the end. */
function toStartUsage(usage: FakeUsage | null) {
  if (!usage) return {}
  const cached = usage.cachedInputTokens ?? 0
  return {
    usage: {
      input_tokens: usage.inputTokens - cached,
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: 0,
      output_tokens: 1,
    },
  }
}

function toEndUsage(usage: FakeUsage | null) {
  if (!usage) return {}
  return {
    usage: {
      output_tokens: usage.outputTokens,
      ...(usage.reasoningTokens !== undefined && { output_tokens_details: { thinking_tokens: usage.reasoningTokens } }),
    },
  }
}
