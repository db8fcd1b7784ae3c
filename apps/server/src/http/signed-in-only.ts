import type { IncomingMessage } from 'node:http'
import { AppError } from '@sluice/core/app-error'
import { createGraphQLError, type Plugin } from 'graphql-yoga'
import { type FindAsker, shareHeader } from '../auth/find-asker.ts'
import type { Credentials, SignedIn } from '../auth/viewer.ts'
import type { AddressOf } from './client-address.ts'

/** What node:http hands on beside the request that Yoga makes of it. */
export interface ServerContext {
  readonly req: IncomingMessage
}

/** A plugin that asks who is there, and what it has found out. */
export interface SignedInOnly {
  readonly plugin: Plugin<object, ServerContext>
  readonly isSignedIn: (headers: Headers) => Promise<boolean>
  /** @throws AppError with UNAUTHENTICATED for a request that has not passed the plugin. */
  readonly signedInBy: (request: Request) => SignedIn
}

/**
 * Lets nobody in who is not signed in and has no share: before the body is parsed, so that a stranger costs next to nothing. GraphiQL's
 * own page is plain HTML and needs no sign-in; what it asks does.
 */
export function makeSignedInOnly(findAsker: FindAsker, addressOf: AddressOf): SignedInOnly {
  const known = new WeakMap<Request, SignedIn>()
  return {
    isSignedIn: async (headers) =>
      (await findAsker({ ...credentialsIn(headers), share: null, address: null })) !== null,
    plugin: {
      async onRequestParse({ request: { headers }, request, serverContext: { req } }) {
        const share = headers.get(shareHeader)
        const address = addressOf(req)
        const signedIn = await findAsker({ ...credentialsIn(headers), share, address }).catch(refuse)
        if (!signedIn) throw unauthenticated('Nobody is signed in. Use a sign-in link in a browser, or a bearer token.')
        known.set(request, signedIn)
      },
    },
    signedInBy(request) {
      const signedIn = known.get(request)
      if (!signedIn) throw new AppError('UNAUTHENTICATED', { message: 'Sign in first.' })
      return signedIn
    },
  }
}

function credentialsIn(headers: Headers): Credentials {
  return { authorization: headers.get('authorization'), cookie: headers.get('cookie') }
}

function refuse(error: unknown): never {
  if (!(error instanceof AppError)) throw error
  if (error.code === 'UNAUTHENTICATED') throw unauthenticated(error.message)
  if (error.code !== 'NOT_FOUND') throw error
  throw createGraphQLError(error.message, { extensions: { code: error.code, http: { status: 404 } } })
}

function unauthenticated(message: string): Error {
  return createGraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } })
}
