import { paced } from '../support/fake-provider/paced.ts'
import { start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

test('a thread is shared by a link, watched live by somebody who is nobody here, and taken back', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  const prompt = 'What do only we know?'
  sluice.fake.on(prompt, paced(1_500, 30))
  await start(page, prompt, 'openai:test')
  await page.getByRole('main').getByRole('link', { name: prompt }).first().click()
  await page.getByRole('button', { name: 'Share…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this thread' })
  await dialog.getByRole('checkbox', { name: 'Show prompts and thinking' }).uncheck()
  await dialog.getByLabel('It works for').selectOption('A day')
  await dialog.getByRole('button', { name: 'Create link' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Your link' }).inputValue()
  const links = dialog.getByRole('region', { name: 'Links' })
  await expect(links).toContainText(/Answers only, for anyone with the link.*Never opened/)

  const elsewhere = await browser.newContext()
  const guest = await elsewhere.newPage()
  const asked: string[] = []
  guest.on('request', (request) => asked.push(request.url()))
  await guest.goto(link)
  const answer = guest.getByRole('article', { name: 'Generation' })
  await expect(answer).toContainText('w5 w6')
  await expect(answer).toContainText('w60 w61')
  await expect(guest.getByRole('banner')).toContainText('Shared with you, read only')
  await expect(guest.getByText(prompt)).toHaveCount(0)
  await expect(guest.getByRole('button', { name: 'Stop' })).toHaveCount(0)
  await expect(guest.getByRole('textbox')).toHaveCount(0)
  await guest.reload()
  await expect(answer).toContainText('w60 w61')
  expect(asked.filter((url) => url.includes('slh_'))).toEqual([])

  await dialog.getByRole('button', { name: /^Revoke/ }).click()
  await expect(guest.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible({
    timeout: 10_000,
  })
  await expect(answer).toHaveCount(0)
  await expect(links).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('article', { name: /only we know/ })).toContainText('w300 ')
  await guest.goto(`${sluice.url}/s#nonsense`)
  await expect(guest.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible()
  await elsewhere.close()
})
