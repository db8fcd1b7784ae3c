import type { Dictionary } from '../i18n/dictionary.ts'

type Words = Dictionary['signIn']['refusals']

/** An answer that refuses. `retryAfterS` is in seconds; 0 where it does not say when to come again. */
export type Refusing = { status: number; retryAfterS: number }

/** Why a password lets nobody in; undefined where only the server knows. */
export function passwordRefusal({ status, retryAfterS }: Refusing, words: Words): string | undefined {
  if (status === 401) return words.wrongPassword
  if (status !== 429) return undefined
  return retryAfterS <= 1 ? words.busy : words.tooMany(Math.ceil(retryAfterS / 60))
}

/** Why the way to the issuer does not begin; undefined where only the server knows. */
export function issuerRefusal({ status }: Refusing, words: Words): string | undefined {
  if (status === 401) return words.signInAgain
  return status === 503 ? words.issuerSilent : undefined
}
