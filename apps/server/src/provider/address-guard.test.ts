import type { LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { describe, expect, test } from 'vitest'
import { AddressRefused, type LookupAll, makeAddressGuard } from './address-guard.ts'
import { readAllowedHosts } from './allowed-hosts.ts'

const guard = makeAddressGuard({ allowed: readAllowedHosts('') })

test.each([
  // the first and the last of each range, where its neighbours are public
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['168.63.129.16', '168.63.129.16'],
  ['169.254.0.0', '169.254.169.254'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.192'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['224.0.0.1', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
  ['::', '::1'],
  ['::ffff:127.0.0.1', '::ffff:8.8.8.8'],
  ['::7f00:1', '64:ff9b::7f00:1'],
  ['64:ff9b:1::1', '100::1'],
  ['fc00::1', 'fd00:ec2::254'],
  ['fe80::1', 'fe80::1%eth0'],
  ['fec0::1', 'ff02::1'],
  ['2001::1', '2001:0:7f00:1::'],
  ['2002:7f00:1::', '2002:a9fe:a9fe::1'],
  ['2001:db8::1', '3fff::1'],
  ['4000::1', '5f00::1'],
])('%s and %s are not public', (...hosts) => {
  for (const host of hosts) expect(guard.isRefused({ host, port: 443 }), host).toBe(true)
})

test.each([
  ['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0'],
  ['169.253.255.255', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0', '223.255.255.255'],
  ['2001:200::1', '2001:4860:4860::8888', '2003::1', '2606:4700::1111', '2a00::1', '3ffe::1'],
])('public: %s, %s, …', (...hosts) => {
  for (const host of hosts) expect(guard.isRefused({ host, port: 443 }), host).toBe(false)
})

test('names of this machine are told without looking them up', () => {
  for (const host of ['localhost', 'LOCALHOST.', 'any.localhost']) {
    expect(guard.isRefused({ host, port: 80 }), host).toBe(true)
  }
  expect(guard.isRefused({ host: 'localhost.example.org', port: 80 })).toBe(false)
})

test('an address of the web is told by its host and port', () => {
  const lenient = makeAddressGuard({ allowed: readAllowedHosts('[::1]:8000,127.0.0.1:443,localhost:80') })
  const isRefused = (url: string) => lenient.isUrlRefused(new URL(url))
  expect(['http://[::1]:8000/v1', 'https://127.1/v1', 'http://localhost./'].map(isRefused)).toEqual([
    false,
    false,
    false,
  ])
  expect(['http://[::1]/v1', 'http://127.1/v1', 'https://localhost'].map(isRefused)).toEqual([true, true, true])
})

describe('a name', () => {
  const answering =
    (...addresses: string[]): LookupAll =>
    (_, __, found) =>
      found(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  const resolve = (lookup: LookupAll, { allowed = '', all = true, host = 'name.test' } = {}) => {
    const guarded: LookupFunction = makeAddressGuard({ allowed: readAllowedHosts(allowed), lookup }).lookupFor(443)
    return new Promise((done, fail) => {
      guarded(host, { all }, (error, address) => (error ? fail(error) : done(address)))
    })
  }

  test('of a public address is connected to, there and nowhere else', async () => {
    expect(await resolve(answering('1.1.1.1', '2606:4700::1'))).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ])
    expect(await resolve(answering('1.1.1.1'), { all: false })).toBe('1.1.1.1')
  })

  test.each([[['127.0.0.1']], [['::1']], [['10.0.0.1']], [['1.1.1.1', '169.254.169.254']], [['::ffff:7f00:1']]])(
    'of %j is not',
    async (addresses) => {
      await expect(resolve(answering(...addresses))).rejects.toBeInstanceOf(AddressRefused)
    },
  )

  test('is connected to anywhere when the operator allows the name, its addresses or their network', async () => {
    const private10 = answering('10.0.0.1')
    for (const allowed of ['name.test', 'name.test:443', '10.0.0.1', '10.0.0.0/8:443']) {
      expect(await resolve(private10, { allowed }), allowed).toEqual([{ address: '10.0.0.1', family: 4 }])
    }
    for (const allowed of ['other.test', 'name.test:80', '10.0.0.1:80', '10.0.0.2']) {
      await expect(resolve(private10, { allowed }), allowed).rejects.toBeInstanceOf(AddressRefused)
    }
  })

  test('that is not known fails as it does', async () => {
    const unknown = Object.assign(new Error('not there'), { code: 'ENOTFOUND' })
    await expect(resolve((_, __, found) => found(unknown, []))).rejects.toBe(unknown)
  })
})
