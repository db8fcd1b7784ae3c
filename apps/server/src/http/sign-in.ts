import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Database } from '@sluice/prisma/sql'
import { endSession, redeemSignInLink, sessionSeconds } from '../auth/browser-session.ts'
import { sessionOf } from '../auth/viewer.ts'
import type { AddressOf } from './client-address.ts'
import { browserOf, isSameOrigin, sessionCookie } from './request-facts.ts'

/** What signing in by a link, and out, works with. */
export interface SignInOptions {
  readonly database: Pick<Database, 'transaction'>
  readonly addressOf: AddressOf
}

/** `GET /sign-in?token=…` spends a one-time link; `POST /sign-out` ends the session. False for any other request. */
export async function handleSignIn(
  { database, addressOf }: SignInOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://sluice')
  if (request.method === 'GET' && url.pathname === '/sign-in') {
    const session = await redeemSignInLink(database, url.searchParams.get('token') ?? '', browserOf(request, addressOf))
    if (session) redirectHome(response, sessionCookie(request, session, sessionSeconds))
    else refuse(response)
    return true
  }
  if (request.method === 'POST' && url.pathname === '/sign-out') {
    if (!isSameOrigin(request)) {
      response.writeHead(403).end()
      return true
    }
    const session = sessionOf(request.headers.cookie ?? null)
    if (session) await endSession(database, session, addressOf(request))
    redirectHome(response, sessionCookie(request, '', 0))
    return true
  }
  return false
}

function redirectHome(response: ServerResponse, setCookie: string): void {
  response
    .writeHead(303, {
      location: '/',
      'set-cookie': setCookie,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .end()
}

function refuse(response: ServerResponse): void {
  response
    .writeHead(403, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign-in link spent</title>' +
        '<p>This sign-in link was used before or is too old. Ask whoever gave it to you for a new one; the owner restarts Sluice, which prints one. ' +
        '<a href="/">If this browser is signed in already, go to the page.</a></p></html>',
    )
}
