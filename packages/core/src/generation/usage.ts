/** Tokens that an attempt used. `inputTokens` includes `cachedInputTokens`; `outputTokens` includes `reasoningTokens`. */
export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedInputTokens?: number
  readonly reasoningTokens?: number
  /** True when Sluice counted them itself, because the provider did not say. */
  readonly isEstimated: boolean
}
