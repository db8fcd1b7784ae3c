import type { Page } from '@playwright/test'
import { expect, test } from './sluice-page.ts'

interface Asked {
  readonly query?: string
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash: string } }
}

/** All that the page asks by urql from now on; what it follows is the client's, and told by its query. */
function noteRequests(page: Page): Asked[] {
  const asked: Asked[] = []
  page.on('request', (request) => {
    if (!request.url().endsWith('/graphql') || request.method() !== 'POST') return
    const body = request.postDataJSON() as Asked
    if (body.extensions?.persistedQuery) asked.push(body)
  })
  return asked
}

test('the page asks by hash, and sends no document', async ({ signedIn: page, sluice }) => {
  const asked = noteRequests(page)
  await page.goto(sluice.url)
  await expect(page.getByRole('textbox', { name: /prompt/i })).toBeVisible()
  await expect.poll(() => asked.length).toBeGreaterThan(1)
  expect(asked.filter(({ query }) => query !== undefined)).toEqual([])
})

test('a page of another version than its server sends the whole, and nobody notices', async ({
  signedIn: page,
  sluice,
}) => {
  const asked = noteRequests(page)
  // As if the server had been replaced by one that knows other documents.
  await page.route('**/graphql', async (route) => {
    const request = route.request()
    if (request.method() !== 'POST') return route.continue()
    const body = request.postDataJSON() as Asked
    if (!body.extensions?.persistedQuery) return route.continue()
    const persistedQuery = { ...body.extensions.persistedQuery, sha256Hash: 'of another version' }
    await route.continue({ postData: JSON.stringify({ ...body, extensions: { persistedQuery } }) })
  })
  await page.goto(sluice.url)
  await page.getByRole('combobox', { name: /model/i }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  expect(asked.some(({ query }) => query?.includes('models'))).toBe(true)
})
