import type { Page } from '@playwright/test'

/** A view of the settings, where it is, and what is on it once it is all there. */
export interface Scene {
  readonly name: string
  readonly path: string
  readonly settled: (page: Page) => Promise<void>
}

/** Makes, as an owner would in the page, a space with people in it, tokens and caps; answers what there is to see. */
export async function setUpSettings(page: Page, url: string): Promise<readonly Scene[]> {
  await page.goto(`${url}/settings/spaces`)
  await page.getByLabel('Name').fill('Research')
  await page.getByRole('button', { name: 'Make space' }).click()
  await page.getByRole('heading', { name: 'Research' }).waitFor()
  const spacePath = new URL(page.url()).pathname
  for (const [name, role] of [
    ['Sam Okafor', 'STAFF'],
    ['Pam Lindqvist', 'PARTNER'],
  ] as const) {
    await page.getByRole('form', { name: 'Let somebody in' }).getByLabel('Name').fill(name)
    await page.getByRole('form', { name: 'Let somebody in' }).getByLabel('Role').selectOption(role)
    await page.getByRole('button', { name: 'Make invitation' }).click()
    await page.getByRole('region', { name: `Invitation for ${name}` }).waitFor()
  }
  await makeTokens(page, url)
  await setCaps(page, url)
  return [
    { name: 'spaces', path: '/settings/spaces', settled: (it) => it.getByRole('link', { name: 'Research' }).waitFor() },
    {
      name: 'space',
      path: spacePath,
      settled: async (it) => {
        await it.getByText('Pam Lindqvist').waitFor()
        await it.getByRole('list', { name: 'Threads' }).waitFor()
      },
    },
    { name: 'browsers', path: '/settings/browsers', settled: (it) => it.getByText('This browser').waitFor() },
    {
      name: 'service-tokens',
      path: '/settings/service-tokens',
      settled: (it) => it.getByText('search', { exact: false }).first().waitFor(),
    },
    { name: 'caps', path: '/settings/caps', settled: (it) => it.getByRole('list', { name: 'Caps' }).waitFor() },
    {
      name: 'audit-log',
      path: '/settings/audit-log',
      settled: (it) => it.getByRole('list', { name: 'Audit log' }).waitFor(),
    },
  ]
}

async function makeTokens(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/settings/service-tokens`)
  for (const service of ['reports', 'search']) {
    await page.getByRole('textbox', { name: 'Service' }).fill(service)
    await page.getByRole('button', { name: 'Make token' }).click()
    await page.getByRole('region', { name: `Token for ${service}` }).waitFor()
  }
  await page.getByRole('button', { name: 'Rotate search' }).click()
  await page.getByRole('button', { name: 'Make new token' }).click()
  await page.getByText('Ends in').waitFor()
}

async function setCaps(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/settings/caps`)
  for (const [what, which, cap] of [
    ['PROVIDER', 'openai', '40'],
    ['PERSON', '', '8'],
  ] as const) {
    await page.getByLabel('What').selectOption(what)
    if (which) await page.getByLabel('Which').selectOption(which)
    await page.getByLabel('At once, at most').fill(cap)
    await page.getByRole('button', { name: 'Set cap' }).click()
    await page.getByText(`${cap} at once at most`).waitFor()
  }
}
