import type { ServerResponse } from 'node:http'

const page = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

// GraphiQL is one page with its script inside, and starts its editor's workers from blobs.
const graphiql = page
  .replace("script-src 'self'", "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:")
  .replace("font-src 'self'", "font-src 'self' data:")

/** Sets what every response says to browsers: nothing from elsewhere, nothing framed, nothing guessed. */
export function setSecurityHeaders(response: ServerResponse, { isGraphiql }: { isGraphiql: boolean }): void {
  response.setHeader('content-security-policy', isGraphiql ? graphiql : page)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
}
