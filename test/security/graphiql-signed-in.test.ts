import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInBy, signInLink } from '../support/browser.ts'
import { type Deployment, deploy } from '../support/deployment.ts'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_GRAPHIQL: 'signed-in' })
})
afterAll(() => sluice.stop())

const page = (headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${sluice.url}/graphql`, { headers: { accept: 'text/html', ...headers } })

test('GraphiQL can be kept for those who are signed in', async () => {
  for (const headers of [{}, { cookie: `sluice_session=${'x'.repeat(43)}` }]) {
    const response = await page(headers)
    expect([response.status, await response.text()]).toEqual([406, '']) // HTML alone is nothing that is left there
  }
  const response = await page({ cookie: await signInBy(await signInLink(sluice.web)) })
  expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('GraphiQL')])
  await sluice.api.query('{ __schema { queryType { name } } }') // which the page then asks for
})
