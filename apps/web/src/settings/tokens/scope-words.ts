import type { TokenScope } from '../generated/graphql.ts'

/** What can be allowed, the least first, and what it allows. */
export const scopeMeanings = [
  { scope: 'READ', name: 'Read', meaning: 'Reads and watches what it may see.' },
  {
    scope: 'START',
    name: 'Start',
    meaning: 'Starts generations, stops and moves its own, shares and deletes threads, and answers approvals.',
  },
  {
    scope: 'ADMIN',
    name: 'Administer',
    meaning:
      'Adds providers, sets caps and budgets, makes spaces, tokens and sign-in links, deletes people, and reads the audit log.',
  },
] as const satisfies readonly { scope: TokenScope; name: string; meaning: string }[]

/** What a scope allows, within a sentence: "may read". */
export const scopeVerb = (scope: TokenScope): string =>
  (scopeMeanings.find((known) => known.scope === scope)?.name ?? scope).toLowerCase()

/** What a token allows, in words. */
export const scopeWords = (scopes: readonly TokenScope[]): string =>
  scopes.map((scope) => scopeMeanings.find((known) => known.scope === scope)?.name ?? scope).join(', ')

/** Whether this names something that can be allowed. */
export const isKnownScope = (name: unknown): name is TokenScope => scopeMeanings.some(({ scope }) => scope === name)
