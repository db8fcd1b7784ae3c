import type { JsonSchema } from '../generation/output-schema.ts'
import type { FinishReason } from '../generation/status.ts'
import type { Usage } from '../generation/usage.ts'

/** How much a model that can think should do so. */
export type ReasoningEffort = 'LOW' | 'MEDIUM' | 'HIGH'

/** What a caller may set for one generation. What is left out is the provider's default. */
export interface GenerationParameters {
  /** 0 to 2. */
  readonly temperature?: number
  /** At least 1. Default: 8,192 for a model that the catalogue does not know. */
  readonly maxOutputTokens?: number
  readonly reasoningEffort?: ReasoningEffort
}

/** One turn of the conversation that leads to the answer. */
export interface Message {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** What a provider is asked. `model` is the provider's own name for it, without our `provider:`. */
export interface ProviderRequest {
  readonly model: string
  readonly instructions: string | null
  /** Oldest first; the last is the user's prompt. */
  readonly messages: readonly Message[]
  readonly parameters: GenerationParameters
  /** What the answer is to be as JSON; for those that can be asked for it. Null for free text. */
  readonly outputSchema: JsonSchema | null
}

/**
 * What a provider yields, whatever its protocol. A stream that ends without `end` was cut off. `text` and `thinking` are
 * never empty and hold neither NUL nor a lone surrogate.
 */
export type ProviderEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** It has begun to answer, and the input is paid for, though there may be nothing to see yet. May be left out where something else comes first. */
  | { readonly type: 'accepted' }
  | { readonly type: 'end'; readonly finishReason: FinishReason }

/** A model as its provider lists it. */
export interface ListedModel {
  /** The provider's own name for it. */
  readonly name: string
  /** Tokens that it can read, where the provider says so. */
  readonly contextTokens?: number
}

/** Who answers. One file in apps/server/src/provider and one line in its registry each. */
export interface Provider {
  /** The part before the colon in a model's id. */
  readonly name: string
  /**
   * Asks for one answer. Yields neutral events; leaving the loop or aborting the signal closes the provider's socket at once.
   *
   * @throws AppError with the code that says what went wrong; never an SDK's own error.
   */
  stream(request: ProviderRequest, options: { signal: AbortSignal }): AsyncIterable<ProviderEvent>
  /** @throws AppError when the provider cannot be reached or refuses. */
  listModels(options: { signal: AbortSignal }): Promise<ListedModel[]>
}
