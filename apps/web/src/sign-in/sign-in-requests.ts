import { csrfHeaders } from '../graphql/api.ts'

/** How one can sign in here. `issuer` is null where none is configured. */
export type SignInMethods = { password: boolean; issuer: { name: string } | null }

/** Why nobody was signed in, in words for the person who tried. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
}

const unreachable = 'The server did not answer. Is it running, and are you online?'

/** What anybody may know. */
export async function loadMethods(): Promise<SignInMethods> {
  const response = await fetch('/auth/methods')
  if (!response.ok) throw new SignInRefused(unreachable)
  return (await response.json()) as SignInMethods
}

/** Signs this browser in. Throws {@link SignInRefused}. */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/auth/sign-in/email', { email, password })
}

/** Answers the address of the issuer to go to: to sign in there or, signed in already, to link the account that one has there. */
export async function beginAtIssuer(way: 'sign-in' | 'link'): Promise<string> {
  return (await post(way === 'link' ? '/auth/link-social' : '/auth/sign-in/social', {})).url ?? '/'
}

async function post(path: string, body: object): Promise<{ url?: string }> {
  const headers = { 'content-type': 'application/json', ...csrfHeaders }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as { message?: string; url?: string } | null
  if (!response?.ok) throw new SignInRefused(answer?.message ?? unreachable)
  return answer ?? {}
}
