import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, isLoopback, readConfig } from './config.ts'

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-config-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function providersFile(content: unknown): { SLUICE_PROVIDERS: string } {
  const path = join(directory, 'providers.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return { SLUICE_PROVIDERS: path }
}

function mistakesIn(env: Record<string, string>): string[] {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n')
    throw error
  }
  return []
}

test('nothing has to be set', () => {
  expect(readConfig({})).toEqual({
    HOST: '127.0.0.1',
    PORT: 4000,
    SLUICE_DATA_DIR: './data',
    SLUICE_ROLE: 'all',
    SLUICE_SLOTS: 500,
    SLUICE_LEASE_MS: 30_000,
    SLUICE_FIRST_TOKEN_MS: 600_000,
    SLUICE_SECRET_KEY: [],
    SLUICE_SILENCE_MS: 120_000,
    SLUICE_GRACE_MS: 10_000,
    SLUICE_KEEP_ALIVE_MS: 15_000,
    SLUICE_STREAM_MS: 300_000,
    SLUICE_SWEEP_AFTER_MS: 3_600_000,
    SLUICE_ALLOWED_HOSTS: [],
    SLUICE_STREAMS_PER_PERSON: 100,
    SLUICE_STREAMS_PER_SERVICE: 2_000,
    SLUICE_READS_PER_MINUTE: 1_000_000,
    SLUICE_BUILTIN_RATE: 40,
    SLUICE_LOG_LEVEL: 'info',
    SLUICE_PROXY_HOPS: 0,
    oidc: null,
    tokens: [],
    file: { providers: [], models: [], caps: { person: 100 }, line: { person: 2_000, all: 20_000 } },
    keys: {},
  })
})

test('what is set to nothing is not set, and what is not ours is not looked at', () => {
  expect(readConfig({ PORT: '', OPENAI_API_KEY: '', DATABASE_URL: '', TERM: 'xterm' })).toEqual(readConfig({}))
})

test.each<[string, Record<string, string>]>([
  ['PORT', { PORT: 'http' }],
  ['PORT', { PORT: '65536' }],
  ['PORT', { PORT: '4000.5' }],
  ['SLUICE_ROLE', { SLUICE_ROLE: 'boss' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
  ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'localhost:1' }],
  ['ANTHROPIC_BASE_URL', { ANTHROPIC_BASE_URL: 'ftp://localhost' }],
  ['OLLAMA_HOST', { OLLAMA_HOST: 'http://[' }],
  ['SLUICE_SLOTS', { SLUICE_SLOTS: '0' }],
  ['SLUICE_LEASE_MS', { SLUICE_LEASE_MS: '-1' }],
  ['SLUICE_SILENCE_MS', { SLUICE_SILENCE_MS: '2147483648' }],
  ['SLUICE_BUILTIN_RATE', { SLUICE_BUILTIN_RATE: 'fast' }],
  ['SLUICE_LOG_LEVEL', { SLUICE_LOG_LEVEL: 'loud' }],
  ['SLUICE_SECRET_KEY', { SLUICE_SECRET_KEY: Buffer.alloc(16).toString('base64') }],
  ['SLUICE_SECRET_KEY', { SLUICE_SECRET_KEY: `${Buffer.alloc(32).toString('base64')},short` }],
  ['SLUICE_ALLOWED_HOSTS', { SLUICE_ALLOWED_HOSTS: 'gpu-box,http://other' }],
  ['DATABASE_URL', { SLUICE_ROLE: 'web' }],
  ['SLUICE_BOOTSTRAP_TOKEN', { SLUICE_BOOTSTRAP_TOKEN: 'a=x,a=y' }],
  ['SLUICE_BOOTSTRAP_TOKEN', { SLUICE_BOOTSTRAP_TOKEN: 'a=x,b=x' }],
  ['SLUICE_PROVIDERS', { SLUICE_PROVIDERS: '/no/such/file.json' }],
])('a wrong %s is named', (name, env) => {
  const mistakes = mistakesIn(env)
  expect(mistakes).toHaveLength(1)
  expect(mistakes[0]).toContain(name)
})

test('all mistakes are told at once', () => {
  const told = mistakesIn({
    PORT: 'http',
    SLUICE_ROLE: 'worker',
    SLUICE_BOOTSTRAP_TOKEN: 'a=x,a=y',
    SLUICE_PROVIDERS: '/no/such/file.json',
    OLLAMA_HOST: 'http://[',
  }).join('\n')
  for (const name of ['PORT', 'DATABASE_URL', 'SLUICE_BOOTSTRAP_TOKEN', 'SLUICE_PROVIDERS', 'OLLAMA_HOST']) {
    expect.soft(told).toContain(name)
  }
})

test('no message quotes a secret', () => {
  const told = mistakesIn({
    DATABASE_URL: 'mysql://ada:very-secret@localhost/x',
    OPENAI_API_KEY: 'very-secret',
    OPENAI_BASE_URL: 'ftp://ada:very-secret@localhost',
    SLUICE_BOOTSTRAP_TOKEN: 'a=very-secret,a=very-secret',
    SLUICE_SECRET_KEY: 'very-secret',
  })
  expect(told.length).toBeGreaterThan(0)
  expect(told.join('\n')).not.toContain('very-secret')
})

test('keys and hosts are lists', () => {
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
  const config = readConfig({
    SLUICE_SECRET_KEY: keys.map((key) => key.toString('base64')).join(', '),
    SLUICE_ALLOWED_HOSTS: 'gpu-box:8000, 10.0.0.0/8',
  })
  expect(config.SLUICE_SECRET_KEY).toEqual(keys)
  expect(config.SLUICE_ALLOWED_HOSTS.map(({ host }) => host)).toEqual(['gpu-box', '10.0.0.0'])
})

describe('SLUICE_BOOTSTRAP_TOKEN', () => {
  test.each([
    ['one token', 'abc', [{ name: 'service', token: 'abc' }]],
    ['one with a name', 'bot=abc', [{ name: 'bot', token: 'abc' }]],
    [
      'several',
      'bot=abc, ci.eu-1=def',
      [
        { name: 'bot', token: 'abc' },
        { name: 'ci.eu-1', token: 'def' },
      ],
    ],
    ['base64 with padding', 'YWI=', [{ name: 'service', token: 'YWI=' }]],
    ['base64 with more padding', 'YQ==', [{ name: 'service', token: 'YQ==' }]],
    ['base64 with padding and a name', 'bot=YQ==', [{ name: 'bot', token: 'YQ==' }]],
    ['base64 with its odd letters', 'a+/b==', [{ name: 'service', token: 'a+/b==' }]],
    ['a comma too many', 'bot=abc,', [{ name: 'bot', token: 'abc' }]],
  ])('%s', (_, list, tokens) => {
    expect(readConfig({ SLUICE_BOOTSTRAP_TOKEN: list }).tokens).toEqual(tokens)
  })
})

describe('SLUICE_PROVIDERS', () => {
  const twin = { name: 'twin', baseUrl: 'http://a' }

  test('providers, models, caps and the line are read, with keys from the environment', () => {
    const file = {
      providers: [
        { name: 'vllm', baseUrl: 'http://gpu:8000/v1', apiKeyEnv: 'VLLM_KEY', cap: 8 },
        { name: 'openai', cap: 50 },
      ],
      models: [{ id: 'vllm:llama', cap: 4, price: { input: 1, output: 2 }, fallback: ['openai:gpt'] }],
      caps: { person: 5 },
      line: { all: 9 },
    }
    expect(readConfig({ ...providersFile(file), VLLM_KEY: 'k' })).toMatchObject({
      file: { ...file, caps: { person: 5 }, line: { person: 2_000, all: 9 } },
      keys: { vllm: 'k' },
    })
  })

  test.each([
    ['what is no JSON', '{', 'providers.json'],
    ['a word that it does not know', { provider: [] }, 'provider'],
    ['a name with capitals', { providers: [{ name: 'VLLM', baseUrl: 'http://a' }] }, 'providers.0.name'],
    ['the name of a provider that is there', { providers: [{ name: 'openai', baseUrl: 'http://a' }] }, 'openai'],
    ['a name twice', { providers: [twin, twin] }, 'twin'],
    ['no address', { providers: [{ name: 'a', baseUrl: 'a' }] }, 'providers.0.baseUrl'],
    ['a key that is not set', { providers: [{ name: 'a', baseUrl: 'http://a', apiKeyEnv: 'A_KEY' }] }, 'A_KEY'],
    ['a model without provider', { models: [{ id: 'gpt' }] }, 'models.0.id'],
    ['endless retries', { models: [{ id: 'a:b', retry: { retries: 11 } }] }, 'models.0.retry.retries'],
    ['a retry without any wait', { models: [{ id: 'a:b', retry: { baseDelayMs: 0 } }] }, 'models.0.retry.baseDelayMs'],
    ['a fallback that is no model', { models: [{ id: 'a:b', fallback: 'gpt' }] }, 'fallback'],
    ['a cap of zero', { caps: { person: 0 } }, 'caps.person'],
  ])('%s is refused, and it says where', (_, content, where) => {
    expect(mistakesIn(providersFile(content)).join('\n')).toContain(where)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.1', false],
  ['127.example.org', false],
])('whether %s can be reached from this machine alone: %s', (host, isAlone) => {
  expect(isLoopback(host)).toBe(isAlone)
})
