import type { Dialect, FakeUsage, Speaker, StreamErrorType } from './dialect.ts'

const errorCodes: Record<StreamErrorType, string> = {
  overloaded: 'server_is_overloaded',
  server_error: 'server_error',
  rate_limited: 'rate_limit_exceeded',
}

/** OpenAI's Responses API. */
export const responses: Dialect = {
  protocol: 'responses',
  errorBody: (type, message) => ({ error: { message, type, param: null, code: type } }),
  speaker(request) {
    let sequence = 0
    let hasRefused = false
    const frame = (type: string, fields: object) => {
      sequence += 1
      return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence, ...fields })}\n\n`
    }
    const response = (status: string, fields: object = {}) => ({
      response: { id: 'resp_fake', object: 'response', model: request['model'], status, output: [], ...fields },
    })
    const place = { item_id: 'msg_fake', output_index: 0, content_index: 0 }
    const speaker: Speaker = {
      preamble: () =>
        frame('response.created', response('in_progress')) + frame('response.in_progress', response('in_progress')),
      text: (delta) => frame('response.output_text.delta', { ...place, delta, logprobs: [] }),
      thinking: (delta) =>
        frame('response.reasoning_summary_text.delta', {
          item_id: 'rs_fake',
          output_index: 0,
          summary_index: 0,
          delta,
        }),
      refusal: (delta) => {
        hasRefused = true
        return frame('response.refusal.delta', { ...place, delta })
      },
      end: (reason, usage) => {
        const counted = { usage: toUsage(usage) }
        if (reason === 'STOP') return frame('response.completed', response('completed', counted))
        if (reason === 'REFUSAL') {
          return (
            (hasRefused ? '' : speaker.refusal('No.')) + frame('response.completed', response('completed', counted))
          )
        }
        const cause = reason === 'LENGTH' ? 'max_output_tokens' : 'content_filter'
        return frame(
          'response.incomplete',
          response('incomplete', { ...counted, incomplete_details: { reason: cause } }),
        )
      },
      error: (type) => frame('error', { code: errorCodes[type], message: `a fake ${type}`, param: null }),
      keepAlive: () => ': keep-alive\n\n',
    }
    return speaker
  },
}

function toUsage(usage: FakeUsage | null) {
  if (!usage) return null
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedInputTokens ?? 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}
