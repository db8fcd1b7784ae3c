import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { addressHeader, authPath, stateCookieName } from '../auth/auth-names.ts'
import type { Auth } from '../auth/better-auth.ts'
import { sessionSeconds } from '../auth/browser-session.ts'
import { cookieName, sessionOf } from '../auth/viewer.ts'
import type { AddressOf } from './client-address.ts'
import { browserOf, isHttps, originOf, sessionCookie } from './request-facts.ts'

/** A request of ours to better-auth, for one that has come in. */
export interface AuthRequest {
  /** Below {@link authPath}. */
  readonly path: string
  /** Without one it is a GET. */
  readonly body?: object
}

/** Asks better-auth. It hears of the request that came in only what it needs. */
export function askAuth(
  auth: Auth,
  { path, body }: AuthRequest,
  { request, addressOf }: { request: IncomingMessage; addressOf: AddressOf },
): Promise<Response> {
  const origin = originOf(request)
  const { address, userAgent } = browserOf(request, addressOf)
  const headers = new Headers({ origin, cookie: cookiesFor(auth, request.headers.cookie ?? '') })
  if (address) headers.set(addressHeader, address)
  if (userAgent) headers.set('user-agent', userAgent)
  if (!body) return auth.handler(new Request(`${origin}${authPath}${path}`, { headers }))
  headers.set('content-type', 'application/json')
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  return auth.handler(new Request(`${origin}${authPath}${path}`, init))
}

/** The cookies of better-auth's answer as browsers get them: the session in our own form, whatever way it began. */
export function cookiesFrom(response: Response, request: IncomingMessage): string[] {
  return response.headers.getSetCookie().map((cookie) => {
    const session = new RegExp(`^${cookieName}=([^.;]+)`).exec(cookie)?.[1]
    if (session) return sessionCookie(request, session, sessionSeconds)
    return isHttps(request) ? `${cookie}; Secure` : cookie
  })
}

/** better-auth reads signed cookies only. Ours need no signature: nobody guesses 256 bits. */
function cookiesFor({ secret }: Auth, header: string): string {
  const session = sessionOf(header)
  const signature = session && createHmac('sha256', secret).update(session).digest('base64')
  const signed = signature ? [`${cookieName}=${encodeURIComponent(`${session}.${signature}`)}`] : []
  const state = header.split(';').filter((pair) => pair.trim().startsWith(`${stateCookieName}=`))
  return [...signed, ...state.map((pair) => pair.trim())].join('; ')
}
