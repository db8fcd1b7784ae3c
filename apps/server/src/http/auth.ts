import type { IncomingMessage, ServerResponse } from 'node:http'
import { cleanEmail } from '@sluice/core/access/email-address'
import { AppError } from '@sluice/core/app-error'
import { authPath, issuerId } from '../auth/auth-names.ts'
import type { AuthOptions } from '../auth/better-auth.ts'
import { isFreshSession } from '../auth/browser-session.ts'
import { type LoadAuth, loadAuth } from '../auth/load-auth.ts'
import type { PasswordGuard } from '../auth/password-guard.ts'
import { hashSecret } from '../auth/secret.ts'
import { makeNoteFailure, type NoteFailure } from '../auth/sign-in-failure.ts'
import { sessionOf } from '../auth/viewer.ts'
import type { OidcSettings } from '../oidc-config.ts'
import { askAuth, cookiesFrom } from './auth-exchange.ts'
import type { AddressOf } from './client-address.ts'
import { readJson } from './read-json.ts'
import { isSameOrigin } from './request-facts.ts'

/** What signing in works with. */
export interface AuthPagesOptions extends AuthOptions {
  /** Null where no issuer is configured. */
  readonly oidc: OidcSettings | null
  readonly passwords: Pick<PasswordGuard, 'limits' | 'gate'>
  readonly addressOf: AddressOf
}

interface AuthPages extends Pick<AuthPagesOptions, 'passwords' | 'addressOf'> {
  readonly password: LoadAuth
  readonly issuer: LoadAuth | null
  readonly issuerName: string | null
  readonly noteFailure: NoteFailure
  /** Whether a session, by its secret, has just begun. */
  readonly isFresh: (session: string) => Promise<boolean>
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Signing in by password and at an issuer: what is below {@link authPath}. */
export function makeAuthPages({ database, report, oidc, passwords, addressOf }: AuthPagesOptions): Handler {
  return makeAuthHandler({
    ...loadAuth({ database, report }, oidc),
    issuerName: oidc?.name ?? null,
    passwords,
    noteFailure: makeNoteFailure(database, report),
    isFresh: (session) => isFreshSession(database, hashSecret(session)),
    addressOf,
  })
}

/** Only these of better-auth's own paths are there, and each with what we let through. */
function makeAuthHandler(pages: AuthPages): Handler {
  const { issuer, issuerName } = pages
  const signIn = makePasswordSignIn(pages)
  const routes: Readonly<Record<string, Handler>> = {
    'GET /methods': async (_, response) =>
      sendJson(response, 200, { password: true, issuer: issuerName === null ? null : { name: issuerName } }),
    'POST /sign-in/email': sameOriginOnly(signIn),
    ...(issuer && {
      'POST /sign-in/social': sameOriginOnly(leadToIssuer(pages, issuer, { path: '/sign-in/social', back: '/' })),
      'POST /link-social': sameOriginOnly(
        freshOnly(pages, leadToIssuer(pages, issuer, { path: '/link-social', back: '/account' })),
      ),
      [`GET /callback/${issuerId}`]: comeBack(pages, issuer),
    }),
  }
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://sluice')
    response.setHeader('cache-control', 'no-store')
    const route = routes[`${request.method} ${pathname.slice(authPath.length)}`]
    if (!route) return refuse(response, 404, 'There is nothing here.')
    await route(request, response).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'OVERLOADED') throw error
      response.setHeader('retry-after', Math.ceil((error.retryAfterMs ?? 1_000) / 1_000))
      refuse(response, 429, error.message)
    })
  }
}

/** Answers the same, after the same work, for a wrong password and for somebody who is not known: better-auth hashes in both cases. */
function makePasswordSignIn({ password: load, passwords, noteFailure, addressOf }: AuthPages): Handler {
  const { limits, gate } = passwords
  return async (request, response) => {
    const { email: typed, password } = await readJson(request)
    if (typeof typed !== 'string' || typeof password !== 'string' || password.length > 1_000) {
      return refuse(response, 400, 'Send an e-mail address and a password.')
    }
    const attempt = { account: cleanEmail(typed) ?? '', address: addressOf(request) }
    await limits.count(attempt)
    const body = { email: attempt.account, password }
    const answer = await gate.pass(async () =>
      askAuth(await load(), { path: '/sign-in/email', body }, { request, addressOf }),
    )
    if (!answer.ok) {
      noteFailure(attempt)
      return refuse(response, 401, 'This e-mail and password do not belong together.')
    }
    await limits.forgive(attempt)
    response.setHeader('set-cookie', cookiesFrom(answer, request))
    sendJson(response, 200, { isSignedIn: true })
  }
}

/** Begins the way to the issuer: answers where to go. */
function leadToIssuer(
  { addressOf }: AuthPages,
  load: LoadAuth,
  { path, back }: { readonly path: string; readonly back: string },
): Handler {
  return async (request, response) => {
    const body = { provider: issuerId, callbackURL: back, errorCallbackURL: back, disableRedirect: true }
    const answer = await askAuth(await load(), { path, body }, { request, addressOf })
    if (answer.status === 401) return refuse(response, 401, 'Sign in first.')
    if (!answer.ok) return refuse(response, 503, 'Your sign-in provider does not answer. Try again in a moment.')
    const { url } = (await answer.json()) as { url: string }
    response.setHeader('set-cookie', cookiesFrom(answer, request))
    sendJson(response, 200, { url })
  }
}

/** The way back. better-auth looks at state, nonce and tokens, and leads to the page, with an error where there is one. */
function comeBack({ addressOf }: AuthPages, load: LoadAuth): Handler {
  return async (request, response) => {
    const { search } = new URL(request.url ?? '/', 'http://sluice')
    const answer = await askAuth(await load(), { path: `/callback/${issuerId}${search}` }, { request, addressOf })
    const location = answer.headers.get('location')
    if (!location) return refuse(response, 400, 'This is no way to sign in.')
    response.writeHead(303, { location, 'set-cookie': cookiesFrom(answer, request) }).end()
  }
}

/** A way to sign in that is added stays when the session has ended: whoever has found an open browser must not add theirs. */
function freshOnly({ isFresh }: AuthPages, handler: Handler): Handler {
  return async (request, response) => {
    const session = sessionOf(request.headers.cookie ?? null)
    if (session === null || !(await isFresh(session))) {
      return refuse(response, 401, 'Sign in again first: within an hour after that you can link an account.')
    }
    await handler(request, response)
  }
}

function sameOriginOnly(handler: Handler): Handler {
  return async (request, response) => {
    if (!isSameOrigin(request)) return refuse(response, 403, 'Only the page itself may ask this.')
    await handler(request, response)
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message })
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
