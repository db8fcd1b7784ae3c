import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProviderRequest } from '@sluice/core/provider/provider'
import { expect, it } from 'vitest'
import { createReadClock, type ReadClock } from './read-clock.ts'
import { makeProviders, type ProvidersConfig } from './registry.ts'

const builtin = { ratePerSecond: 0 }
const names = (config: Omit<ProvidersConfig, 'builtin'>) =>
  makeProviders({ ...config, builtin }, createReadClock()).map(({ name }) => name)

it('has the builtin always, and the others where a key or an address is given, in order', () => {
  expect(names({ named: [] })).toEqual(['builtin'])
  expect(names({ named: [], openai: {}, anthropic: { apiKey: '' } })).toEqual(['builtin'])
  expect(
    names({
      openai: { baseUrl: 'http://localhost:1/v1' },
      anthropic: { apiKey: 'k' },
      ollama: { host: 'localhost' },
      named: [{ name: 'vllm', baseUrl: 'http://gpu:8000/v1' }],
    }),
  ).toEqual(['openai', 'anthropic', 'ollama', 'vllm', 'builtin'])
})

it('reads the answers of all by one clock', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let answers = 0
  const reads: ReadClock = {
    join() {
      answers += 1
      return { hold: () => {}, [Symbol.dispose]: () => {} }
    },
    onRead: () => {},
  }
  const address = { baseUrl: `${host}/v1`, apiKey: 'k' }
  const config = {
    openai: address,
    anthropic: address,
    ollama: { host },
    named: [{ name: 'vllm', ...address }],
    builtin,
  }
  const messages = [{ role: 'user', text: 'Why?' }] as const
  const request: ProviderRequest = { model: 'm', messages, instructions: null, parameters: {}, outputSchema: null }
  try {
    for (const provider of makeProviders(config, reads).filter(({ name }) => name !== 'builtin')) {
      const events = provider.stream(request, { signal: AbortSignal.timeout(5_000) })
      await expect(Array.fromAsync(events)).rejects.toMatchObject({ code: 'TRUNCATED' })
    }
    expect(answers).toBe(4)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
