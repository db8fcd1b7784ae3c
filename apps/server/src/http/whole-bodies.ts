import type { IncomingMessage } from 'node:http'
import { createGraphQLError, type Plugin } from 'graphql-yoga'
import { readBody } from './read-body.ts'
import type { ServerContext } from './signed-in-only.ts'

/**
 * Reads the body of a request from Node's own message, whole, and refuses one of more bytes than this with 413. Yoga's own limit sends each through two streams of
 * the Fetch API, which a subscription then holds on to: 11 kB of heap for as long as it is open (2026-11).
 */
export function useWholeBodies(maxBytes: number): Plugin<object, ServerContext> {
  return {
    onRequestParse({ requestParser, setRequestParser, fetchAPI, serverContext: { req } }) {
      if (!requestParser || req.method !== 'POST') return
      if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
      setRequestParser(async ({ url, method, headers }) =>
        requestParser(new fetchAPI.Request(url, { method, headers, body: await bodyOf(req, maxBytes) })),
      )
    },
  }
}

async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<string> {
  const body = await readBody(request, maxBytes)
  if (body === null) throw request.destroyed ? brokenOff() : tooLarge()
  return body
}

function tooLarge(): Error {
  return createGraphQLError('Request body too large', {
    extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', http: { status: 413 } },
  })
}

function brokenOff(): Error {
  return createGraphQLError('The request was broken off.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  })
}
