import type { Locator, Page } from '@playwright/test'
import { expect } from './sluice-page.ts'

/** The words of a paced answer that somebody sees, each as often as it stands there, as `pacedText` has them. */
export async function wordsIn(answer: Locator): Promise<string> {
  const words = (await answer.innerText()).match(/\bw\d+\b/g) ?? []
  return words.map((word) => `${word} `).join('')
}

/** That nothing on the page says any more that it waits, is lost, or goes on. */
export async function expectCalm(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Connection' })).toHaveCount(0)
  await expect(page.getByText('Reconnecting…')).toHaveCount(0)
  await expect(page.getByText('Loading…')).toHaveCount(0)
  await expect(page.locator('.pulse')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Running' })).toHaveCount(0)
}
