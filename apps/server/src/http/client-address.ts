import type { IncomingMessage } from 'node:http'

/** Says where a request comes from; null when nothing is known. */
export type AddressOf = (request: IncomingMessage) => string | null

/**
 * Reads it from the connection or, behind so many proxies that each add to `X-Forwarded-For`, from what the outermost of them has seen. What stands
 * before that the client may have written itself.
 */
export function makeAddressOf(proxyHops: number): AddressOf {
  return ({ headers, socket }) => {
    const direct = socket.remoteAddress ?? null
    if (proxyHops === 0) return direct
    const seen = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    return seen.at(-proxyHops)?.trim().slice(0, 100) || direct
  }
}
