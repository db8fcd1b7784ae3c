import type { Locator, Page } from '@playwright/test'
import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { start } from './owner-deeds.ts'
import { expectCalm, wordsIn } from './settled.ts'
import { expect, signInLink, test } from './sluice-page.ts'

/** Asks the test's provider in the composer that is on the page. */
const ask = (page: Page, prompt: string) => start(page, prompt, 'openai:test')

/** Opens the thread of a generation that the tray shows; answers its one article there. */
async function open(page: Page, name: RegExp): Promise<Locator> {
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await expect(page.getByPlaceholder('Follow up')).toBeVisible()
  return page.getByRole('article', { name: /^Generation/ })
}

test('the printed link signs a browser in, once', async ({ page, sluice, watched: _ }) => {
  await page.goto(sluice.url)
  await expect(page.getByText(/sign-in link/i)).toBeVisible()
  await sluice.kill() // a fresh start prints a fresh link
  const link = signInLink(sluice.process())
  await page.goto(link)
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  expect((await page.request.get(link)).status()).toBe(403)
})

test('start three, watch, reload midway, stop one, find everything', async ({ signedIn: page, sluice }) => {
  const tokens = 240 // so that a slow reload still finds it writing
  for (const name of ['first', 'second']) sluice.fake.on(new RegExp(`the ${name} question`), paced(tokens, 30))
  let third: FakeCall | undefined
  sluice.fake.on(/the third question/, (call) => {
    third = call
    call.text('Only a beginning')
  })

  for (const name of ['first', 'second', 'third']) {
    await ask(page, `Here is the ${name} question?`)
  }
  const running = page.getByRole('region', { name: 'Running' })
  for (const name of ['first', 'second', 'third']) await expect(running.getByText(`the ${name} question`)).toBeVisible()

  const answer = await open(page, /the first question/)
  await expect(answer).toContainText('w5 w6')
  await page.reload()
  await expect(answer).toContainText('w5 w6')
  await expect(answer).toContainText(pacedText(tokens).trim(), { timeout: 20_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Answer complete' })).toHaveCount(1)

  await page.getByRole('link', { name: 'Tray' }).click()
  await open(page, /the third question/)
  await expect(answer).toContainText('Only a beginning')
  await answer.getByRole('button', { name: 'Stop' }).click()
  await expect(answer).toContainText(/Stopped/)
  await expect(answer).toContainText('Only a beginning')
  await third?.closed

  await page.getByRole('link', { name: 'Tray' }).click()
  const done = page.getByRole('region', { name: 'Done' })
  await expect(done.getByText('the first question')).toBeVisible()
  await expect(done.getByText('the second question')).toBeVisible()
})

test('a killed server does not lose what streams: thread and tray go on by themselves', async ({
  signedIn: page,
  context,
  sluice,
}) => {
  test.slow() // a server starts meanwhile
  const tokens = 200
  sluice.fake.on(/killed midway/, paced(tokens, 40))
  await ask(page, 'What if you are killed midway?')
  await ask(page, 'And you, killed midway?')
  const tray = await context.newPage()
  await tray.goto(sluice.url)
  await expect(tray.getByRole('region', { name: 'Running' }).getByText(/killed midway/)).toHaveCount(2)
  const answer = await open(page, /What if you are killed midway/)
  await expect(answer).toContainText('w20 ')
  await sluice.kill()
  await expect(answer).toContainText(pacedText(tokens).trim(), { timeout: 40_000 })
  expect(await wordsIn(answer)).toBe(pacedText(tokens))
  await expect(answer.getByText('Done', { exact: true })).toBeVisible()
  // Said after one another: whichever came last stands there still.
  await expect(page.getByRole('status').filter({ hasText: /Answer complete|Connected again/ })).toHaveCount(1)
  await expect(tray.getByRole('region', { name: 'Done' }).getByText(/killed midway/)).toHaveCount(2)
  for (const tab of [page, tray]) await expectCalm(tab)
})

test('a follow-up goes on from the answer before it', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('What is a sluice?', (call) => {
    call.text('A gate for water.')
    call.end()
  })
  sluice.fake.on('Shorter?', (call) => {
    call.text('A gate.')
    call.end()
  })
  await ask(page, 'What is a sluice?')
  await expect(await open(page, /What is a sluice/)).toContainText('A gate for water.')
  await page.getByRole('textbox', { name: 'Prompt' }).fill('Shorter?')
  await page.getByRole('textbox', { name: 'Prompt' }).press('Control+Enter')
  await expect(page.getByRole('article').nth(1)).toContainText('A gate.')
  const { request } = await sluice.fake.waitForCall('Shorter?')
  expect(JSON.stringify(request)).toContain('A gate for water.')
})

test('a failure says what to do, and can be tried again', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('Fail, please.', (call) => call.status(401))
  await ask(page, 'Fail, please.')
  await expect(page.getByRole('region', { name: 'Failed' }).getByText('Fail, please.')).toBeVisible()
  const answer = await open(page, /Fail, please/)
  await expect(answer).toContainText('OPENAI_API_KEY')
  sluice.fake.on('Fail, please.', (call) => {
    call.text('Not this time.')
    call.end()
  })
  await answer.getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'Not this time.' })).toBeVisible()
})

test('what a model writes is data: no script, no foreign request, and each block from its own side', async ({
  signedIn: page,
  sluice,
}) => {
  const nasty = [
    '<img src="https://evil.invalid/a.png" onerror="alert(1)">',
    '![pixel](https://evil.invalid/b.png)',
    '<script>alert(1)</script><iframe src="https://evil.invalid"></iframe>',
    '[click](javascript:alert(1)) <form action="https://evil.invalid"><button>go</button></form>',
    '<style>@import "https://evil.invalid/c.css";</style><svg onload="alert(1)"></svg>',
    'فقرة بالعربية مع English في وسطها.',
    '- قائمة\n- ثانية',
    'The end of it.',
  ].join('\n\n')
  sluice.fake.on('Attack me.', (call) => {
    for (const character of nasty) call.text(character)
    call.end()
  })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    return dialog.dismiss()
  })
  await ask(page, 'Attack me.')
  const answer = await open(page, /Attack me/)
  await expect(answer).toContainText('The end of it.')
  await expect(answer.locator('script, iframe, form, style, svg[onload], a[href^="javascript"]')).toHaveCount(0)
  expect(dialogs).toEqual([]) // foreign requests fail the test through its fixture
  const sides = await Promise.all(
    ['p:has-text("بالعربية")', 'ul:has-text("قائمة")', 'p:has-text("The end")'].map((part) =>
      answer.locator(part).evaluate((element) => getComputedStyle(element).direction),
    ),
  )
  expect(sides).toEqual(['rtl', 'rtl', 'ltr'])
})

test('ten run at once while one page watches, and a phone can use it', async ({ signedIn: page, sluice }) => {
  sluice.fake.on(/of the ten/, paced(160, 20))
  await page.setViewportSize({ width: 360, height: 740 })
  for (let n = 1; n <= 10; n++) await ask(page, `Number ${n} of the ten.`)
  await expect(page.getByRole('region', { name: 'Running' }).getByRole('article')).toHaveCount(10)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  const answer = await open(page, /Number 10 of the ten/)
  await expect(answer).toContainText(pacedText(160).trim(), { timeout: 20_000 })
})
