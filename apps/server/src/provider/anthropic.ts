import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages/messages'
import { AppError } from '@sluice/core/app-error'
import { defaultOutputTokens } from '@sluice/core/budget/estimate'
import type { FinishReason } from '@sluice/core/generation/status'
import type { Usage } from '@sluice/core/generation/usage'
import type { Provider, ProviderEvent, ProviderRequest, ReasoningEffort } from '@sluice/core/provider/provider'
import { listOfModels, streamAnswer, type Translate, textIn, tokenCount } from './answer-stream.ts'
import { makeHttpTransport } from './http-transport.ts'
import { asObject, type JsonObject, parseObject } from './json-object.ts'
import { bodyFacts, type ErrorOrigin, providerError } from './provider-error.ts'
import { effortOf, type KeyedAddress, neverTimeoutMs, placeholderKey, preload, type Reading } from './sdk-options.ts'

/** Anthropic, over its Messages API. `baseUrl` may or may not end in `/v1`. */
export function makeAnthropicProvider({ apiKey, baseUrl, reads }: KeyedAddress & Reading): Provider {
  const transport = makeHttpTransport({ reads })
  const client = preload(async () => {
    const { Anthropic } = await import('@anthropic-ai/sdk')
    return new Anthropic({
      apiKey: apiKey || placeholderKey,
      authToken: null, // ANTHROPIC_AUTH_TOKEN in the environment is not ours
      baseURL: (baseUrl ?? 'https://api.anthropic.com').replace(/\/+$/, '').replace(/\/v1$/, ''),
      maxRetries: 0,
      timeout: neverTimeoutMs,
      fetch: transport.fetch,
      logLevel: 'off',
    })
  })
  const origin = (model: string | null): ErrorOrigin => ({
    provider: 'anthropic',
    model,
    keyVariable: 'ANTHROPIC_API_KEY',
    addressVariable: 'ANTHROPIC_BASE_URL',
    apiKey: apiKey || null,
  })
  return {
    name: 'anthropic',
    stream: (request, { signal }) =>
      streamAnswer({
        transport,
        signal,
        origin: origin(request.model),
        send: async () => (await client).messages.create(toBody(request), { signal }).asResponse(),
        translate: makeTranslate(origin(request.model)),
      }),
    listModels: ({ signal }) =>
      listOfModels({
        transport,
        signal,
        origin: origin(null),
        send: async () => (await client).models.list({ limit: 1_000 }, { signal }).asResponse(),
        toModel: (entry, name) => {
          const contextTokens = tokenCount(entry['max_input_tokens'])
          return { name, ...(contextTokens !== undefined && { contextTokens }) }
        },
      }),
  }
}

/** Models before Opus and Sonnet 4.6 take a thinking budget and a temperature; later ones take an effort and refuse both. */
const takesBudget = /^claude-(?:[23]|instant|(?:opus|sonnet|haiku)-4(?:-[015])?(?:-\d{8}|@\d{8}|-latest)?$)/

const shareOfBudget: Record<ReasoningEffort, number> = { LOW: 0.25, MEDIUM: 0.5, HIGH: 0.75 }

/** The SDK's types know no temperature any more; the API still takes it for older models. */
type Body = MessageCreateParamsStreaming & { temperature?: number }

function toBody({ model, instructions, messages, parameters, outputSchema }: ProviderRequest): Body {
  const maxTokens = parameters.maxOutputTokens ?? defaultOutputTokens
  const body: Body = {
    model,
    stream: true,
    max_tokens: maxTokens,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    ...(instructions !== null && { system: instructions }),
    ...(outputSchema && { output_config: { format: { type: 'json_schema', schema: { ...outputSchema } } } }),
  }
  const { temperature, reasoningEffort } = parameters
  if (!takesBudget.test(model)) {
    if (!reasoningEffort) return body
    return {
      ...body,
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { ...body.output_config, effort: effortOf[reasoningEffort] },
    }
  }
  const budget = reasoningEffort ? Math.floor(maxTokens * shareOfBudget[reasoningEffort]) : 0
  if (budget >= 1_024) return { ...body, thinking: { type: 'enabled', budget_tokens: budget } }
  return temperature === undefined ? body : { ...body, temperature: Math.min(temperature, 1) }
}

const nothing: readonly ProviderEvent[] = []

function makeTranslate(origin: ErrorOrigin): Translate {
  let started: JsonObject = {}
  let stopReason: unknown = null

  return ({ data }) => {
    const event = parseObject(data)
    const delta = asObject(event['delta'])
    switch (event['type']) {
      case 'content_block_delta':
        if (delta['type'] === 'text_delta') return content('text', delta['text'])
        return delta['type'] === 'thinking_delta' ? content('thinking', delta['thinking']) : nothing
      case 'content_block_start': {
        const block = asObject(event['content_block'])
        return [...content('text', block['text']), ...content('thinking', block['thinking'])]
      }
      case 'message_start':
        // Not told yet: its output_tokens are a few of the first, and would pass for the whole of a cancelled answer.
        started = asObject(asObject(event['message'])['usage'])
        return nothing
      case 'message_delta': {
        stopReason = delta['stop_reason'] ?? stopReason
        const usage = toUsage(started, asObject(event['usage']))
        return usage ? [{ type: 'usage', usage }] : nothing
      }
      case 'message_stop':
        return [{ type: 'end', finishReason: toFinishReason(stopReason) }]
      case 'error':
        throw providerError(bodyFacts(event, 'an error in the stream'), origin)
      default:
        if (typeof event['type'] === 'string') return nothing // ping, and kinds that came after this was written
        throw new AppError('MALFORMED_STREAM', {
          message: `${origin.provider} sent an event without a type. Check ${origin.addressVariable}.`,
        })
    }
  }
}

/** `pause_turn` belongs to tools that run at Anthropic, which are never asked for; should it come, the answer was cut short. */
function toFinishReason(stopReason: unknown): FinishReason {
  switch (stopReason) {
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'pause_turn':
      return 'LENGTH'
    case 'refusal':
      return 'REFUSAL'
    default:
      return 'STOP'
  }
}

function content(type: 'text' | 'thinking', delta: unknown): readonly ProviderEvent[] {
  const text = textIn(delta)
  return text === '' ? nothing : [{ type, text }]
}

/** The numbers of `message_delta` are cumulative and win over those of `message_start`. Anthropic's input leaves out cache tokens; ours holds them. */
function toUsage(started: JsonObject, delta: JsonObject): Usage | null {
  const count = (field: string) => tokenCount(delta[field]) ?? tokenCount(started[field])
  const input = count('input_tokens')
  const outputTokens = count('output_tokens')
  if (input === undefined || outputTokens === undefined) return null
  const read = count('cache_read_input_tokens')
  const reasoningTokens = tokenCount(asObject(delta['output_tokens_details'])['thinking_tokens'])
  return {
    inputTokens: input + (read ?? 0) + (count('cache_creation_input_tokens') ?? 0),
    outputTokens,
    ...(read !== undefined && { cachedInputTokens: read }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    isEstimated: false,
  }
}
