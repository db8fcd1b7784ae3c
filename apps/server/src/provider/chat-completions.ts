import { AppError } from '@sluice/core/app-error'
import type { FinishReason } from '@sluice/core/generation/status'
import type { Usage } from '@sluice/core/generation/usage'
import type { Provider, ProviderEvent, ProviderRequest } from '@sluice/core/provider/provider'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { AddressGuard } from './address-guard.ts'
import { listOfModels, streamAnswer, type Translate, textIn, tokenCount } from './answer-stream.ts'
import { makeHttpTransport } from './http-transport.ts'
import { asObject, type JsonObject, parseObject } from './json-object.ts'
import { bodyFacts, type ErrorOrigin, providerError } from './provider-error.ts'
import { effortOf, neverTimeoutMs, placeholderKey, preload, type Reading } from './sdk-options.ts'

/** A server that speaks OpenAI's Chat Completions: Ollama, vLLM, llama.cpp, Azure, and many more. */
export interface ChatCompletionsOptions extends Reading {
  readonly name: string
  /** Up to and with its version, as in `http://localhost:11434/v1`. */
  readonly baseUrl: string
  readonly apiKey?: string | undefined
  /** What to name in advice about the key. Default: "the key of <name>". */
  readonly keyVariable?: string | undefined
  /** What to name in advice about the address. Default: "the address of <name>". */
  readonly addressVariable?: string | undefined
  /** For an address that people have set. Default: it is the operator's, and may lead anywhere. */
  readonly guard?: AddressGuard | undefined
}

/** What these servers are to hear, and no more: the SDK adds what OPENAI_CUSTOM_HEADERS names, which is meant for OpenAI itself and may hold a key. */
function ownHeaders(given: ConstructorParameters<typeof Headers>[0], apiKey: string): Headers {
  const headers = new Headers(given)
  return new Headers({
    accept: headers.get('accept') ?? 'application/json',
    'content-type': headers.get('content-type') ?? 'application/json',
    'user-agent': headers.get('user-agent') ?? 'sluice',
    authorization: `Bearer ${apiKey}`,
  })
}

/** A provider over Chat Completions. */
export function makeChatCompletionsProvider(options: ChatCompletionsOptions): Provider {
  const { name, baseUrl, apiKey, guard, reads, ...advice } = options
  const transport = makeHttpTransport({ guard, reads })
  const client = preload(async () => {
    const { OpenAI } = await import('openai')
    return new OpenAI({
      apiKey: apiKey || placeholderKey,
      baseURL: baseUrl,
      maxRetries: 0,
      timeout: neverTimeoutMs,
      fetch: (url, init) =>
        transport.fetch(url, { ...init, headers: ownHeaders(init?.headers, apiKey || placeholderKey) }),
      logLevel: 'off',
      organization: null, // OPENAI_ORG_ID and OPENAI_PROJECT_ID are meant for OpenAI itself
      project: null,
    })
  })
  const isAzure = new URL(baseUrl).hostname.endsWith('.azure.com')
  const origin = (model: string | null): ErrorOrigin => ({
    provider: name,
    model,
    keyVariable: advice.keyVariable ?? `the key of ${name}`,
    addressVariable: advice.addressVariable ?? `the address of ${name}`,
    apiKey: apiKey || null,
  })
  return {
    name,
    stream: (request, { signal }) =>
      streamAnswer({
        transport,
        signal,
        origin: origin(request.model),
        send: async () => (await client).chat.completions.create(toBody(request, isAzure), { signal }).asResponse(),
        translate: makeTranslate(origin(request.model)),
      }),
    listModels: ({ signal }) =>
      listOfModels({
        transport,
        signal,
        origin: origin(null),
        send: async () => (await client).models.list({ signal }).asResponse(),
        toModel: (entry, modelName) => {
          const contextTokens = tokenCount(entry['max_model_len']) // vLLM says it, others do not
          return { name: modelName, ...(contextTokens !== undefined && { contextTokens }) }
        },
      }),
  }
}

/** Azure's newer models take only `max_completion_tokens`; servers of one's own understand `max_tokens`, and not all the other. */
function toBody(request: ProviderRequest, isAzure: boolean): ChatCompletionCreateParamsStreaming {
  const { temperature, maxOutputTokens, reasoningEffort } = request.parameters
  const { outputSchema } = request
  const system = request.instructions === null ? [] : [{ role: 'system' as const, content: request.instructions }]
  return {
    model: request.model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [...system, ...request.messages.map(({ role, text }) => ({ role, content: text }))],
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { [isAzure ? 'max_completion_tokens' : 'max_tokens']: maxOutputTokens }),
    ...(reasoningEffort && { reasoning_effort: effortOf[reasoningEffort] }),
    ...(outputSchema && {
      response_format: { type: 'json_schema', json_schema: { name: 'output', schema: { ...outputSchema } } },
    }),
  }
}

const nothing: readonly ProviderEvent[] = []

function makeTranslate(origin: ErrorOrigin): Translate {
  let isRefusal = false
  let finish: string | null = null

  const finishReason = (): FinishReason => {
    if (finish === 'content_filter')
      throw providerError({ status: null, type: null, code: finish, message: '' }, origin)
    if (finish === 'length') return 'LENGTH'
    return isRefusal ? 'REFUSAL' : 'STOP'
  }

  return ({ data }) => {
    // [DONE] before any finish_reason ends nothing: the stream then counts as truncated
    if (data === '[DONE]') return finish === null ? nothing : [{ type: 'end', finishReason: finishReason() }]
    const chunk = parseObject(data)
    if (chunk['error']) throw providerError(bodyFacts(chunk, 'an error in the stream'), origin)
    const choices = chunk['choices']
    if (choices !== undefined && choices !== null && !Array.isArray(choices)) throw malformed(origin)
    const choice = asObject(Array.isArray(choices) ? choices[0] : undefined)
    const delta = asObject(choice['delta'])
    const refusal = textIn(delta['refusal'])
    if (refusal !== '') isRefusal = true
    if (typeof choice['finish_reason'] === 'string') finish = choice['finish_reason']

    const events: ProviderEvent[] = []
    const thinking = textIn(delta['reasoning_content']) || textIn(delta['reasoning'])
    if (thinking !== '') events.push({ type: 'thinking', text: thinking })
    const text = textIn(delta['content']) + refusal
    if (text !== '') events.push({ type: 'text', text })
    const usage = chunk['usage'] ? toUsage(asObject(chunk['usage'])) : null
    if (usage) events.push({ type: 'usage', usage })
    return events
  }
}

function malformed({ provider, addressVariable }: ErrorOrigin): AppError {
  return new AppError('MALFORMED_STREAM', {
    message: `${provider} sent something that is not part of Chat Completions. Check ${addressVariable}.`,
  })
}

function toUsage(usage: JsonObject): Usage | null {
  const inputTokens = tokenCount(usage['prompt_tokens'])
  const outputTokens = tokenCount(usage['completion_tokens'])
  if (inputTokens === undefined || outputTokens === undefined) return null
  const cachedInputTokens = tokenCount(asObject(usage['prompt_tokens_details'])['cached_tokens'])
  const reasoningTokens = tokenCount(asObject(usage['completion_tokens_details'])['reasoning_tokens'])
  return {
    inputTokens,
    outputTokens,
    ...(cachedInputTokens !== undefined && { cachedInputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
    isEstimated: false,
  }
}
