import type { Provider } from '@sluice/core/provider/provider'
import { makeAnthropicProvider } from './anthropic.ts'
import { makeBuiltinProvider } from './builtin.ts'
import { makeChatCompletionsProvider } from './chat-completions.ts'
import { ollamaBaseUrl } from './ollama-host.ts'
import { makeOpenAiProvider } from './openai.ts'
import type { ReadClock } from './read-clock.ts'
import type { KeyedAddress } from './sdk-options.ts'

/** Which providers there are. What is left out, or has neither key nor address, is not there. */
export interface ProvidersConfig {
  readonly openai?: KeyedAddress | undefined
  readonly anthropic?: KeyedAddress | undefined
  readonly ollama?: { readonly host: string } | undefined
  /** Further servers that speak Chat Completions. `keyVariable` is named in advice about a refused key. */
  readonly named: readonly {
    readonly name: string
    readonly baseUrl: string
    readonly apiKey?: string | undefined
    readonly keyVariable?: string | undefined
  }[]
  readonly builtin: { readonly ratePerSecond: number }
}

/**
 * The providers of this process, in the order in which people see them. Their answers are read by one clock.
 *
 * @throws TypeError when an address is none.
 */
export function makeProviders(
  { openai, anthropic, ollama, named, builtin }: ProvidersConfig,
  reads: ReadClock,
): Provider[] {
  return [
    ...(isGiven(openai) ? [makeOpenAiProvider({ ...openai, reads })] : []),
    ...(isGiven(anthropic) ? [makeAnthropicProvider({ ...anthropic, reads })] : []),
    ...(ollama ? [makeOllamaProvider(ollama.host, reads)] : []),
    ...named.map((address) => makeChatCompletionsProvider({ ...address, reads })),
    makeBuiltinProvider(builtin),
  ]
}

function makeOllamaProvider(host: string, reads: ReadClock): Provider {
  return makeChatCompletionsProvider({
    name: 'ollama',
    baseUrl: ollamaBaseUrl(host),
    addressVariable: 'OLLAMA_HOST',
    reads,
  })
}

function isGiven(address: KeyedAddress | undefined): address is KeyedAddress {
  return Boolean(address?.apiKey || address?.baseUrl)
}
