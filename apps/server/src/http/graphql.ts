import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { AppError } from '@sluice/core/app-error'
import { schema } from '@sluice/schema'
import type { Context } from '@sluice/schema/context'
import { GraphQLError } from 'graphql'
import { createYoga, type GraphiQLOptions, type YogaServerInstance } from 'graphql-yoga'
import type { FindAsker } from '../auth/find-asker.ts'
import type { Asker } from '../context/context.ts'
import type { AddressOf } from './client-address.ts'
import { useDirectStreams } from './direct-streams.ts'
import { useEventStreamsOnly } from './event-streams-only.ts'
import { renderGraphiqlPage } from './graphiql-page.ts'
import { graphiqlTabs } from './graphiql-tabs.ts'
import { useModestDocuments } from './modest-documents.ts'
import { usePageOperations } from './page-operations.ts'
import { useRateLimit } from './rate-limit.ts'
import { useReadScope } from './read-scope.ts'
import { useSharedFields } from './shared-fields.ts'
import { makeSignedInOnly, type ServerContext } from './signed-in-only.ts'
import { useWholeBodies } from './whole-bodies.ts'

/** What the GraphQL endpoint works with. */
export interface GraphqlOptions {
  readonly findAsker: FindAsker
  /** The context of one request. */
  readonly contextFor: (asker: Asker) => Context
  /** Who is shown GraphiQL. What is asked there, the schema itself among it, needs a sign-in in any case. */
  readonly graphiqlFor: 'everyone' | 'signed-in' | 'off'
  readonly addressOf: AddressOf
  /** Writes down a fault; answers its id. */
  readonly report: (fault: unknown) => string
}

/** A prompt may be long. */
const maxBodyBytes = 20_000_000

const graphiqlOptions: GraphiQLOptions = {
  title: 'Sluice · GraphiQL',
  method: 'POST',
  subscriptionsProtocol: 'SSE',
  credentials: 'same-origin',
  additionalHeaders: { 'x-graphql-yoga-csrf': '1' },
  defaultTabs: graphiqlTabs,
}

/** The GraphQL endpoint at /graphql. What it does beyond executing is the list of plugins, in order. */
export function makeGraphql({
  findAsker,
  contextFor,
  graphiqlFor,
  addressOf,
  report,
}: GraphqlOptions): YogaServerInstance<ServerContext, Context> {
  const signedInOnly = makeSignedInOnly(findAsker, addressOf)
  return createYoga<ServerContext, Context>({
    schema,
    logging: false,
    cors: false,
    batching: false,
    multipart: false,
    landingPage: false,
    maxRequestBodySize: false, // see useWholeBodies
    renderGraphiQL: renderGraphiqlPage,
    graphiql: async ({ headers }) =>
      graphiqlFor === 'everyone' || (graphiqlFor === 'signed-in' && (await signedInOnly.isSignedIn(headers)))
        ? graphiqlOptions
        : false,
    plugins: [
      useCSRFPrevention(),
      signedInOnly.plugin,
      useWholeBodies(maxBodyBytes),
      usePageOperations(),
      useModestDocuments(),
      useReadScope(),
      useSharedFields(),
      useEventStreamsOnly(),
      useRateLimit(),
      useDirectStreams((error) => maskError(error, report)),
    ],
    context: ({ request, req }) =>
      contextFor({
        signedIn: signedInOnly.signedInBy(request),
        address: addressOf(req),
        signal: request.signal,
      }),
    maskedErrors: { maskError: (error) => maskError(error, report) },
  })
}

/** AppErrors go out with their code; what the client did wrong as it is; all else behind an id that is in the log. */
function maskError(error: unknown, report: (fault: unknown) => string): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error
  const location = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {}
  if (original instanceof AppError) {
    return new GraphQLError(original.message, {
      ...location,
      extensions: {
        code: original.code,
        retryable: original.retryable,
        ...(original.retryAfterMs !== undefined && { retryAfterMs: original.retryAfterMs }),
      },
    })
  }
  if (error instanceof GraphQLError && (!original || original instanceof GraphQLError)) {
    if (error.extensions['code'] === undefined) error.extensions['code'] = 'INVALID_INPUT' // Pothos' own say none
    return error
  }
  const id = report(original ?? error)
  return new GraphQLError(`Something went wrong inside Sluice. The log of the server has it as ${id}.`, {
    ...location,
    extensions: { code: 'INTERNAL' },
  })
}
