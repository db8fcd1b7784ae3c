import type { IncomingMessage } from 'node:http'
import { createGraphQLError, type Plugin } from 'graphql-yoga'
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
        requestParser(new fetchAPI.Request(url, { method, headers, body: await readWhole(req, maxBytes) })),
      )
    },
  }
}

/** Of what is longer no more is read. */
async function readWhole(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/** The connection is closed with the answer: what is still on its way there is no request. */
function tooLarge(): Error {
  return createGraphQLError('Request body too large', {
    extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', http: { status: 413, headers: { connection: 'close' } } },
  })
}
