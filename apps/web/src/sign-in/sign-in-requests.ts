import { csrfHeaders, unanswered } from '../graphql/api.ts'
import type { Outcome } from '../graphql/outcome.ts'

/** How one can sign in here. `issuer` is null where none is configured. */
export type SignInMethods = { password: boolean; issuer: { name: string } | null }

/** What anybody may know; null when the server does not say it. */
export async function loadMethods(): Promise<SignInMethods | null> {
  const response = await fetch('/auth/methods').catch(() => null)
  return response?.ok ? ((await response.json().catch(() => null)) as SignInMethods | null) : null
}

/** Signs this browser in. Never throws. */
export const signIn = (email: string, password: string) => post('/auth/sign-in/email', { email, password })

/**
 * Asks for the address of the issuer to go to: to sign in there or, signed in already, to link the account that one has there.
 * Never throws.
 */
export const beginAtIssuer = (way: 'sign-in' | 'link') =>
  post(way === 'link' ? '/auth/link-social' : '/auth/sign-in/social', {})

async function post(path: string, body: object): Promise<Outcome<{ url?: string }>> {
  const headers = { 'content-type': 'application/json', ...csrfHeaders }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as { message?: string; url?: string } | null
  return response?.ok ? { done: answer ?? {} } : { refused: { code: null, message: answer?.message ?? unanswered } }
}
