import type { IncomingMessage } from 'node:http'
import type { Browser } from '../auth/browser-session.ts'
import { cookieName } from '../auth/viewer.ts'
import type { AddressOf } from './client-address.ts'

/** Whether the page sent it: browsers say so, and no other origin can send our header unasked. */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  return headers['sec-fetch-site'] === 'same-origin' || headers['x-graphql-yoga-csrf'] !== undefined
}

/** Whether the browser speaks https, with us or with a proxy that says so. */
export function isHttps({ headers }: IncomingMessage): boolean {
  return headers['x-forwarded-proto'] === 'https'
}

/** Where the browser thinks it is. */
export function originOf(request: IncomingMessage): string {
  return `${isHttps(request) ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`
}

/** Who signs in. */
export function browserOf(request: IncomingMessage, addressOf: AddressOf): Browser {
  return {
    address: addressOf(request),
    userAgent: request.headers['user-agent']?.slice(0, 300).toWellFormed() ?? null,
  }
}

/** The header that gives a browser its session, or with 0 seconds takes it. */
export function sessionCookie(request: IncomingMessage, session: string, maxAge: number): string {
  return `${cookieName}=${session}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isHttps(request) ? '; Secure' : ''}`
}
