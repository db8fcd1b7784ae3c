import http from 'node:http'
import https from 'node:https'
import type { AddressGuard } from './address-guard.ts'
import { type Agents, makeGuardedAgents } from './guarded-agents.ts'
import { createReadClock, type ReadClock, type ReadTurn } from './read-clock.ts'

/**
 * The `fetch` that the SDKs are given. They keep what they are good at (addresses, headers, error classes); the body of
 * a stream stays with Node's HTTP client, which costs a third less CPU per token than fetch's (see sse-reader.ts).
 */
export type Fetch = typeof globalThis.fetch

/** An answered request whose body is still on its way. */
export interface RawBody {
  readonly message: http.IncomingMessage
  /** Its turn among the other answers that are read by the same clock. */
  readonly turn: ReadTurn
  /** Closes the socket now. */
  close(): void
}

/** A `fetch` over keep-alive agents of its own, and the way from a Response to its raw body. */
export interface HttpTransport {
  readonly fetch: Fetch
  /** The body behind a Response of `fetch`; null when the answer was a document (JSON, a web page, an error), which the Response itself then holds. */
  rawBody(response: Response): RawBody | null
}

/** How a transport is made. */
export interface HttpTransportOptions {
  /** Default: it connects anywhere. */
  readonly guard?: AddressGuard | undefined
  /** When bodies are read. Default: by a clock of its own. */
  readonly reads?: ReadClock | undefined
}

/** Bytes of an answer that is read whole: a list of models, an error. */
const maxDocumentBytes = 8 * 1024 * 1024

/**
 * Makes a transport, which follows no redirects. With a guard it connects only where that allows. Without one, for addresses
 * that the operator has set, proxies from the environment are used where Node itself would use them (`NODE_USE_ENV_PROXY=1`).
 */
export function makeHttpTransport({ guard, reads = createReadClock() }: HttpTransportOptions = {}): HttpTransport {
  const agents = guard ? makeGuardedAgents(guard) : makeAgents()
  const bodies = new WeakMap<Response, RawBody>()

  const fetch: Fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const { message, close } = await send(url, init ?? {}, agents)
    const status = message.statusCode ?? 0
    const headers = new Headers()
    for (const [name, values] of Object.entries(message.headersDistinct)) {
      for (const value of values ?? []) headers.append(name, value)
    }
    const isDocument = status < 200 || status > 299 || /\bjson\b|text\/html/.test(headers.get('content-type') ?? '')
    if (isDocument) return new Response(await readDocument(message), { status, headers })
    const response = new Response(null, { status, headers })
    const turn = reads.join(message.socket)
    for (const end of ['end', 'close']) message.once(end, () => turn[Symbol.dispose]())
    bodies.set(response, { message, turn, close })
    return response
  }

  return { fetch, rawBody: (response) => bodies.get(response) ?? null }
}

function makeAgents(): Agents {
  const options = {
    keepAlive: true,
    ...(process.env['NODE_USE_ENV_PROXY'] === '1' && { proxyEnv: process.env }),
  }
  return { http: new http.Agent(options), https: new https.Agent(options) }
}

type Answered = Pick<RawBody, 'message' | 'close'>

/** Sends the request and waits for the headers; the signal counts until then, and for a document until its end. */
function send(url: URL, { method, headers, body, signal }: RequestInit, agents: Agents): Promise<Answered> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const payload = typeof body === 'string' ? Buffer.from(body) : null
    const isSecure = url.protocol === 'https:'
    const request = (isSecure ? https : http).request(url, {
      method: method ?? 'GET',
      agent: isSecure ? agents.https : agents.http,
      headers: {
        'accept-encoding': 'identity',
        ...Object.fromEntries(new Headers(headers)),
        ...(payload && { 'content-length': payload.byteLength }),
      },
    })
    const abort = () => request.destroy(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
    signal?.addEventListener('abort', abort, { once: true })
    request.once('close', () => signal?.removeEventListener('abort', abort))
    request.on('error', reject)
    request.on('response', (message) => resolve({ message, close: () => request.destroy() }))
    request.end(payload)
  })
}

async function readDocument(message: http.IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxDocumentBytes) throw new Error(`an answer of more than ${maxDocumentBytes} bytes`)
  }
  return size === 0 ? null : Buffer.concat(chunks).toString('utf8')
}
