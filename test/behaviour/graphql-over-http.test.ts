import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
