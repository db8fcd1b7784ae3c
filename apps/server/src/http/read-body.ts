import type { IncomingMessage } from 'node:http'

/**
 * The body of a request, whole. Null where there is none to work with: it is longer than `maxBytes`, or was broken off; then the request is `destroyed`. That is the client's doing, or
 * its connection's, and no fault to report.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxBytes) break
      chunks.push(chunk)
    }
  } catch (error) {
    if (request.destroyed) return null
    throw error
  }
  if (bytes <= maxBytes) return Buffer.concat(chunks).toString()
  // What is still on its way is let pass, so that the client comes to read the answer; for as long as the server takes a request.
  request.resume()
  return null
}
