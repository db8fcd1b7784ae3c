import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { makeAddressOf } from './client-address.ts'

const request = (forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress: '127.0.0.1' } }) as unknown as IncomingMessage

test.each([
  ['what a client says of itself is not believed', 0, '203.0.113.9', '127.0.0.1'],
  ['behind one proxy it is what that has seen', 1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['behind two it is what the outer one has seen', 2, '1.1.1.1, 198.51.100.1, 203.0.113.9', '198.51.100.1'],
  ['of fewer than there should be nothing is taken', 2, '203.0.113.9', '127.0.0.1'],
  ['the port goes', 1, '203.0.113.9:51312', '203.0.113.9'],
  ['brackets go', 1, '[2001:db8::1]', '2001:db8::1'],
  ['brackets go with the port', 1, '[2001:db8::1]:51312', '2001:db8::1'],
  ['IPv6 alone has no port', 1, '2001:db8::1', '2001:db8::1'],
  ['a name is no address', 1, 'somewhere.example', '127.0.0.1'],
  ['what a proxy does not know is none', 1, 'unknown', '127.0.0.1'],
  ['an address with more to it is none', 1, '203.0.113.9:x', '127.0.0.1'],
  ['without the header it is the proxy', 1, undefined, '127.0.0.1'],
])('%s', (_, hops, forwarded, address) => {
  expect(makeAddressOf(hops)(request(forwarded))).toBe(address)
})
