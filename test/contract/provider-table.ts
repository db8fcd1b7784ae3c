import { AppError } from '@sluice/core/app-error'
import type { JsonSchema } from '@sluice/core/generation/output-schema'
import type { Usage } from '@sluice/core/generation/usage'
import type { GenerationParameters, Provider, ProviderEvent } from '@sluice/core/provider/provider'
import { makeAnthropicProvider } from '@sluice/server/provider/anthropic'
import { makeChatCompletionsProvider } from '@sluice/server/provider/chat-completions'
import { makeOpenAiProvider } from '@sluice/server/provider/openai'
import type { FakeProvider } from '../support/fake-provider/fake-provider.ts'

/** A key that no message may show. */
export const apiKey = 'sk-test-0123456789abcdefghijklmnopqrstuv'

/** An implementation under the contract. */
export interface Subject {
  readonly name: string
  /** Against the fake; or against `address`, where something else or nothing listens. */
  make(fake: Pick<FakeProvider, 'openaiBaseUrl' | 'anthropicBaseUrl'>): Provider
  /** What its protocol cannot say. */
  readonly lacks: readonly ('CONTENT_FILTER' | 'NULL_USAGE')[]
}

/** One line for each provider that speaks to a server. The builtin has its own, shorter suite. */
export const subjects: readonly Subject[] = [
  { name: 'openai', make: (fake) => makeOpenAiProvider({ apiKey, baseUrl: fake.openaiBaseUrl }), lacks: [] },
  {
    name: 'anthropic',
    make: (fake) => makeAnthropicProvider({ apiKey, baseUrl: fake.anthropicBaseUrl }),
    lacks: ['CONTENT_FILTER'],
  },
  {
    name: 'chat-completions',
    make: (fake) => makeChatCompletionsProvider({ name: 'vllm', apiKey, baseUrl: fake.openaiBaseUrl }),
    lacks: [],
  },
]

/** All that a stream yielded, and how it ended. */
export interface Collected {
  readonly events: readonly ProviderEvent[]
  readonly text: string
  readonly thinking: string
  readonly usage: Usage | undefined
  readonly finishReason: string | undefined
  /** What it threw; undefined when it ended in order. */
  readonly error: unknown
}

/** What one call is made with. */
export interface Ask {
  readonly signal?: AbortSignal
  readonly parameters?: GenerationParameters
  readonly instructions?: string
  readonly outputSchema?: JsonSchema
  readonly model?: string
  /** Called for each event as it comes. */
  readonly onEvent?: (event: ProviderEvent) => void
}

/** Asks for an answer and reads the stream to its end, or to its error. */
export async function ask(
  provider: Provider,
  prompt: string,
  { signal, parameters, instructions, outputSchema, model, onEvent }: Ask = {},
): Promise<Collected> {
  const events: ProviderEvent[] = []
  let error: unknown
  const request = {
    model: model ?? 'fake-model',
    instructions: instructions ?? null,
    messages: [{ role: 'user' as const, text: prompt }],
    parameters: parameters ?? {},
    outputSchema: outputSchema ?? null,
  }
  try {
    for await (const event of provider.stream(request, { signal: signal ?? new AbortController().signal })) {
      if (event.type === 'accepted') continue // when it comes depends on the network
      events.push(event)
      onEvent?.(event)
    }
  } catch (thrown) {
    error = thrown
  }
  const join = (type: 'text' | 'thinking') => events.map((event) => (event.type === type ? event.text : '')).join('')
  return {
    events,
    text: join('text'),
    thinking: join('thinking'),
    usage: events.findLast((event) => event.type === 'usage')?.usage,
    finishReason: events.find((event) => event.type === 'end')?.finishReason,
    error,
  }
}

/** The error as an AppError; fails the test when it is none. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw new Error('expected an AppError', { cause: error })
}

/** Rejects when the promise has not settled in time. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`not within ${ms} ms`)), ms)
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}
