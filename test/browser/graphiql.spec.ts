import type { Page } from '@playwright/test'
import { expect, test } from './sluice-page.ts'

async function openTab(page: Page, name: string): Promise<void> {
  const tabs = page.getByRole('tab')
  await tabs.getByRole('button', { name, exact: true }).click()
  const index = (await tabs.allInnerTexts()).findIndex((text) => text.includes(name))
  // GraphiQL reads a tab's operation a moment after it was opened, and then remembers the tab.
  await page.waitForFunction(`JSON.parse(localStorage['graphiql:tabState'] ?? '{}').activeTabIndex === ${index}`)
}

const run = (page: Page) => page.getByRole('button', { name: /Execute query|Stop execution/ }).click()

test("GraphiQL's example tabs walk through the main job", async ({ signedIn: page, sluice }) => {
  await page.goto(`${sluice.url}/graphql`)
  const response = page.getByRole('region', { name: 'Result Window' })

  await openTab(page, 'WhoAmI')
  await run(page)
  await expect(response).toContainText('"name": "Owner"')
  await expect(response).toContainText('builtin')

  await openTab(page, 'Start')
  await run(page)
  await expect(response).toContainText('StartGenerationSuccess')
  const shown = (await response.innerText()).replaceAll(/\s/g, '') // its editor breaks long lines
  const [, id = ''] = /"id":"([^"]+)"/.exec(shown) ?? []
  expect(id).not.toBe('')

  await openTab(page, 'Watch')
  await setVariables(page, { id })
  await run(page)
  await expect(response).toContainText('GenerationSucceeded')
  await expect(response).toContainText('Sluice keeps every token in PostgreSQL')

  await openTab(page, 'Recent')
  await run(page)
  await expect(response).toContainText('SUCCEEDED')

  await openTab(page, 'Stop')
  await setVariables(page, { id })
  await run(page)
  await expect(response).toContainText('CancelGenerationSuccess')
})

test('GraphiQL works with a pasted token, without any session', async ({ page, sluice }) => {
  await page.goto(`${sluice.url}/graphql`)
  const response = page.getByRole('region', { name: 'Result Window' })
  await openTab(page, 'WhoAmI')
  await run(page)
  await expect(response).toContainText('UNAUTHENTICATED')

  await fillEditor(page, 'Headers', { authorization: `Bearer ${sluice.token}` })
  await run(page)
  await expect(response).toContainText('"name": "browser-test"')

  // A stream too, which takes its headers in another way than a query does.
  await openTab(page, 'Start')
  await fillEditor(page, 'Headers', { authorization: `Bearer ${sluice.token}` })
  await run(page)
  await expect(response).toContainText('StartGenerationSuccess')
  const [, id = ''] = /"id":"([^"]+)"/.exec((await response.innerText()).replaceAll(/\s/g, '')) ?? []
  await openTab(page, 'Watch')
  await setVariables(page, { id })
  await fillEditor(page, 'Headers', { authorization: `Bearer ${sluice.token}` })
  await run(page)
  await expect(response).toContainText('GenerationSucceeded')
})

function setVariables(page: Page, variables: object): Promise<void> {
  return fillEditor(page, 'Variables', variables)
}

/** Types into the editor for variables or for headers, which are Monaco editors. */
async function fillEditor(page: Page, name: 'Variables' | 'Headers', content: object): Promise<void> {
  const editor = page.getByRole('region', { name }).locator('.view-lines:visible')
  if ((await editor.count()) === 0) await page.getByRole('button', { name, exact: true }).click()
  await editor.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(JSON.stringify(content))
}
