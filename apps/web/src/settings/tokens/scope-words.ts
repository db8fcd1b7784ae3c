import type { Dictionary } from '../../i18n/dictionary.ts'
import { wordFor } from '../../i18n/word-for.ts'
import type { TokenScope } from '../generated/graphql.ts'

/** What can be allowed, the least first. */
export const knownScopes = ['READ', 'START', 'ADMIN'] as const satisfies readonly TokenScope[]

/** What a token allows, in words. */
export const scopeWords = (scopes: readonly TokenScope[], words: Pick<Dictionary['tokens'], 'scopes'>): string =>
  scopes.map((scope) => wordFor(words.scopes, scope)).join(', ')

/** Whether this names something that can be allowed. */
export const isKnownScope = (name: unknown): name is (typeof knownScopes)[number] =>
  knownScopes.some((scope) => scope === name)
