import { BlockList, isIP } from 'node:net'

/** Where a connection goes. */
export interface Target {
  /** A name or an address, without brackets. */
  readonly host: string
  readonly port: number
}

/** A host or a network that an operator lets people reach, though it is not public. */
export interface AllowedHost {
  readonly host: string
  /** Bits of a network's addresses that are the same for all; null for a name. */
  readonly prefix: number | null
  /** Null for all of them. */
  readonly port: number | null
}

/** What operators allow. */
export interface AllowedHosts {
  readonly hasName: (target: Target) => boolean
  /** `host` is an address. */
  readonly hasAddress: (target: Target) => boolean
}

/** Looks targets up among these. */
export function makeAllowedHosts(hosts: readonly AllowedHost[]): AllowedHosts {
  const names = hosts.filter(({ prefix }) => prefix === null)
  const networks = hosts.flatMap(({ host, prefix, port }) =>
    prefix === null ? [] : [{ network: makeNetwork([[host, prefix]]), port }],
  )
  return {
    hasName: ({ host, port }) => names.some((each) => each.host === hostName(host) && (each.port ?? port) === port),
    hasAddress: ({ host, port }) =>
      networks.some((each) => (each.port ?? port) === port && contains(each.network, host)),
  }
}

/**
 * Reads a list as operators write it, with commas: names (`gpu-box`), addresses (`10.0.0.7`, `[::1]`) and networks
 * (`10.1.0.0/16`, `fd00::/8`), each with a port (`gpu-box:11434`) or for all of them.
 *
 * @throws TypeError naming the part that is none of these
 */
export function readAllowedHosts(list: string): AllowedHost[] {
  const parts = list.split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '').map(readAllowedHost)
}

/** A name as it is compared: a dot at its end says only that it is whole. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '')
}

/** A list of networks, each an address and its prefix. */
export function makeNetwork(subnets: readonly (readonly [string, number])[]): BlockList {
  const network = new BlockList()
  for (const [address, prefix] of subnets) network.addSubnet(address, prefix, isIP(address) === 4 ? 'ipv4' : 'ipv6')
  return network
}

/** Whether an address, as it is written without brackets, is in a network. */
export function contains(network: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && network.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** `[address]`, a name or an IPv4 address; then perhaps a prefix, then perhaps a port. */
const form = /^(?:\[(?<inner>[^\]]*)\]|(?<outer>[^:/[\]]+))(?:\/(?<prefix>\d+))?(?::(?<port>\d+))?$/
/** IPv6 as it is written where no port follows. */
const bare = /^(?<outer>[^/[\]]+)(?:\/(?<prefix>\d+))?$/

function readAllowedHost(part: string): AllowedHost {
  const isBare = isIP(part.replace(/\/.*$/, '')) === 6
  const { inner, outer, ...rest } = (isBare ? bare : form).exec(part)?.groups ?? {}
  const host = inner ?? outer ?? ''
  const port = rest['port'] === undefined ? null : Number(rest['port'])
  if (port !== null && !(port >= 1 && port <= 65_535)) throw wrong(part)
  const family = isIP(host)
  if (family === 0) {
    const isName = /^(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(host) && inner === undefined
    if (!isName || rest['prefix'] !== undefined) throw wrong(part)
    return { host: hostName(host), prefix: null, port }
  }
  const bits = family === 4 ? 32 : 128
  const prefix = Number(rest['prefix'] ?? bits)
  if (prefix > bits) throw wrong(part)
  return { host, prefix, port }
}

function wrong(part: string): TypeError {
  return new TypeError(`“${part}” is no name, address or network, with or without a port`)
}
