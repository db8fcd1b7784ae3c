import { defaultRetry } from '@sluice/core/generation/retry'
import { expect, test } from 'vitest'
import { type Config, readConfig } from './config.ts'
import { toCaps, toFallback, toProvidersConfig, toRetry } from './providers.ts'

function config(file: Partial<Config['file']>, env: Record<string, string> = {}): Config {
  const read = readConfig(env)
  return { ...read, file: { ...read.file, ...file } }
}

test('100 for a person and a provider, no limit for a space and a model, unless it is said', () => {
  const caps = toCaps(config({}))
  expect([caps.person('p'), caps.space('s'), caps.model('a:b'), caps.provider('a')]).toEqual([
    100,
    Infinity,
    Infinity,
    100,
  ])
  const set = toCaps(
    config({
      caps: { person: 1, space: 2 },
      models: [{ id: 'a:b', cap: 3 }],
      providers: [{ name: 'a', cap: 4 }],
    }),
  )
  expect([set.person('p'), set.space('s'), set.model('a:b'), set.provider('a')]).toEqual([1, 2, 3, 4])
})

test('two retries, the first after half a second, unless a model has a policy of its own', () => {
  const retry = { retries: 0, baseDelayMs: 100 }
  const of = toRetry(config({ models: [{ id: 'a:1', retry }, { id: 'a:2' }] }))
  expect(of('a:1')).toEqual(retry)
  expect([of('a:2'), of('b:1')]).toEqual([defaultRetry, defaultRetry])
})

/** A claim whose model has failed. */
const after = (requestedModel: string, model: string, allowedModels: string[] | null = null) => ({
  requestedModel,
  model,
  allowedModels,
})

test('a fallback is the next in the chain of the model that was asked for', () => {
  const fallback = toFallback(
    config({
      models: [
        { id: 'a:1', fallback: ['b:1', 'c:1'] },
        { id: 'b:1', fallback: 'd:1' },
      ],
    }),
    () => true,
  )
  expect(fallback(after('a:1', 'a:1'))).toBe('b:1')
  expect(fallback(after('a:1', 'b:1'))).toBe('c:1')
  expect(fallback(after('a:1', 'c:1'))).toBeUndefined()
  expect(fallback(after('b:1', 'b:1'))).toBe('d:1')
  expect(fallback(after('x:1', 'x:1'))).toBeUndefined()
})

test.each([
  ['itself', 'a:1'],
  ['itself at last', ['b:1', 'a:1']],
  ['another twice', ['b:1', 'b:1', 'c:1']],
])('a chain that names %s comes to its end', (_, chain) => {
  const fallback = toFallback(config({ models: [{ id: 'a:1', fallback: chain }] }), () => true)
  const asked: string[] = []
  for (let model: string | undefined = 'a:1'; model && asked.length < 9; model = fallback(after('a:1', model)))
    asked.push(model)
  expect(asked.length).toBeLessThan(9)
})

test('a fallback whose provider is not there is passed over', () => {
  const models = [{ id: 'a:1', fallback: ['gone:1', 'b:1'] }]
  const fallback = toFallback(config({ models }), (name) => name !== 'gone')
  expect(fallback(after('a:1', 'a:1'))).toBe('b:1')
})

test('a fallback that may not be asked is passed over', () => {
  const fallback = toFallback(config({ models: [{ id: 'a:1', fallback: ['b:1', 'c:1'] }] }), () => true)
  expect(fallback(after('a:1', 'a:1', ['a:1', 'c:1']))).toBe('c:1')
  expect(fallback(after('a:1', 'a:1', ['a:1']))).toBeUndefined()
})

test('a provider entry without an address is no provider of its own: it only caps', () => {
  const { named } = toProvidersConfig(
    config({
      providers: [
        { name: 'openai', cap: 5 },
        { name: 'vllm', baseUrl: 'http://a' },
      ],
    }),
  )
  expect(named.map(({ name }) => name)).toEqual(['vllm'])
})

test('providers are switched on by their usual variables', () => {
  const env = { OPENAI_API_KEY: 'o', ANTHROPIC_BASE_URL: 'http://a', OLLAMA_HOST: 'box' }
  expect(toProvidersConfig(config({}, env))).toMatchObject({
    openai: { apiKey: 'o' },
    anthropic: { baseUrl: 'http://a' },
    ollama: { host: 'box' },
    builtin: { ratePerSecond: 40 },
  })
  expect(toProvidersConfig(config({})).ollama).toBeUndefined()
})
