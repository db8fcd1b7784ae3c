import type { Page } from '@playwright/test'
import { expect } from './sluice-page.ts'

/** Makes a space in the page; its own page is open then. */
export async function makeSpace(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/settings/spaces`)
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Make space' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
}

/** Lets somebody new into the space whose page is open; answers the link that signs them in. */
export async function invite(page: Page, name: string, role: string): Promise<string> {
  const form = page.getByRole('form', { name: 'Let somebody in' })
  await form.getByRole('textbox', { name: 'Name' }).fill(name)
  await form.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await form.getByRole('button', { name: 'Make invitation' }).click()
  return page.getByRole('textbox', { name: `Invitation for ${name}` }).inputValue()
}

/** Starts something in the composer that is on the page. */
export async function start(page: Page, prompt: string, model = 'openai:gpt-4o'): Promise<void> {
  await page.getByRole('combobox', { name: 'Model', exact: true }).fill(model)
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('button', { name: 'Start', exact: true }).click()
}

/** Begins a thread in a space from the tray, opens it, and shares it. */
export async function shareNewThread(page: Page, url: string, { space, prompt }: { space: string; prompt: string }) {
  await page.goto(url)
  await page.getByRole('combobox', { name: 'Begin in' }).selectOption(space)
  await start(page, prompt)
  await page.getByRole('main').getByRole('link', { name: prompt }).first().click()
  await page.getByRole('button', { name: `Share with ${space}` }).click()
  await expect(page.getByRole('button', { name: 'Stop sharing' })).toBeFocused()
}

/** Takes something away in the row that tells of it, and says yes when asked. */
export async function confirm(page: Page, button: string, yes: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('group').getByRole('button', { name: yes, exact: true }).click()
}
