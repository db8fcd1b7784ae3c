import { defaultRetry, type ModelRetry, type RetryPolicy } from '@sluice/core/generation/retry'
import type { Caps } from '@sluice/core/line/room'
import { parseModelId } from '@sluice/core/model-id'
import { mayAsk } from '@sluice/core/space/allowed-models'
import { builtInNames, type Config } from './config.ts'
import type { ProvidersConfig } from './provider/registry.ts'

/** The configuration as the provider registry takes it. */
export function toProvidersConfig(config: Config): ProvidersConfig {
  return {
    openai: { apiKey: config.OPENAI_API_KEY, baseUrl: config.OPENAI_BASE_URL },
    anthropic: { apiKey: config.ANTHROPIC_API_KEY, baseUrl: config.ANTHROPIC_BASE_URL },
    ollama: config.OLLAMA_HOST === undefined ? undefined : { host: config.OLLAMA_HOST },
    named: config.file.providers.flatMap(({ name, baseUrl, apiKeyEnv }) =>
      baseUrl ? [{ name, baseUrl, apiKey: config.keys[name], keyVariable: apiKeyEnv }] : [],
    ),
    builtin: { ratePerSecond: config.SLUICE_BUILTIN_RATE },
  }
}

/** Names that no provider can be given at run time. */
export function toTakenNames({ file: { providers } }: Config): ReadonlySet<string> {
  return new Set([...builtInNames, ...providers.map(({ name }) => name)])
}

/** How many may run at once, by the configuration. Default: 100 per person and provider, spaces and models unlimited. */
export function toCaps({ file: { providers, models, caps } }: Config): Caps {
  const ofModel = new Map(models.map(({ id, cap }) => [id, cap]))
  const ofProvider = new Map(providers.map(({ name, cap }) => [name, cap]))
  return {
    person: () => caps.person,
    space: () => caps.space ?? Infinity,
    model: (id) => ofModel.get(id) ?? Infinity,
    provider: (name) => ofProvider.get(name) ?? 100,
  }
}

/** How often and how soon a model that failed is asked again. */
export function toRetry({ file: { models } }: Config): (model: string) => ModelRetry {
  const ofModel = new Map(models.map(({ id, retry }) => [id, retry]))
  return (model) => ofModel.get(model) ?? defaultRetry
}

/**
 * The model to turn to when one keeps failing: the next in the chain of the model that was asked for whose provider is
 * there, and which may be asked. Each model is in a chain once, so a chain ends.
 */
export function toFallback(
  { file: { models } }: Config,
  hasProvider: (name: string) => boolean,
): RetryPolicy['fallbackOf'] {
  const chains = new Map(models.map(({ id, fallback }) => [id, [...new Set([id, ...[fallback ?? []].flat()])]]))
  return ({ requestedModel, model: failed, allowedModels }) => {
    const chain = chains.get(requestedModel) ?? []
    const at = chain.indexOf(failed)
    const canTurnTo = (model: string) =>
      mayAsk(allowedModels, model) && hasProvider(parseModelId(model)?.provider ?? '')
    return at < 0 ? undefined : chain.slice(at + 1).find(canTurnTo)
  }
}
