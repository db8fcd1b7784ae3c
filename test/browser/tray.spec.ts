import type { BrowserContext, Locator, Page } from '@playwright/test'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { setModelCap, startElsewhere } from './api-deeds.ts'
import { expect, test } from './sluice-page.ts'

const groupOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const titlesIn = (group: Locator) => group.getByRole('article').evaluateAll((rows) => rows.map((row) => row.ariaLabel))
const answer = (call: FakeCall) => {
  call.text('An answer.')
  call.end()
}

test('the line is reordered by keys, by buttons and by dragging, and says so', async ({ signedIn: page }) => {
  await setModelCap(page, 'openai:line', 0)
  for (const name of ['one', 'two', 'three']) await startElsewhere(page, `Line ${name}`, { model: 'openai:line' })
  const line = groupOf(page, 'In line')
  const order = (...names: string[]) =>
    expect.poll(() => titlesIn(line)).toEqual(names.map((name) => `Generation: Line ${name}`))
  await order('one', 'two', 'three')
  await expect(line.getByRole('article').first()).toContainText('1st in line')

  await page.getByRole('button', { name: 'Move Line three up' }).click()
  await order('one', 'three', 'two')
  await expect(page.getByRole('status').filter({ hasText: 'Line three is now number 2 of 3' })).toBeVisible()
  await line.getByRole('link', { name: 'Line one' }).press('Alt+ArrowDown')
  await order('three', 'one', 'two')

  const handle = line.getByRole('article').nth(2).getByTitle('Drag to another place in line')
  await handle.hover()
  await page.mouse.down()
  const top = await line.getByRole('article').first().boundingBox()
  await page.mouse.move((top?.x ?? 0) + 20, (top?.y ?? 0) + 4, { steps: 5 })
  await page.mouse.up()
  await order('two', 'three', 'one')
  await page.reload() // it is the server's order
  await order('two', 'three', 'one')

  await line.getByRole('button', { name: 'Stop' }).first().click()
  await expect(groupOf(page, 'Failed').getByText('Line two')).toBeVisible()
  await order('three', 'one')
})

test('what runs tells its last line; what ended is unread until it is opened', async ({ signedIn: page, sluice }) => {
  let running: FakeCall | undefined
  sluice.fake.on('Watch me write.', (call) => {
    running = call
    call.text('# A heading\n\nThe **last** line')
  })
  await startElsewhere(page, 'Watch me write.')
  const row = page.getByRole('article', { name: 'Generation: Watch me write.' })
  await expect(row).toContainText('The last line')
  running?.text(' grows.')
  await expect(row).toContainText('The last line grows.')
  running?.end()
  await expect(groupOf(page, 'Done').getByText('Watch me write.')).toBeVisible()
  await expect(page).toHaveTitle('(1) Tray · Sluice')
  await expect(row).toContainText('Not looked at yet')

  await page.getByRole('button', { name: 'Inbox, 1 new' }).click()
  await page
    .getByRole('dialog', { name: 'Inbox' })
    .getByRole('link', { name: /Watch me write/ })
    .click()
  await expect(page.getByText('The last line grows.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Inbox', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Tray' }).click()
  await expect(page).toHaveTitle('Tray · Sluice')
  await expect(row).not.toContainText('Not looked at yet')
})

test('a failure that one can mend stands apart and is tried again from there', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('Fall over.', (call) => {
    call.text('Half of')
    call.truncate()
  })
  await startElsewhere(page, 'Fall over.')
  const needsMe = groupOf(page, 'Needs me')
  await expect(needsMe.getByText('Fall over.')).toBeVisible({ timeout: 30_000 })
  sluice.fake.on('Fall over.', answer)
  await needsMe.getByRole('button', { name: 'Retry Fall over.' }).click()
  await expect(groupOf(page, 'Done').getByText('Fall over.')).toBeVisible()
  await expect(groupOf(page, 'Failed').getByText('Fall over.')).toBeVisible()
  await expect(needsMe).toHaveCount(0)
})

test('searched, narrowed, archived and opened by keys', async ({ signedIn: page, sluice }) => {
  sluice.fake.on(/^Find/, answer)
  for (const name of ['amber', 'birch', 'cedar']) await startElsewhere(page, `Find ${name}`, { labels: ['trees'] })
  await startElsewhere(page, 'Not a tree')
  const done = groupOf(page, 'Done')
  await expect(done.getByText(/^Find/)).toHaveCount(3)
  await expect(done.getByText('Not a tree')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search' }).fill('BIRCH')
  await expect(done.getByRole('article')).toHaveCount(1)
  await page.reload()
  await expect(page.getByRole('searchbox', { name: 'Search' })).toHaveValue('BIRCH')
  await expect(done.getByRole('article')).toHaveCount(1)
  await page.getByRole('searchbox', { name: 'Search' }).fill('no such words')
  await page.getByRole('button', { name: 'Show everything' }).click()
  const labels = page.getByRole('combobox', { name: 'Filter by label' })
  await labels.selectOption('trees')
  await expect(done.getByText('Not a tree')).toHaveCount(0)
  await page.getByRole('button', { name: /^Done/ }).click()
  await expect(done.getByText(/^Find/)).toHaveCount(3)
  await labels.selectOption('') // any
  await expect(done.getByText('Not a tree')).toBeVisible()

  await page.keyboard.press('Escape')
  await done.getByRole('link', { name: /Find birch/ }).focus()
  await page.evaluate("localStorage.setItem('sluice.single-keys', 'false')")
  await page.keyboard.press('o') // turned off, it does not leave the tray
  await page.evaluate("localStorage.removeItem('sluice.single-keys')")
  await page.keyboard.press('e')
  await expect(page.getByText('Archived Find birch')).toBeVisible()
  await expect(done.getByText('Find birch')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(done.getByText('Find birch')).toBeVisible()
  await done.getByRole('link', { name: /Find birch/ }).focus()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  const before = await focused()
  await page.keyboard.press('j')
  await expect.poll(focused).not.toBe(before)
  await page.keyboard.press('k')
  await expect.poll(focused).toBe(before)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/t\//)
})

test('threads stand side by side, and still do after a reload; on a phone they are tabs', async ({
  signedIn: page,
  sluice,
}) => {
  sluice.fake.on('Left pane', paced(200, 20))
  sluice.fake.on('Right pane', answer)
  await startElsewhere(page, 'Left pane')
  await startElsewhere(page, 'Right pane')
  await groupOf(page, 'Running')
    .getByRole('link', { name: /Left pane/ })
    .focus()
  await page.keyboard.press('o')
  await page.getByRole('combobox', { name: 'Open beside…' }).selectOption('Right pane')
  const left = page.getByRole('region', { name: 'Pane 1 of 2: Left pane' })
  const right = page.getByRole('region', { name: 'Pane 2 of 2: Right pane' })
  await expect(left).toContainText('w20 ')
  await expect(right).toContainText('An answer.')
  await page.reload()
  await expect(left).toContainText('w30 ')
  await expect(right).toContainText('An answer.')

  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('tab', { name: 'Right pane' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Right pane' })).toContainText('An answer.')
  await expect(page.getByRole('tabpanel', { name: 'Left pane' })).toBeHidden()
  await page.getByRole('button', { name: 'Close Right pane' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Left pane' })).toBeVisible()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
})

/** A tab that can be put out of sight, and that writes down of what the browser tells. */
async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const tab = await context.newPage()
  await tab.addInitScript(() => {
    const told: string[] = []
    const Told = class extends Notification {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        told.push(title)
      }
    }
    Object.assign(window, { told, Notification: Told })
    Object.defineProperty(document, 'visibilityState', {
      get: (): unknown => Reflect.get(window, 'sight') ?? 'visible',
    })
  })
  await tab.goto(url)
  return tab
}
const setSight = (tab: Page, sight: 'visible' | 'hidden') =>
  tab.evaluate((sight) => {
    Object.assign(window, { sight })
    document.dispatchEvent(new Event('visibilitychange'))
  }, sight)
const toldBy = (tab: Page) => tab.evaluate<string[]>('window.told')

test('what ends while no tab is in sight is told by one of them; the inbox is marked as seen in both', async ({
  context,
  signedIn: page,
  sluice,
}) => {
  await context.grantPermissions(['notifications'], { origin: sluice.url })
  sluice.fake.on(/^Tell me/, answer)
  const tabs = [await openTab(context, sluice.url), await openTab(context, `${sluice.url}/settings`)]
  const [tray, settings] = tabs
  if (!tray || !settings) throw new Error('There are no tabs')
  await page.close()
  await tray.getByRole('button', { name: /^Inbox/ }).click()
  await tray.getByRole('button', { name: 'Notify me when something ends' }).click()
  await expect(tray.getByRole('button', { name: 'Stop notifying me' })).toBeVisible()

  await startElsewhere(tray, 'Tell me not')
  await expect(tray.getByRole('article', { name: /Tell me not/ })).toContainText('Done')
  await Promise.all(tabs.map((tab) => setSight(tab, 'hidden')))
  await startElsewhere(tray, 'Tell me once')
  await expect.poll(async () => (await Promise.all(tabs.map(toldBy))).flat()).toEqual(['Tell me once'])
  await expect(settings).toHaveTitle(/^\(\d+\)/)

  await Promise.all(tabs.map((tab) => setSight(tab, 'visible')))
  await tray.keyboard.press('Escape')
  await tray.getByRole('button', { name: /^Inbox, \d+ new/ }).click()
  await tray.getByRole('button', { name: 'Mark all as seen' }).click()
  await expect(tray.getByText('You have seen everything.')).toBeVisible()
  await expect(settings).toHaveTitle(/^[^(]/)
  expect((await Promise.all(tabs.map(toldBy))).flat()).toEqual(['Tell me once'])
})
