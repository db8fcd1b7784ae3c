import dns from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { type AllowedHost, contains, hostName, makeAllowedHosts, makeNetwork, type Target } from './allowed-hosts.ts'

/** An address that people have set leads where Sluice does not connect to for them. Says nothing of what a name stands for. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'

  constructor() {
    super('the address leads to a network that is not for people to reach')
  }
}

/** Looks at where a connection for people really goes, when it is made. */
export interface AddressGuard {
  /** Whether that can be told from host and port alone: an address that is not public, or a name of this machine. */
  isRefused(target: Target): boolean
  /** The same of an http or https address. */
  isUrlRefused(url: URL): boolean
  /**
   * Finds the addresses of a name for a connection to this port, and fails with {@link AddressRefused} when one of them is not public.
   * The addresses that were looked at are those connected to, so a name that answers otherwise next time gains nothing.
   */
  lookupFor(port: number): LookupFunction
}

/** How names are looked up. */
export type LookupAll = (
  host: string,
  options: dns.LookupAllOptions,
  found: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void

/** What a guard goes by. */
export interface GuardOptions {
  readonly allowed: readonly AllowedHost[]
  /** Default: that of the system. */
  readonly lookup?: LookupAll
}

/** Lets connections go to public addresses, and where the operator allows it. */
export function makeAddressGuard({ allowed: hosts, lookup = dns.lookup }: GuardOptions): AddressGuard {
  const allowed = makeAllowedHosts(hosts)
  const isOpen = (target: Target) => isPublic(target.host) || allowed.hasAddress(target)
  const isRefused = (target: Target) =>
    isIP(target.host) === 0 ? isOfThisMachine(target.host) && !allowed.hasName(target) : !isOpen(target)
  return {
    isRefused,
    isUrlRefused: (url) => isRefused(targetOf(url)),
    lookupFor: (port) => (host, options, found) => {
      lookup(host, { ...options, all: true }, (error, addresses) => {
        if (error) return found(error, [])
        const isSafe =
          allowed.hasName({ host, port }) || addresses.every(({ address }) => isOpen({ host: address, port }))
        if (!isSafe) return found(new AddressRefused(), [])
        const [first] = addresses
        if (options.all || !first) return found(null, addresses)
        return found(null, first.address, first.family)
      })
    },
  }
}

function targetOf({ hostname, port, protocol }: URL): Target {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'https:' ? 443 : 80)) }
}

function isOfThisMachine(host: string): boolean {
  return /(^|\.)localhost$/.test(hostName(host))
}

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !contains(special, address)
  // Zones (fe80::1%eth0) are links of this machine.
  return !address.includes('%') && contains(global, address) && !contains(special, address)
}

/** All that is not of the internet at large, by the registries of IANA (RFC 6890), and where clouds tell their machines secrets. */
const special = makeNetwork([
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carriers' NAT
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's own services, at an address that looks public
  ['169.254.0.0', 16], // link-local, and the metadata of most clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // protocols; Oracle's metadata
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
  ['2001::', 23], // protocols; Teredo, which holds an IPv4 address
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which holds an IPv4 address
  ['3fff::', 20], // documentation
])

/**
 * The only part of IPv6 that is given out to the internet. Outside of it: loopback, unspecified, IPv4 in IPv6 (::ffff:0:0/96,
 * 64:ff9b::/96), unique local, link-local and multicast.
 */
const global = makeNetwork([['2000::', 3]])
