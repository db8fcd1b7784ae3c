import { csrfHeaders } from '../graphql/api.ts'
import type { Outcome } from '../graphql/outcome.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { issuerRefusal, passwordRefusal, type Refusing } from './refusal-words.ts'

/** How one can sign in here. `issuer` is null where none is configured. */
export type SignInMethods = { password: boolean; issuer: { name: string } | null }

/** In what a refusal is told. */
export type RefusalSpeech = { api: Dictionary['api']; signIn: Dictionary['signIn'] }

/** What anybody may know; null when the server does not say it. */
export async function loadMethods(): Promise<SignInMethods | null> {
  const response = await fetch('/auth/methods').catch(() => null)
  return response?.ok ? ((await response.json().catch(() => null)) as SignInMethods | null) : null
}

/** Signs this browser in. Never throws. */
export const signIn = (email: string, password: string, { api, signIn }: RefusalSpeech) =>
  post(
    '/auth/sign-in/email',
    { email, password },
    {
      unanswered: api.unanswered,
      refusalOf: (refusing) => passwordRefusal(refusing, signIn.refusals),
    },
  )

/**
 * Asks for the address of the issuer to go to: to sign in there or, signed in already, to link the account that one has there.
 * Never throws.
 */
export const beginAtIssuer = (way: 'sign-in' | 'link', { api, signIn }: RefusalSpeech) =>
  post(
    way === 'link' ? '/auth/link-social' : '/auth/sign-in/social',
    {},
    {
      unanswered: api.unanswered,
      refusalOf: (refusing) => issuerRefusal(refusing, signIn.refusals),
    },
  )

type Said = { unanswered: string; refusalOf: (refusing: Refusing) => string | undefined }

async function post(path: string, body: object, said: Said): Promise<Outcome<{ url?: string }>> {
  const headers = { 'content-type': 'application/json', ...csrfHeaders }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null)
  const answer = (await response?.json().catch(() => null)) as { message?: string; url?: string } | null
  if (response?.ok) return { done: answer ?? {} }
  const retryAfterS = Number(response?.headers.get('retry-after') ?? 0)
  const known = response ? said.refusalOf({ status: response.status, retryAfterS }) : undefined
  return { refused: { code: null, message: known ?? answer?.message ?? said.unanswered } }
}
