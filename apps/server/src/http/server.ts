import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { AppError } from '@sluice/core/app-error'
import { setSecurityHeaders } from './security-headers.ts'
import { handleSignIn, type SignInOptions } from './sign-in.ts'
import { makeStreamProbe, type StreamProbe } from './stream-probe.ts'
import type { WebPage } from './web-page.ts'

/** What people and services come for. */
export interface Pages {
  readonly graphql: RequestListener
  /** Signing in by password or at an issuer: all below /auth. */
  readonly auth: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  readonly webPage: WebPage
  /** All that belongs to whoever asks, as a file. */
  readonly exportFile: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

/** What the HTTP server works with. */
export interface HttpOptions extends SignInOptions {
  /** Null in a process that serves neither page nor schema, only its health. */
  readonly pages: Pages | null
  readonly isReady: () => boolean
  readonly report: (fault: unknown) => string
}

/** The HTTP server: health, sign-in, /graphql and the page. Not listening yet. */
export function makeHttpServer(options: HttpOptions): Server {
  const probe = makeStreamProbe()
  const server = createServer((request, response) => {
    void handle({ ...options, probe }, request, response).catch((fault: unknown) => {
      if (fault instanceof AppError && fault.code === 'UNAVAILABLE' && !response.headersSent) {
        response.setHeader('retry-after', Math.ceil((fault.retryAfterMs ?? 1_000) / 1_000))
        return answer(response, 503, fault.message)
      }
      const id = options.report(fault)
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end(`Something went wrong inside Sluice. The log of the server has it as ${id}.\n`)
    })
  })
  server.requestTimeout = 60_000 // for receiving a request; streams are responses and may go on
  server.headersTimeout = 20_000
  server.keepAliveTimeout = 65_000 // longer than common proxies keep theirs
  return server
}

async function handle(
  options: HttpOptions & { readonly probe: StreamProbe },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://sluice')
  if (!url) return answer(response, 400, 'This is no path.')
  const { pathname } = url
  const isGraphql = pathname === '/graphql'
  setSecurityHeaders(response, { isGraphiql: isGraphql && request.method === 'GET' })
  if (pathname === '/healthz') return answer(response, 200, 'ok')
  if (pathname === '/healthz/stream') return options.probe(response)
  if (pathname === '/readyz')
    return options.isReady() ? answer(response, 200, 'ready') : answer(response, 503, 'not ready')
  const { pages } = options
  if (!pages) return answer(response, 404, 'This process runs generations. Ask a web process.')
  if (isGraphql) {
    // Default proxies hold back what is not marked so: nginx kept the first events for seconds.
    response.setHeader('x-accel-buffering', 'no')
    pages.graphql(request, response)
    return
  }
  if (pathname.startsWith('/auth/')) return pages.auth(request, response)
  if (pathname === '/export' && request.method === 'GET') return pages.exportFile(request, response)
  if (await handleSignIn(options, request, response)) return
  pages.webPage(request, response, () => answer(response, 404, 'There is nothing here.'))
}

function answer(response: ServerResponse, status: number, text: string): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${text}\n`)
}
