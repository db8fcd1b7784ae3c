import type { Refusal } from '../graphql/outcome.ts'
import type { Dictionary } from '../i18n/dictionary.ts'

/** Why the way to the issuer and back came to nothing, from the query of the address that it ended at; null when it says nothing. */
export function issuerFailure(search: string, words: Dictionary['signIn']): Refusal | null {
  const code = new URLSearchParams(search).get('error')
  if (code === null) return null
  const failures: Readonly<Record<string, string>> = words.failures
  return { code: null, message: (Object.hasOwn(failures, code) && failures[code]) || words.otherFailure }
}
