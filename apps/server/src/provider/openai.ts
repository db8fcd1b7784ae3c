import { AppError } from '@sluice/core/app-error'
import type { FinishReason } from '@sluice/core/generation/status'
import type { Usage } from '@sluice/core/generation/usage'
import type { Provider, ProviderEvent, ProviderRequest } from '@sluice/core/provider/provider'
import type { ResponseCreateParamsStreaming } from 'openai/resources/responses/responses'
import { listOfModels, streamAnswer, type Translate, textIn, tokenCount } from './answer-stream.ts'
import { makeHttpTransport } from './http-transport.ts'
import { asObject, type JsonObject, parseObject } from './json-object.ts'
import { bodyFacts, type ErrorOrigin, providerError } from './provider-error.ts'
import { effortOf, type KeyedAddress, neverTimeoutMs, placeholderKey, preload, type Reading } from './sdk-options.ts'

/** OpenAI, over its Responses API. Nothing is stored there (`store: false`). */
export function makeOpenAiProvider({ apiKey, baseUrl, reads }: KeyedAddress & Reading): Provider {
  const transport = makeHttpTransport({ reads })
  const client = preload(async () => {
    const { OpenAI } = await import('openai')
    return new OpenAI({
      apiKey: apiKey || placeholderKey,
      baseURL: baseUrl ?? 'https://api.openai.com/v1',
      maxRetries: 0,
      timeout: neverTimeoutMs,
      fetch: transport.fetch,
      logLevel: 'off',
    })
  })
  const origin = (model: string | null): ErrorOrigin => ({
    provider: 'openai',
    model,
    keyVariable: 'OPENAI_API_KEY',
    addressVariable: 'OPENAI_BASE_URL',
    apiKey: apiKey || null,
  })
  return {
    name: 'openai',
    stream: (request, { signal }) =>
      streamAnswer({
        transport,
        signal,
        origin: origin(request.model),
        send: async () => (await client).responses.create(toBody(request), { signal }).asResponse(),
        translate: makeTranslate(origin(request.model)),
      }),
    listModels: ({ signal }) =>
      listOfModels({
        transport,
        signal,
        origin: origin(null),
        send: async () => (await client).models.list({ signal }).asResponse(),
        toModel: (_, name) => ({ name }),
      }),
  }
}

function toBody({
  model,
  instructions,
  messages,
  parameters,
  outputSchema,
}: ProviderRequest): ResponseCreateParamsStreaming {
  const { temperature, maxOutputTokens, reasoningEffort } = parameters
  return {
    model,
    stream: true,
    store: false,
    input: messages.map(({ role, text }) => ({ role, content: text })),
    ...(instructions !== null && { instructions }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { max_output_tokens: maxOutputTokens }),
    ...(reasoningEffort && { reasoning: { effort: effortOf[reasoningEffort], summary: 'auto' } }),
    // Not strict: that takes only a part of JSON Schema, and the answer is checked here anyway.
    ...(outputSchema && {
      text: { format: { type: 'json_schema', name: 'output', schema: { ...outputSchema }, strict: false } },
    }),
  }
}

const nothing: readonly ProviderEvent[] = []

function makeTranslate(origin: ErrorOrigin): Translate {
  let isRefusal = false

  /** Usage comes before what ends the answer, also when that is a failure: the tokens are paid for. */
  function* ending(response: JsonObject, finish: () => FinishReason): Generator<ProviderEvent> {
    const usage = toUsage(asObject(response['usage']))
    if (usage) yield { type: 'usage', usage }
    yield { type: 'end', finishReason: finish() }
  }

  return ({ data }) => {
    if (data === '[DONE]') return nothing
    const event = parseObject(data)
    const response = asObject(event['response'])
    switch (event['type']) {
      case 'response.output_text.delta':
        return content('text', event['delta'])
      case 'response.refusal.delta':
        isRefusal = true
        return content('text', event['delta'])
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        return content('thinking', event['delta'])
      case 'response.reasoning_summary_part.added':
        return event['summary_index'] === 0 ? nothing : content('thinking', '\n\n')
      case 'response.completed':
        return ending(response, () => (isRefusal ? 'REFUSAL' : 'STOP'))
      case 'response.incomplete':
        return ending(response, () => {
          if (asObject(response['incomplete_details'])['reason'] !== 'content_filter') return 'LENGTH'
          throw providerError({ status: null, type: null, code: 'content_filter', message: '' }, origin)
        })
      case 'response.failed':
        return ending(response, () => {
          throw providerError(bodyFacts(response['error'], 'the response failed'), origin)
        })
      case 'error':
        throw providerError(bodyFacts(event, 'an error in the stream'), origin)
      default:
        if (typeof event['type'] === 'string') return nothing // a kind that came after this was written
        throw new AppError('MALFORMED_STREAM', {
          message: `${origin.provider} sent an event without a type. Check ${origin.addressVariable}.`,
        })
    }
  }
}

function content(type: 'text' | 'thinking', delta: unknown): readonly ProviderEvent[] {
  const text = textIn(delta)
  return text === '' ? nothing : [{ type, text }]
}

function toUsage(usage: JsonObject): Usage | null {
  const inputTokens = tokenCount(usage['input_tokens'])
  const outputTokens = tokenCount(usage['output_tokens'])
  if (inputTokens === undefined || outputTokens === undefined) return null
  const cachedInputTokens = tokenCount(asObject(usage['input_tokens_details'])['cached_tokens'])
  const reasoningTokens = tokenCount(asObject(usage['output_tokens_details'])['reasoning_tokens'])
  return {
    inputTokens,
    outputTokens,
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    isEstimated: false,
  }
}
