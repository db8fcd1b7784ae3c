import type { Refusal } from '../graphql/outcome.ts'

const words: Readonly<Record<string, string>> = {
  access_denied: 'You did not go on there.',
  not_let_in: 'Nobody here is known by the e-mail address of that account. Ask whoever runs this server to let you in.',
  email_not_verified: 'That account has no verified e-mail address.',
  email_not_found: 'That account has no e-mail address.',
  state_mismatch: 'It took too long, or was begun in another browser. Try again.',
  account_already_linked_to_different_user: 'Somebody else here signs in with that account already.',
  unable_to_link_account: 'You were signed out meanwhile, or that account has no verified e-mail address.',
}

/** Why the way to the issuer and back came to nothing, from the query of the address that it ended at; null when it says nothing. */
export function issuerFailure(search: string): Refusal | null {
  const code = new URLSearchParams(search).get('error')
  if (code === null) return null
  const message =
    (Object.hasOwn(words, code) && words[code]) ||
    'It did not work out. Try again, or ask whoever runs this server to look into its log.'
  return { code: null, message }
}
