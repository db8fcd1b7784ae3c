import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { invite, makeSpace, shareNewThread, start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))'

/** What a checker finds in a view, in both schemes, on a desk and on a phone; and that nothing is wider than the phone. */
async function expectNoFindings(page: Page, view: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const width of [1440, 360]) {
      await page.setViewportSize({ width, height: 800 })
      await page.evaluate(twoFrames) // until then some colours are still those of the other scheme
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)
      expect(found, `${view}, ${colorScheme}, ${width} px`).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth'), view).toBeLessThanOrEqual(width)
    }
  }
}

test('the tray and threads', async ({ signedIn: page, sluice }) => {
  test.slow() // the checker goes over each view four times
  sluice.fake.on('Fail, please.', (call) => call.status(401))
  sluice.fake.on('Go on and on.', (call) => call.text('It goes on'))
  sluice.fake.on('Show code.', (call) => {
    call.text('# Code\n\n```ts\nconst answer = 42 // of course\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] later')
    call.end()
  })
  await expect(page.getByText('Nothing started yet')).toBeVisible()
  await expectNoFindings(page, 'empty tray')
  await makeSpace(page, sluice.url, 'Studio')
  await invite(page, 'Ida', 'PARTNER')
  await shareNewThread(page, sluice.url, { space: 'Studio', prompt: 'Show code.' })
  await expect(page.getByRole('article').getByText('answer')).toBeVisible()
  for (const summary of ['Details', 'Parameters']) await page.getByText(summary, { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Hide the prompt' }).check()
  await expectNoFindings(page, 'thread')

  await page.goto(sluice.url)
  await start(page, 'Fail, please.')
  await start(page, 'Go on and on.')
  await expect(page.getByRole('region', { name: 'Failed' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Running' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Model' }).click()
  await expectNoFindings(page, 'tray')
  await page.keyboard.press('Escape')
  await page.getByRole('region', { name: 'Failed' }).getByRole('link').first().click()
  await expect(page.getByText('PROVIDER_AUTH')).toBeVisible()
  await expectNoFindings(page, 'failed thread')
  await page.goto(`${sluice.url}/t/nowhere`)
  await expect(page.getByRole('heading', { name: 'No such thread' })).toBeVisible()
  await expectNoFindings(page, 'no such thread')
})

test('the settings, with what is handed over and what is asked first', async ({ signedIn: page, sluice }) => {
  test.slow() // the checker goes over each view four times
  await makeSpace(page, sluice.url, 'Design')
  await invite(page, 'Ann', 'STAFF')
  await page.getByRole('button', { name: 'Remove Ann' }).click()
  await expectNoFindings(page, 'space')
  await page.goto(`${sluice.url}/settings/spaces`)
  await expect(page.getByRole('link', { name: 'Design' })).toBeVisible()
  await expectNoFindings(page, 'spaces')

  await page.goto(`${sluice.url}/settings/service-tokens`)
  await expect(page.getByText('No service has a token')).toBeVisible()
  await expectNoFindings(page, 'no service tokens')
  await page.getByRole('textbox', { name: 'Service' }).fill('search')
  await page.getByRole('button', { name: 'Make token' }).click()
  await page.getByRole('button', { name: 'Rotate search' }).click()
  await expectNoFindings(page, 'service tokens')

  await page.goto(`${sluice.url}/settings/account`)
  await expect(page.getByLabel('New password')).toBeVisible()
  await expectNoFindings(page, 'account')
  await page.goto(`${sluice.url}/settings/browsers`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expectNoFindings(page, 'browsers')
  await page.goto(`${sluice.url}/settings/caps`)
  await page.getByRole('combobox', { name: 'What' }).selectOption('MODEL')
  await page
    .getByRole('textbox', { name: 'Which' })
    .or(page.getByRole('combobox', { name: 'Which' }))
    .fill('nonsense')
  await page.getByRole('spinbutton').fill('3')
  await page.getByRole('button', { name: 'Set cap' }).click()
  await expect(page.getByRole('alert')).toContainText('provider:model')
  await expectNoFindings(page, 'caps')
  await page.goto(`${sluice.url}/settings/audit-log`)
  await expect(page.getByRole('list', { name: 'Audit log' })).toBeVisible()
  await expectNoFindings(page, 'audit log')
  await page.goto(`${sluice.url}/settings/nowhere`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await expectNoFindings(page, 'no such section')
})
