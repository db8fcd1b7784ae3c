import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Says where a request comes from; null when nothing is known. */
export type AddressOf = (request: IncomingMessage) => string | null

/**
 * Reads it from the connection or, behind so many proxies that each add to `X-Forwarded-For`, from what the outermost of them has seen. What stands
 * before that the client may have written itself, and what is no address does not count.
 */
export function makeAddressOf(proxyHops: number): AddressOf {
  return ({ headers, socket }) => {
    const direct = socket.remoteAddress ?? null
    if (proxyHops === 0) return direct
    const seen = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
    return addressIn(seen.at(-proxyHops)?.trim() ?? '') ?? direct
  }
}

/** Without brackets and port, which some proxies write: a port is another for each connection. */
function addressIn(text: string): string | null {
  const address = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  return isIP(address) === 0 ? null : address
}
