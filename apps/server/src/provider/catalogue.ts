import { calcPrice, type ModelPrice } from '@pydantic/genai-prices'
import type { Usage } from '@sluice/core/generation/usage'
import { parseModelId } from '@sluice/core/model-id'

/** US dollars per million tokens. */
export interface Price {
  readonly input: number
  readonly output: number
  /** Of input tokens that came from the provider's cache. Default: `input`. */
  readonly cachedInput?: number
}

/** A price that the configuration sets for one model, in place of the bundled one. */
export interface PriceOverride {
  /** `provider:model`. */
  readonly id: string
  readonly price: Price
}

/** What models cost, as data. */
export interface Catalogue {
  /** The price of `provider:model` for a prompt of so many tokens (some models cost more for long ones); null when it is not known. */
  priceOf(modelId: string, inputTokens?: number): Price | null
  /** Tokens that the model can read; null when it is not known. */
  contextTokensOf(modelId: string): number | null
}

/** The catalogue bundled with @pydantic/genai-prices 0.1.8, which asks no network, with overrides before it. */
export function makeCatalogue(overrides: readonly PriceOverride[] = []): Catalogue {
  const own = new Map(overrides.map(({ id, price }) => [id, price]))
  return {
    priceOf: (modelId, inputTokens = 0) => own.get(modelId) ?? bundledPrice(modelId, inputTokens),
    contextTokensOf: (modelId) => find(modelId)?.model.context_window ?? null,
  }
}

/**
 * What these tokens cost, in US dollars, as a decimal string with at most nine decimals; null when the price is not
 * known. Reckoned in whole billionths of a dollar, so that no sum picks up floating-point noise.
 */
export function costOf(usage: Usage, price: Price | null): string | null {
  if (!price) return null
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens)
  // a price per million tokens with nine decimals, times tokens, is in 10^-15 dollars
  const femtodollars =
    BigInt(usage.inputTokens - cached) * nano(price.input) +
    BigInt(cached) * nano(price.cachedInput ?? price.input) +
    BigInt(usage.outputTokens) * nano(price.output)
  return toDecimal((femtodollars + 500_000n) / 1_000_000n)
}

function nano(dollars: number): bigint {
  return BigInt(Math.round(dollars * 1e9))
}

function toDecimal(nanodollars: bigint): string {
  const digits = nanodollars.toString().padStart(10, '0')
  const decimals = digits.slice(-9).replace(/0+$/, '')
  return digits.slice(0, -9) + (decimals === '' ? '' : `.${decimals}`)
}

const free: Price = { input: 0, output: 0 }

function bundledPrice(modelId: string, inputTokens: number): Price | null {
  if (parseModelId(modelId)?.provider === 'builtin') return free
  const prices = find(modelId)?.model_price
  if (!prices) return null
  const input = rate(prices['input_mtok'], inputTokens)
  const output = rate(prices['output_mtok'], inputTokens)
  const cachedInput = rate(prices['cache_read_mtok'], inputTokens)
  if (input === null || output === null) return null
  return { input, output, ...(cachedInput !== null && { cachedInput }) }
}

/** A server of one's own serves open models under the names that others sell: only the vendors' own prices count. */
const vendors = new Set(['openai', 'anthropic'])

function find(modelId: string) {
  const model = parseModelId(modelId)
  if (!model || !vendors.has(model.provider)) return null
  return calcPrice({ input_tokens: 0, output_tokens: 0 }, model.name, { providerId: model.provider })
}

function rate(price: ModelPrice[string], inputTokens: number): number | null {
  if (price === undefined) return null
  if (typeof price === 'number') return price
  return price.tiers.reduce((found, tier) => (inputTokens > tier.start ? tier.price : found), price.base)
}
