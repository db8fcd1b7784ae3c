import type { Message, ProviderRequest } from '../provider/provider.ts'
import type { Claim } from './run-log.ts'

/** What of a generation goes into the request. */
export type RequestParts = Pick<Claim, 'prompt' | 'instructions' | 'parameters' | 'outputSchema'>

/**
 * What a provider is asked for a generation: what `run` sends, and what provenance shows.
 *
 * @param to.model - the provider's own name for it
 * @param to.history - the turns before the prompt, oldest first
 */
export function providerRequestOf(
  { prompt, instructions, parameters, outputSchema }: RequestParts,
  { model, history }: { readonly model: string; readonly history: readonly Message[] },
): ProviderRequest {
  return { model, instructions, messages: [...history, { role: 'user', text: prompt }], parameters, outputSchema }
}

/** One message of a request, as people are shown it. */
export interface SentMessage {
  readonly role: 'SYSTEM' | 'USER' | 'ASSISTANT'
  readonly text: string
}

const roles = { user: 'USER', assistant: 'ASSISTANT' } as const

/** All that a provider reads of a request, in its order. */
export function sentMessagesOf({ instructions, messages }: ProviderRequest): SentMessage[] {
  const turns = messages.map(({ role, text }): SentMessage => ({ role: roles[role], text }))
  return instructions === null ? turns : [{ role: 'SYSTEM', text: instructions }, ...turns]
}
