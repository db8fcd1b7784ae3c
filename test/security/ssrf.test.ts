import type { LookupAddress } from 'node:dns'
import http from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { AppError } from '@sluice/core/app-error'
import { type LookupAll, makeAddressGuard } from '@sluice/server/provider/address-guard'
import { readAllowedHosts } from '@sluice/server/provider/allowed-hosts'
import { makeChatCompletionsProvider } from '@sluice/server/provider/chat-completions'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

// What people may set, they may set to our own network. The traps are real servers, on the addresses that are forbidden.

interface Trap {
  readonly port: number
  /** Connections, whatever was sent over them. */
  readonly connections: () => number
  close(): Promise<void>
}

async function setTrap(server: Server | http.Server, host: string, port = 0): Promise<Trap> {
  let connections = 0
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const silent = () => createServer((socket) => socket.destroy())
/** Loopback of both families, on one port. */
let traps: Trap[]
let port: number
beforeAll(async () => {
  const first = await setTrap(silent(), '0.0.0.0')
  port = first.port
  traps = [first, ...(await setTrap(silent(), '::1', port).then((trap) => [trap], withoutIPv6))]
})
afterAll(() => Promise.all(traps.map((trap) => trap.close())))
afterEach(() => expect(traps.map((trap) => trap.connections())).toEqual(traps.map(() => 0)))

/** Some containers have none: then nobody can connect there either. */
function withoutIPv6(error: NodeJS.ErrnoException): [] {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return []
  throw error
}

/** Answers one name after the other, and counts. */
function answering(...answers: readonly string[][]) {
  let asked = 0
  const lookup: LookupAll = (_, __, found) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? []
    asked += 1
    const all = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }))
    setImmediate(() => found(null, all))
  }
  return { lookup, asked: () => asked }
}

function providerAt(baseUrl: string, { allowed = '', lookup }: { allowed?: string; lookup?: LookupAll } = {}) {
  const guard = makeAddressGuard({ allowed: readAllowedHosts(allowed), ...(lookup && { lookup }) })
  return makeChatCompletionsProvider({ name: 'theirs', apiKey: 'sk-theirs-0123456789', baseUrl, guard })
}

/** The code that a call for the list, and one for an answer, end with. */
async function codesAt(...args: Parameters<typeof providerAt>): Promise<(string | null)[]> {
  const provider = providerAt(...args)
  const signal = AbortSignal.timeout(10_000)
  const messages = [{ role: 'user', text: 'Who goes there?' }] as const
  const request = { model: 'm', instructions: null, messages, parameters: {}, outputSchema: null }
  const asking = async () => {
    for await (const _ of provider.stream(request, { signal }));
  }
  const codeOf = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: unknown) => (error instanceof AppError ? error.code : String(error)),
    )
  return [await codeOf(provider.listModels({ signal })), await codeOf(asking())]
}

const refused = ['ADDRESS_REFUSED', 'ADDRESS_REFUSED']

/** Hosts as people would write them, in all the ways that mean this machine, its network or its cloud. */
const hosts = [
  // IPv4, plain, short, decimal, octal, hexadecimal, mixed, with zeros, with a dot, encoded, in other digits
  '127.0.0.1 127.1 127.0.1 2130706433 017700000001 0177.0.0.1 0x7f000001 0x7f.1 0x7F.0x0.0x0.0x1 0177.0x0.1',
  '00000177.00000000.1 127.0.0.1. %31%32%37.0.0.1 127%2e0%2e0%2e1 ①②⑦.⓪.⓪.① １２７.0.0.1 127。0。0。1',
  '127.255.255.254 127.127.127.127 0.0.0.0 0 0x0 0.1',
  // IPv6, in all its forms, and IPv4 in it
  '[::1] [0:0:0:0:0:0:0:1] [0000::0001] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:0:0:0:0:80ff:fffe]',
  '[fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [100::1] [2001:db8::1]',
  // names of this machine
  'localhost LOCALHOST localhost. any.localhost %6cocalhost ⓛocalhost',
  // networks that are nobody's on the internet, and metadata
  '10.0.0.1 10.255.255.254 172.16.0.1 172.31.255.254 192.168.0.1 100.64.0.1 100.100.100.200 169.254.169.254',
  '0xa9fea9fe 2852039166 [::ffff:a9fe:a9fe] 169.254.170.2 192.0.0.192 168.63.129.16 198.18.0.1 192.0.2.1',
  '224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255',
].flatMap((line) => line.split(' '))

test.each(hosts)('%s is connected to by nobody', async (host) => {
  for (const protocol of ['http', 'https']) {
    expect(await codesAt(`${protocol}://${host}:${port}/v1`), protocol).toEqual(refused)
  }
})

describe('a name that stands for one', () => {
  test.each([
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['fd00:ec2::254'],
    ['1.1.1.1', '127.0.0.1'],
    ['127.0.0.1', '1.1.1.1'],
    ['2606:4700::1', '::1'],
  ])('%s %s', async (...addresses) => {
    const { lookup } = answering(addresses)
    for (const name of ['rebind.example.org', 'rebind.example.org.', 'localhost.example.org', '127.0.0.1.nip.io']) {
      expect(await codesAt(`http://${name}:${port}/v1`, { lookup }), name).toEqual(refused)
    }
  })
})

describe('what may be connected to', () => {
  let open: Trap
  let answer: (request: http.IncomingMessage, response: http.ServerResponse) => void
  beforeAll(async () => {
    open = await setTrap(
      http.createServer((request, response) => answer(request, response)),
      '127.0.0.7',
    )
  })
  afterAll(() => open.close())

  const list = JSON.stringify({ object: 'list', data: [{ id: 'theirs', object: 'model' }] })
  const models: typeof answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(list)
  }

  test('is, when the operator allows its address, its network or its name, and nothing else is by that', async () => {
    answer = models
    const { lookup } = answering(['127.0.0.7'])
    const signal = AbortSignal.timeout(10_000)
    for (const [host, allowed] of [
      ['127.0.0.7', '127.0.0.7'],
      ['127.0.0.7', `127.0.0.0/8:${open.port}`],
      ['gpu-box', 'GPU-box'],
      ['gpu-box.', `gpu-box:${open.port}`],
      ['gpu-box', '127.0.0.7'],
    ]) {
      const provider = providerAt(`http://${host}:${open.port}/v1`, { allowed: allowed ?? '', lookup })
      expect(await provider.listModels({ signal }), `${host} by ${allowed}`).toEqual([{ name: 'theirs' }])
    }
    const before = open.connections()
    for (const allowed of ['127.0.0.8', '127.0.0.7:1', 'other-box', 'gpu-box:1']) {
      expect(await codesAt(`http://gpu-box:${open.port}/v1`, { allowed, lookup }), allowed).toEqual(refused)
    }
    expect(open.connections()).toBe(before)
  })

  test.each([301, 302, 303, 307, 308])('is not followed by a redirect (%i)', async (status) => {
    answer = (_, response) => response.writeHead(status, { location: `http://127.0.0.1:${port}/v1/models` }).end()
    const codes = await codesAt(`http://127.0.0.7:${open.port}/v1`, { allowed: '127.0.0.7' })
    expect(codes).toEqual(['PROVIDER_REJECTED', 'PROVIDER_REJECTED'])
  })

  test('is looked up once for each connection: one that answers otherwise next time gains nothing', async () => {
    answer = models
    const { lookup, asked } = answering(['127.0.0.7'], ['127.0.0.1'])
    // The trap listens on the same port there, so that whoever looked the name up twice would fall into it.
    const trap = await setTrap(silent(), '127.0.0.1', open.port)
    const provider = providerAt(`http://rebind.example.org:${open.port}/v1`, { allowed: '127.0.0.7', lookup })
    const signal = AbortSignal.timeout(10_000)
    expect(await provider.listModels({ signal })).toEqual([{ name: 'theirs' }])
    expect(asked()).toBe(1)
    await expect(provider.listModels({ signal })).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' })
    expect([asked(), trap.connections()]).toEqual([2, 0])
    await trap.close()
  })

  test('is connected to without a proxy, which would look the name up itself', async () => {
    answer = models
    const before = { ...process.env }
    const proxy = `http://127.0.0.1:${port}`
    Object.assign(process.env, { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy, http_proxy: proxy })
    try {
      const provider = providerAt(`http://127.0.0.7:${open.port}/v1`, { allowed: '127.0.0.7' })
      expect(await provider.listModels({ signal: AbortSignal.timeout(10_000) })).toEqual([{ name: 'theirs' }])
    } finally {
      for (const name of ['NODE_USE_ENV_PROXY', 'HTTP_PROXY', 'http_proxy']) {
        if (before[name] === undefined) delete process.env[name]
        else process.env[name] = before[name]
      }
    }
  })
})

test('an operator’s own address is not guarded', async () => {
  const trap = await setTrap(silent(), '127.0.0.9')
  const provider = makeChatCompletionsProvider({ name: 'own', baseUrl: `http://127.0.0.9:${trap.port}/v1` })
  await expect(provider.listModels({ signal: AbortSignal.timeout(10_000) })).rejects.toMatchObject({
    code: 'PROVIDER_UNREACHABLE',
  })
  expect(trap.connections()).toBe(1)
  await trap.close()
})

test('whoever is refused is not told what a name stands for', async () => {
  const { lookup } = answering(['10.20.30.40'])
  const provider = providerAt('http://inside.example.org/v1', { lookup })
  const refusal = await provider.listModels({ signal: AbortSignal.timeout(10_000) }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'ADDRESS_REFUSED', retryable: false })
  expect(`${String(refusal)} ${String((refusal as Error).cause)}`).not.toContain('10.20')
})
