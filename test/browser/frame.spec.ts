import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { takeOnScheme } from '../support/views/show.ts'
import { startElsewhere } from './api-deeds.ts'
import { start } from './owner-deeds.ts'
import { expectCalm, wordsIn } from './settled.ts'
import { expect, test } from './sluice-page.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'

const palette = (page: Page) => page.getByRole('dialog', { name: 'Go to anything, do anything' })

test('the tour, the palette, the keys and the language, by keyboard alone', async ({ signedIn: page, sluice }) => {
  const tour = page.getByRole('region', { name: 'First steps' })
  await tour.getByRole('button', { name: 'Next' }).press('Enter')
  await expect(tour).toContainText('Come back to the tray')
  await page.keyboard.press('Escape')
  await expect(tour).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  await expect(tour).toHaveCount(0)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  sluice.fake.on('Where is the café?', (call) => {
    call.text('Around the corner.')
    call.end()
  })
  await start(page, 'Where is the café?')
  await page.keyboard.press('ControlOrMeta+k') // while somebody types, too
  const field = palette(page).getByRole('combobox')
  await field.fill('cafe')
  const option = palette(page).getByRole('option', { name: 'Where is the café?' })
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await expect(field).toHaveAttribute('aria-activedescendant', (await option.getAttribute('id')) ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Around the corner.')).toBeVisible()
  await expect(palette(page)).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+k')
  await field.fill('audit')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible()

  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Write a prompt')
  await sheet.getByRole('checkbox', { name: 'Single keys act' }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(sheet).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+k')
  await field.fill('deutsch')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Eingang', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.reload()
  await page.getByRole('button', { name: 'Menü' }).press('Enter')
  await page.getByRole('menuitemradio', { name: 'Wie der Browser' }).press('Enter')
  await expect(page.getByRole('link', { name: 'Tray', exact: true })).toBeVisible()
})

test('the network is away while several stream: it says so, keeps what is written, and all goes on by itself', async ({
  browser,
  sluice,
}) => {
  const awayMs = isFull ? 60_000 : 8_000
  test.setTimeout(120_000 + 2 * awayMs)
  const tokens = 200 + awayMs / 50
  const prompts = ['one', 'two', 'three'].map((name) => `Write ${name} through it.`)
  sluice.fake.on(/through it\.$/, paced(tokens, 20))
  // A browser that is told to be offline keeps the stream that it has: only a line that is cut is one.
  const line = await startCuttingProxy(sluice.url)
  const context = await browser.newContext()
  await context.addCookies([{ ...sluice.session, url: line.url }])
  const [page, tray] = [await context.newPage(), await context.newPage()]
  for (const tab of [page, tray]) await tab.goto(line.url)
  const [first] = await Promise.all(prompts.map((prompt) => startElsewhere(page, prompt)))
  await expect(tray.getByRole('region', { name: 'Running' }).getByText(/through it/)).toHaveCount(3)
  await page.goto(`${line.url}/t/${first?.thread.id}`)
  const answer = page.getByRole('article', { name: /^Generation/ })
  await expect(answer).toContainText('w20 ')

  const wentAt = Date.now()
  line.cut()
  for (const tab of [page, tray]) {
    await expect(tab.getByRole('region', { name: 'Connection' })).toContainText('Reconnecting to the server…')
  }
  expect(Date.now() - wentAt).toBeGreaterThan(1_900) // a short gap is nobody's business
  await expect(answer).toContainText('Reconnecting…')
  await context.setOffline(true)
  await expect(page.getByRole('region', { name: 'Connection' })).toContainText('You are offline.')
  await page.getByRole('textbox', { name: 'Prompt' }).fill('And then?')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByRole('alert')).toContainText('did not answer', { timeout: 20_000 })
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('And then?')
  await expect.poll(() => Date.now() - wentAt, { timeout: awayMs }).toBeGreaterThan(awayMs)

  line.mend()
  await context.setOffline(false)
  await expect(answer).toContainText(pacedText(tokens).trim(), { timeout: 20_000 + awayMs })
  expect(await wordsIn(answer)).toBe(pacedText(tokens))
  await expect(answer.getByText('Done')).toBeVisible()
  await expect(tray.getByRole('region', { name: 'Done' }).getByText(/through it/)).toHaveCount(3)
  for (const tab of [page, tray]) await expectCalm(tab)
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('And then?')
  await tray.getByRole('main').getByRole('link', { name: 'Write two through it.' }).click()
  await tray.waitForURL('**/t/*')
  const other = tray.getByRole('article', { name: 'Generation: Write two through it.' })
  await expect(other).toContainText(`w${tokens - 1}`)
  expect(await wordsIn(other)).toBe(pacedText(tokens))
  await context.close()
  await line.close()
})

test('the gallery shows every part of ui/, and a checker finds nothing in it', async ({ signedIn: page, sluice }) => {
  test.slow() // the checker goes over all of it twice
  await page.goto(`${sluice.url}/dev/ui`)
  await expect(page.getByRole('heading', { name: 'Parts of the page', level: 1 })).toBeVisible()
  const parts = readdirSync(join(import.meta.dirname, '../../apps/web/src/ui')).filter((name) => name.endsWith('.tsx'))
  for (const part of parts) await expect(page.getByRole('region', { name: part, exact: true })).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await takeOnScheme(page, colorScheme)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`)).toEqual([])
  }
})
