import { expect, it } from 'vitest'
import { createReadClock } from './read-clock.ts'
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
