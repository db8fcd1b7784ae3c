import { AppError } from '@sluice/core/app-error'
import { createGraphQLError, type Plugin } from 'graphql-yoga'
import type { FindViewer, SignedIn } from '../auth/viewer.ts'

/** A plugin that asks who is there, and what it has found out. */
export interface SignedInOnly {
  readonly plugin: Plugin
  readonly isSignedIn: (headers: Headers) => Promise<boolean>
  /** @throws AppError with UNAUTHENTICATED for a request that has not passed the plugin. */
  readonly signedInBy: (request: Request) => SignedIn
}

/**
 * Lets nobody in who is not signed in: before the body is parsed, so that a stranger costs next to nothing. GraphiQL's
 * own page is plain HTML and needs no sign-in; what it asks does.
 */
export function makeSignedInOnly(findViewer: FindViewer): SignedInOnly {
  const known = new WeakMap<Request, SignedIn>()
  const find = (headers: Headers) =>
    findViewer({ authorization: headers.get('authorization'), cookie: headers.get('cookie') })
  return {
    isSignedIn: async (headers) => (await find(headers)) !== null,
    plugin: {
      async onRequestParse({ request }) {
        const signedIn = await find(request.headers)
        if (!signedIn) {
          throw createGraphQLError('Nobody is signed in. Use a sign-in link in a browser, or a bearer token.', {
            extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
          })
        }
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
