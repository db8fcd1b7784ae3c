import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApiClient } from '../support/api-client.ts'
import { signInBy, signInLink } from '../support/browser.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'

let sluice: Deployment
let cookie: string
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0', SLUICE_LEASE_MS: quietLeaseMs })
  cookie = await signInBy(await signInLink(sluice.web))
})
afterAll(() => sluice.stop())

type Headers = Readonly<Record<string, string>>

/** From where a foreign page would send, as its browser says so. The cookie comes along, as it does from an old browser or a neighbouring site. */
const origins: readonly [string, Headers][] = [
  [
    'another site',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', referer: 'https://evil.example/' },
  ],
  ['a neighbour', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['a file or a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ['an old browser', { origin: 'https://evil.example' }],
]

const query = (key: string) =>
  `mutation { startGeneration(input: { model: "builtin:extract", prompt: "From afar.", idempotencyKey: "${key}" }) { __typename } }`
const boundary = 'x'
const form = (fields: Readonly<Record<string, string>>) =>
  `${Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')}--${boundary}--\r\n`

interface Attempt {
  readonly method: string
  readonly type?: string
  readonly body?: string
  readonly search?: string
}

/** All that a foreign page can send without being asked for a preflight, to have something started. */
const attempts: readonly [string, (key: string) => Attempt][] = [
  [
    'a form',
    (key) => ({
      method: 'POST',
      type: 'application/x-www-form-urlencoded',
      body: `query=${encodeURIComponent(query(key))}`,
    }),
  ],
  ['text', (key) => ({ method: 'POST', type: 'text/plain', body: JSON.stringify({ query: query(key) }) })],
  [
    'text that calls itself JSON',
    (key) => ({ method: 'POST', type: 'text/plain; application/json', body: JSON.stringify({ query: query(key) }) }),
  ],
  [
    'parts',
    (key) => ({ method: 'POST', type: `multipart/form-data; boundary=${boundary}`, body: form({ query: query(key) }) }),
  ],
  [
    'parts as for uploads',
    (key) => ({
      method: 'POST',
      type: `multipart/form-data; boundary=${boundary}`,
      body: form({ operations: JSON.stringify({ query: query(key), variables: {} }), map: '{}' }),
    }),
  ],
  ['nothing that it names', (key) => ({ method: 'POST', body: JSON.stringify({ query: query(key) }) })],
  ['a GET', (key) => ({ method: 'GET', search: `?query=${encodeURIComponent(query(key))}` })],
  [
    'a GET of a form',
    (key) => ({
      method: 'GET',
      type: 'application/x-www-form-urlencoded',
      search: `?query=${encodeURIComponent(query(key))}`,
    }),
  ],
  [
    'a POST with a query in its address',
    (key) => ({ method: 'POST', type: 'text/plain', body: '', search: `?query=${encodeURIComponent(query(key))}` }),
  ],
]

async function send(path: string, { method, type, body, search = '' }: Attempt, headers: Headers): Promise<Response> {
  return fetch(`${sluice.url}${path}${search}`, {
    method,
    redirect: 'manual',
    headers: { cookie, ...(type !== undefined && { 'content-type': type }), ...headers },
    ...(body !== undefined && { body: new TextEncoder().encode(body) }), // as bytes: fetch gives text a type of its own
  })
}

const corsHeaders = ({ headers }: Response) => [...headers.keys()].filter((name) => name.startsWith('access-control-'))

async function countStarted(): Promise<number> {
  const api = makeApiClient(sluice.url, { cookie })
  const { generations } = await api.query<{ generations: { edges: unknown[] } }>(
    '{ generations(first: 100) { edges { node { id } } } }',
  )
  return generations.edges.length
}

test.each(attempts)('%s from elsewhere starts nothing and is told nothing', async (_, attempt) => {
  for (const [where, headers] of origins) {
    const response = await send('/graphql', attempt(randomUUID()), headers)
    expect([where, response.status >= 400]).toEqual([where, true])
    expect([where, corsHeaders(response)]).toEqual([where, []])
    expect(await response.text()).not.toContain('evil')
  }
  expect(await countStarted()).toBe(0)
})

test('JSON is asked for first by a preflight, which allows nothing', async () => {
  for (const [where, headers] of origins) {
    const preflight = await fetch(`${sluice.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        ...headers,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, x-graphql-yoga-csrf',
      },
    })
    expect([where, corsHeaders(preflight)]).toEqual([where, []])
  }
})

test('what stands in headers and paths is not given back', async () => {
  const marked = 'evil"><script>alert(1)</script>'
  const paths = [
    `/?${encodeURIComponent(marked)}`,
    `/sign-in?token=${encodeURIComponent(marked)}`,
    `/${encodeURIComponent(marked)}`,
    `/assets/${encodeURIComponent(marked)}`,
    `/graphql?query=${encodeURIComponent(`{ ${marked} }`)}`,
    `/export?${encodeURIComponent(marked)}`,
  ]
  for (const path of paths) {
    const response = await fetch(`${sluice.url}${path}`, {
      redirect: 'manual',
      headers: { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'user-agent': marked },
    })
    expect([path, (await response.text()).includes('<script>alert')]).toEqual([path, false])
    expect([path, corsHeaders(response)]).toEqual([path, []])
    expect(response.headers.get('location') ?? '').not.toContain('evil')
  }
})

test('nobody is signed out, and no file is read, from elsewhere', async () => {
  for (const [where, headers] of origins) {
    const out = await send('/sign-out', { method: 'POST', type: 'text/plain', body: '' }, headers)
    expect([where, out.status]).toEqual([where, 403])
    // An old browser does not say from where it comes: it gets a file, which the page there cannot read.
    const file = await send('/export', { method: 'GET' }, headers)
    expect([where, file.status]).toEqual([where, headers['sec-fetch-site'] === undefined ? 200 : 403])
    expect([where, corsHeaders(file)]).toEqual([where, []])
    await file.text()
  }
  expect(await countStarted()).toBe(0) // still signed in
})

test('the same request from the page itself goes through', async () => {
  const body = JSON.stringify({ query: query(randomUUID()) })
  const attempt = { method: 'POST', type: 'application/json', body }
  const headers = { origin: sluice.url, 'sec-fetch-site': 'same-origin', 'x-graphql-yoga-csrf': '1' }
  expect((await send('/graphql', attempt, headers)).status).toBe(200)
  expect(await countStarted()).toBe(1)
})
