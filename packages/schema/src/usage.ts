import type { Usage as CoreUsage } from '@sluice/core/generation/usage'
import { builder } from './builder.ts'
import { plain } from './plain-field.ts'

/** Tokens that were used. */
export const Usage = builder.objectRef<CoreUsage>('Usage').implement({
  description: 'Tokens that were used.',
  fields: (t) => ({
    inputTokens: t.exposeInt('inputTokens', { description: 'Tokens read, cached ones included.', ...plain }),
    outputTokens: t.exposeInt('outputTokens', { description: 'Tokens written, those of thinking included.', ...plain }),
    cachedInputTokens: t.int({
      nullable: true,
      description: "Tokens read from the provider's cache. Null when it does not say.",
      ...plain,
      resolve: ({ cachedInputTokens }) => cachedInputTokens ?? null,
    }),
    reasoningTokens: t.int({
      nullable: true,
      description: 'Tokens of thinking. Null when the provider does not say.',
      ...plain,
      resolve: ({ reasoningTokens }) => reasoningTokens ?? null,
    }),
    isEstimated: t.exposeBoolean('isEstimated', {
      description: 'Whether Sluice counted them itself, because the provider did not say.',
      ...plain,
    }),
  }),
})

/** The usage in a JSON column, which only the log writer writes. */
export function usageOf(column: unknown): CoreUsage | null {
  return column === null ? null : (column as CoreUsage)
}
