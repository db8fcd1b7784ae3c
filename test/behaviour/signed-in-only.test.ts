import http from 'node:http'
import { createSignInLink } from '@sluice/server/auth/browser-session'
import { ensurePrincipal } from '@sluice/server/auth/principals'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInBy, signInLink } from '../support/browser.ts'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { sentences } from '../support/sentences.ts'

let sluice: Deployment
/** Takes calls and says nothing. */
let silent: FakeProvider
/** Unspent ones beside the one that is printed. */
let links: { old: string; second: string; third: string; fourth: string; fifth: string }
let secondsToLive: number
beforeAll(async () => {
  silent = await startFakeProvider({ fallback: (call) => call.open() })
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0', OPENAI_BASE_URL: silent.openaiBaseUrl })
  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  await lookInto(sluice.env, async (database) => {
    const printed =
      'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM sign_in_link ORDER BY expires_at DESC'
    secondsToLive = (await database.query<{ seconds: number }>(printed))[0]?.seconds ?? 0
    const { id } = await ensurePrincipal(database, 'PERSON', 'Owner')
    const make = async () => `${sluice.url}/sign-in?token=${await createSignInLink(database, id)}`
    const old = await make()
    await database.query(`UPDATE sign_in_link SET expires_at = now() - interval '1 s'`)
    links = { old, second: await make(), third: await make(), fourth: await make(), fifth: await make() }
  })
  await sluice.restart('SIGTERM')
})
afterAll(async () => {
  await sluice.stop()
  await silent.close()
})

type Headers = Readonly<Record<string, string>>

const json: Headers = { 'content-type': 'application/json', accept: 'application/json' }
const csrf: Headers = { 'x-graphql-yoga-csrf': '1' }
const bearer: Headers = { authorization: `Bearer ${token}` }
const viewerQuery = JSON.stringify({ query: '{ viewer { id name kind } }' })

function post(body: string, headers: Headers): Promise<Response> {
  return fetch(`${sluice.url}/graphql`, { method: 'POST', headers, body, redirect: 'manual' })
}

function get(path: string, headers: Headers = {}): Promise<Response> {
  return fetch(`${sluice.url}${path}`, { headers, redirect: 'manual' })
}

/** Asks for a path as it stands, which `fetch` would tidy up. */
function getRaw(path: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(sluice.url)
  return new Promise((resolve, reject) => {
    const request = http.get({ hostname, port, path, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    request.on('error', reject)
  })
}

describe('nobody gets in without signing in', () => {
  const strangers: [string, Headers][] = [
    ['nothing', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['half of a token', { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['a token of another scheme', { authorization: `Basic ${token}` }],
    ['a token without a scheme', { authorization: token }],
    ['a scheme without a token', { authorization: 'Bearer' }],
    ['two tokens', { authorization: `Bearer ${token} ${token}` }],
    ['a wrong cookie', { cookie: `sluice_session=${'x'.repeat(43)}` }],
    ['a token as a cookie', { cookie: `sluice_session=${token}` }],
    ['a wrong token beside anything', { authorization: 'Bearer wrong', cookie: 'sluice_session=x' }],
  ]
  const asked: [string, string, Headers][] = [
    ['a query', viewerQuery, {}],
    ['a mutation', JSON.stringify({ query: 'mutation { cancelGeneration(input: { id: "x" }) { __typename } }' }), {}],
    ['introspection', JSON.stringify({ query: '{ __schema { types { name } } }' }), {}],
    ['nonsense', '{', {}],
    [
      'a subscription',
      JSON.stringify({ query: 'subscription { generationEvents(id: "x") { seq } }' }),
      { accept: 'text/event-stream' },
    ],
  ]

  test.each(strangers)('with %s', async (_, credentials) => {
    for (const [what, body, more] of asked) {
      const response = await post(body, { ...json, ...csrf, ...more, ...credentials })
      expect(response.status, what).toBe(401)
      expect(await response.text(), what).toContain('"UNAUTHENTICATED"')
    }
  })

  test('by GET either', async () => {
    const response = await get(`/graphql?query=${encodeURIComponent('{ viewer { id } }')}`, { ...json, ...csrf })
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('"UNAUTHENTICATED"')
  })

  test('a service gets in with its token', async () => {
    const response = await post(viewerQuery, { ...json, ...bearer })
    expect(await response.json()).toMatchObject({ data: { viewer: { name: 'one', kind: 'SERVICE' } } })
  })
})

describe('the one-time link', () => {
  test('signs one browser in, once', async () => {
    const link = await signInLink(sluice.web)
    expect(link.startsWith(sluice.url)).toBe(true)
    expect((await fetch(link, { method: 'HEAD' })).headers.getSetCookie()).toEqual([])

    const response = await fetch(link, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const [cookie = '', ...others] = response.headers.getSetCookie()
    expect(others).toEqual([])
    const [, ...attributes] = cookie.split('; ')
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(attributes).not.toContain('Secure')

    const again = await fetch(link, { redirect: 'manual' })
    expect([again.status, again.headers.getSetCookie()]).toEqual([403, []])
    expect(await again.text()).toContain('used before')
  })

  test.each(['', '?token=', `?token=${'A'.repeat(43)}`, '?token=%00', '?token=a&token=b'])(
    'cannot be guessed: /sign-in%s',
    async (query) => {
      const response = await get(`/sign-in${query}`)
      expect([response.status, response.headers.getSetCookie()]).toEqual([403, []])
    },
  )

  test('is good for a day and no longer', async () => {
    expect(Math.abs(secondsToLive - 24 * 3600)).toBeLessThan(60)
    const response = await fetch(links.old, { redirect: 'manual' })
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []])
  })

  test('makes a cookie for HTTPS alone where a proxy speaks HTTPS', async () => {
    const response = await fetch(links.second, { redirect: 'manual', headers: { 'x-forwarded-proto': 'https' } })
    expect(response.headers.getSetCookie()[0]).toContain('; Secure')
  })
})

describe('a session', () => {
  let cookie: string
  const ask = (headers: Headers = {}) => post(viewerQuery, { ...json, cookie, ...headers })
  beforeAll(async () => {
    cookie = await signInBy(links.third)
  })

  test('is its person, who can start and watch', async () => {
    expect(await (await ask()).json()).toMatchObject({ data: { viewer: { name: 'Owner', kind: 'PERSON' } } })
    const input = { model: 'builtin:extract', prompt: sentences(1), idempotencyKey: 'by-cookie' }
    const query = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
      ... on StartGenerationSuccess { generation { id } } } }`
    const started = await post(JSON.stringify({ query, variables: { input } }), { ...json, cookie })
    const { data } = (await started.json()) as { data: { startGeneration: { generation: { id: string } } } }
    const { id } = data.startGeneration.generation
    const watch = 'subscription ($id: ID!) { generationEvents(id: $id) { __typename } }'
    const stream = await post(JSON.stringify({ query: watch, variables: { id } }), {
      ...json,
      accept: 'text/event-stream',
      cookie,
    })
    expect(await stream.text()).toContain('"GenerationSucceeded"')
    await expect(sluice.api.generation(id)).rejects.toThrow('There is no generation')
  })

  test('is the same person after a restart', async () => {
    const before: unknown = await (await ask()).json()
    await sluice.restart('SIGKILL')
    expect(await (await ask()).json()).toEqual(before)
  })

  test.each<[string, Headers]>([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
    ['by a form of an old browser', { origin: 'https://evil.example' }],
    ['by nobody knows what', {}],
  ])('is not ended %s', async (_, headers) => {
    const options = { method: 'POST', headers: { cookie, ...headers }, redirect: 'manual' } as const
    const response = await fetch(`${sluice.url}/sign-out`, options)
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []])
    expect((await ask()).status).toBe(200)
  })

  test('is not ended by following a link', async () => {
    await get('/sign-out', { cookie, 'sec-fetch-site': 'same-origin' })
    expect((await ask()).status).toBe(200)
  })

  test('ends when its browser signs out, and no other does', async () => {
    const other = await signInBy(links.fourth)
    const options = {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    } as const
    const response = await fetch(`${sluice.url}/sign-out`, options)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
    expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0')
    expect((await ask()).status).toBe(401)
    expect((await post(viewerQuery, { ...json, cookie: other })).status).toBe(200)
    cookie = other
  })

  test('ends, and with it what its browser watches', { timeout: 30_000 }, async () => {
    const ending = await signInBy(links.fifth)
    const start = `mutation { startGeneration(input: { model: "openai:silent", prompt: "Say nothing.", idempotencyKey: "silent" }) {
      ... on StartGenerationSuccess { generation { id } } ... on Error { message } } }`
    const started = await post(JSON.stringify({ query: start }), { ...json, cookie: ending })
    const [, id = ''] = /"id":"([^"]+)"/.exec(await started.text()) ?? []
    const watch = `subscription { generationEvents(id: "${id}") { __typename } }`
    const stream = await post(JSON.stringify({ query: watch }), {
      ...json,
      cookie: ending,
      accept: 'text/event-stream',
    })
    const sameOrigin = { cookie: ending, 'sec-fetch-site': 'same-origin' }
    await fetch(`${sluice.url}/sign-out`, { method: 'POST', headers: sameOrigin, redirect: 'manual' })
    const signedOutAt = performance.now()
    expect(await stream.text()).toContain('"UNAUTHENTICATED"')
    expect(performance.now() - signedOutAt).toBeLessThan(10_000)
  })

  describe('is of no use to other sites', () => {
    const query = encodeURIComponent('{ viewer { id } }')

    test.each<[string, () => Promise<Response>]>([
      ['GET', () => get(`/graphql?query=${query}`, { cookie, accept: 'application/json' })],
      ['GET for a stream', () => get(`/graphql?query=${query}`, { cookie, accept: 'text/event-stream' })],
      ['POST as text', () => post(viewerQuery, { cookie, 'content-type': 'text/plain' })],
      ['POST of a form', () => post(`query=${query}`, { cookie, 'content-type': 'application/x-www-form-urlencoded' })],
      ['POST of parts', () => post('--x--', { cookie, 'content-type': 'multipart/form-data; boundary=x' })],
      ['POST without a type', () => post(viewerQuery, { cookie, 'content-type': '' })],
    ])('%s without our header is refused', async (_, send) => {
      expect((await send()).status).toBe(403)
    })

    test('nothing is allowed across origins', async () => {
      const origin = 'https://evil.example'
      const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }
      const answers = [
        await fetch(`${sluice.url}/graphql`, preflight),
        await ask({ origin }),
        await get('/', { origin }),
        await get('/sign-in?token=x', { origin }),
      ]
      for (const { headers } of answers) {
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      }
    })

    test('a query by GET goes with the header, a mutation never does', async () => {
      const by = { ...csrf, cookie, accept: 'application/json' }
      expect((await get(`/graphql?query=${query}`, by)).status).toBe(200)
      const mutation = encodeURIComponent('mutation { cancelGeneration(input: { id: "x" }) { __typename } }')
      expect((await get(`/graphql?query=${mutation}`, by)).status).toBe(405)
    })
  })
})

describe('what everyone may see', () => {
  test.each(['/', '/threads/some-thread', '/readyz', '/healthz', '/sluice.svg'])('%s', async (path) => {
    expect((await get(path)).status).toBe(200)
  })

  test('the health of a worker, and nothing else of it', async () => {
    const { url } = sluice.worker
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    if (url === sluice.url) return
    for (const path of ['/', '/graphql', '/sign-in?token=x']) expect((await fetch(`${url}${path}`)).status).toBe(404)
  })

  test.each([
    '/assets/none.js',
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/%00',
    '/%E0%A4%A',
    '//',
    '//evil.example/x',
  ])('nothing else: %s', async (path) => {
    const { status, body } = await getRaw(path)
    expect(body).not.toContain('"name"')
    expect(body.includes('Something went wrong')).toBe(false)
    expect(status).toBeLessThan(500)
  })
})

describe('headers for browsers', () => {
  const assetPath = async () => {
    const page = await (await get('/')).text()
    return /src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? 'none'
  }

  test.each<[string, () => Promise<Response>]>([
    ['the page', () => get('/')],
    ['an asset', async () => get(await assetPath())],
    ['an answer', () => post(viewerQuery, { ...json, ...bearer })],
    ['a refusal', () => post(viewerQuery, json)],
    ['a spent link', () => get('/sign-in?token=x')],
    ['GraphiQL', () => get('/graphql', { accept: 'text/html' })],
  ])('%s: nothing from elsewhere, nothing framed, nothing guessed', async (_, send) => {
    const { headers } = await send()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/https?:|\*/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('only GraphiQL may run scripts that stand in its page', async () => {
    const policyOf = async (path: string) =>
      (await get(path, { accept: 'text/html' })).headers.get('content-security-policy')
    expect(await policyOf('/')).toMatch(/script-src 'self';/)
    expect(await policyOf('/graphql')).toMatch(/script-src 'self' 'unsafe-inline'/)
  })

  test('assets are kept for ever, the page never', async () => {
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache')
    expect((await get(await assetPath())).headers.get('cache-control')).toContain('immutable')
  })
})

test('GraphiQL is one page that loads nothing from anywhere', async () => {
  const response = await get('/graphql', { accept: 'text/html' })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')])
  const page = await response.text()
  expect(page.includes(token)).toBe(false)
  // What stands in scripts is no resource of the page; what they could fetch, the policy forbids.
  const markup = page.replace(/(<script\b[^>]*>).*?<\/script>/gs, '$1')
  const loaded = [
    ...markup.matchAll(/<(?:script|link|img|iframe|source|use)\b[^>]*?\s(?:src|href)\s*=\s*["']?([^"'\s>]+)/gi),
  ]
  const styled = [...markup.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/gi)]
  const urls = [...loaded, ...styled].map(([, first, second]) => first ?? second ?? '')
  expect(urls.filter((url) => /^(?:https?:)?\/\//i.test(url))).toEqual([])
  expect(page.includes('What does Sluice do?')).toBe(true) // a tab of ours: this is the page itself
})
