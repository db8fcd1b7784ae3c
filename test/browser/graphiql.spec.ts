import type { Page } from '@playwright/test'
import { expect, test } from './sluice-page.ts'

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

const run = (page: Page) => page.getByRole('button', { name: /Execute query|Stop execution/ }).click()

test("GraphiQL's example tabs walk through the main job", async ({ signedIn: page, sluice }) => {
  await page.goto(`${sluice.url}/graphql`)
  const response = page.locator('.graphiql-response')

  await openTab(page, 'WhoAmI')
  await run(page)
  await expect(response).toContainText('"name": "Owner"')
  await expect(response).toContainText('builtin')

  await openTab(page, 'Start')
  await run(page)
  await expect(response).toContainText('StartGenerationSuccess')
  const [, id = ''] = /"id": "([^"]+)"/.exec((await response.innerText()).replaceAll('\u00a0', ' ')) ?? []
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

/** Types into the editor for variables, which is a Monaco editor. */
async function setVariables(page: Page, variables: object): Promise<void> {
  const editor = page.getByRole('region', { name: 'Variables' }).or(page.locator('.graphiql-editor-tool'))
  await editor.first().locator('.view-lines').first().click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText(JSON.stringify(variables))
}
