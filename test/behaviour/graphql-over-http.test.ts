import { readFileSync } from 'node:fs'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Deployment, deploy, token } from '../support/deployment.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy()
})
afterAll(() => sluice.stop())

// The audits name what they ask for; each is asked with a token and the header that our CSRF protection wants.
const audits = serverAudits({
  url: () => `${sluice.url}/graphql`,
  fetchFn: (url: string, init?: RequestInit) =>
    fetch(url, {
      ...init,
      headers: {
        ...Object.fromEntries(new Headers(init?.headers)),
        authorization: `Bearer ${token}`,
        'x-graphql-yoga-csrf': '1',
      },
    }),
})

test.each(audits.map((audit) => [audit.name, audit] as const))('GraphQL over HTTP: %s', async (_, audit) => {
  const result = await audit.fn()
  expect(result).toMatchObject({ status: 'ok' }) // neither an error nor a warning
})

const built = new URL('../../apps/web/dist-operations.json', import.meta.url)
const documents = Object.entries(JSON.parse(readFileSync(built, 'utf8')) as Record<string, string>)
const hashOf = (operation: string) => documents.find(([, document]) => document.includes(operation))?.[0] ?? ''

/** Sends any body, signed in or not. */
async function post(body: object, headers: Record<string, string> = { authorization: `Bearer ${token}` }) {
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' },
    body: JSON.stringify(body),
  })
  type Answer = { data?: unknown; errors?: { message: string; extensions: { code: string } }[] }
  return { status: response.status, ...((await response.json()) as Answer) }
}

const byHash = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } })

describe('a document that the page has built in', () => {
  test('a document of the page is asked by its hash alone', async () => {
    const { status, data, errors } = await post({ extensions: byHash(hashOf('query Models')) })
    expect([status, errors]).toEqual([200, undefined])
    expect(JSON.stringify(data)).toContain('builtin')
  })

  test('it asks for sign-in like any other', async () => {
    const { status, errors } = await post({ extensions: byHash(hashOf('query Models')) }, {})
    expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('a hash of another version is asked for the whole, which is then taken', async () => {
    const extensions = byHash('0'.repeat(64))
    expect(await post({ extensions })).toMatchObject({ status: 200, errors: [{ message: 'PersistedQueryNotFound' }] })
    expect(await post({ extensions, query: '{ viewer { __typename } }' })).toMatchObject({
      data: { viewer: { __typename: 'Viewer' } },
    })
    // Nobody can teach the server what a hash stands for.
    expect(await post({ extensions })).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] })
  })

  test.each([[{}], [{ extensions: {} }], [{ extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } }]])(
    '%j is no request',
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_REQUEST' } }] })
    },
  )
})
