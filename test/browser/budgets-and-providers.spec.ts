import { readFileSync } from 'node:fs'
import { confirm, invite, makeSpace, start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

test('a budget is set, told before a start, lets what is above wait for a yes, and is taken back', async ({
  signedIn: page,
  sluice,
}) => {
  test.slow() // step by step, with lists that are asked for every few seconds
  for (const prompt of ['The first?', 'The second?', 'The third?']) {
    sluice.fake.on(prompt, (call) => call.text(`So far of ${prompt}`))
  }
  await page.goto(`${sluice.url}/settings/budgets`)
  await expect(page.getByText('No budget limits you')).toBeVisible()
  await page.getByRole('combobox', { name: 'Whose' }).selectOption('A person')
  await page.getByRole('combobox', { name: 'Which' }).selectOption('Owner')
  await page.getByRole('textbox', { name: 'At most' }).fill('0.10')
  await page.getByRole('combobox', { name: 'What is above it' }).selectOption('Let it wait for approval')
  await page.getByRole('button', { name: 'Set budget' }).click()
  const own = page.getByRole('list', { name: 'Yours' })
  await expect(own).toContainText('You, each day')
  await expect(own).toContainText('$0.00 of $0.10 used')

  await page.goto(sluice.url)
  await expect(page.getByText(/^\$0\.10 left until \d/)).toBeVisible()
  await page.getByRole('combobox', { name: 'Model', exact: true }).fill('openai:gpt-4o')
  await page.getByRole('textbox', { name: 'Prompt' }).fill('The first?')
  await expect(page.getByText(/^About \$0\.08 at most; \$0\.10 left until \d/)).toBeVisible()
  await start(page, 'The first?')
  await expect(page.getByRole('region', { name: 'Running' })).toContainText('The first?')
  await page.getByRole('textbox', { name: 'Prompt' }).fill('The second?')
  await expect(page.getByText(/That is more than \$0\.02 left until .+\. It would wait until/)).toBeVisible()
  await start(page, 'The second?')
  await start(page, 'The third?')
  await expect(page.getByText(/for approval/)).toHaveCount(2)

  await page.goto(`${sluice.url}/settings/approvals`)
  const waiting = page.getByRole('list', { name: 'Approvals' })
  const second = waiting.getByRole('listitem').filter({ hasText: 'The second?' })
  await expect(second).toContainText('by Owner')
  await expect(second).toContainText('$0.08 at most')
  await second.getByRole('button', { name: 'Approve' }).click()
  await expect(second).toHaveCount(0)
  await confirm(page, 'Decline what Owner asks of openai:gpt-4o', 'Decline')
  await expect(page.getByText('Nothing waits for you')).toBeVisible()
  await page.goto(sluice.url)
  await expect(page.getByRole('region', { name: 'Running' })).toContainText('The second?')
  await expect(page.getByRole('region', { name: 'Failed' })).toContainText('The third?')

  await page.goto(`${sluice.url}/settings/budgets`)
  await expect(own).toContainText('reserved for what goes on')
  await expect(own).toContainText('Used up')
  await confirm(page, 'Take back the budget of You, each day', 'Take back')
  await expect(page.getByText('No budget limits you')).toBeVisible()
})

test('a provider is added, answers, gets another key, and is removed', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('Are you there?', (call) => {
    call.text('Here I am.')
    call.end()
  })
  await page.goto(`${sluice.url}/settings/providers`)
  await expect(page.getByText('No provider was added')).toBeVisible()
  const form = page.getByRole('form', { name: 'Add a provider' })
  await form.getByRole('textbox', { name: 'Name' }).fill('acme')
  await form.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/v1')
  await form.getByLabel('API key').fill('correct-horse-battery-staple')
  await form.getByRole('button', { name: 'Add provider' }).click()
  await expect(form.getByRole('alert')).toBeVisible() // a private network that nobody has allowed
  await form.getByRole('textbox', { name: 'Address' }).fill(sluice.fake.openaiBaseUrl)
  await form.getByRole('button', { name: 'Add provider' }).click()
  const row = page.getByRole('list', { name: 'Providers' }).getByRole('listitem')
  await expect(row).toContainText('key ends in aple')
  await expect(row).toContainText(/\d model/)

  await page.goto(sluice.url)
  await start(page, 'Are you there?', 'acme:fake-model')
  await expect(page.getByRole('region', { name: 'Done' })).toContainText('Are you there?')
  expect((await sluice.fake.waitForCall('Are you there?')).hasKey('correct-horse-battery-staple')).toBe(true)

  await page.goto(`${sluice.url}/settings/providers`)
  await row.getByRole('button', { name: 'Change acme' }).click()
  await row.getByLabel('New API key').fill('another-horse-another-plum')
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('key ends in plum')
  await confirm(page, 'Remove acme', 'Remove')
  await expect(page.getByText('No provider was added')).toBeVisible()
})

test('an owner says what a space keeps and lets partners ask, and deletes it; a partner takes their export and goes', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  await makeSpace(page, sluice.url, 'Garden')
  const link = await invite(page, 'Pia', 'PARTNER')
  const keeping = page.getByRole('form', { name: 'How long threads are kept' })
  await expect(keeping.getByRole('status')).toBeEmpty()
  await keeping.getByRole('spinbutton').fill('30')
  await keeping.getByRole('button', { name: 'Save' }).click()
  await expect(keeping.getByRole('status')).toHaveText('Threads are deleted after 30 days.')
  const models = page.getByRole('form', { name: 'What partners may ask' })
  await models.getByRole('combobox', { name: 'Models' }).selectOption('Only some')
  await models.getByRole('combobox', { name: 'Add one' }).selectOption('builtin:extract')
  await models.getByRole('button', { name: 'Save' }).click()
  await expect(models.getByRole('status')).toBeVisible()
  await page.reload()
  await expect(keeping.getByRole('spinbutton')).toHaveValue('30')
  await expect(models.getByRole('textbox', { name: 'Which' })).toHaveValue('builtin:extract')

  const partner = await (await browser.newContext()).newPage()
  await partner.goto(link)
  await partner.getByRole('link', { name: 'Pia' }).click()
  const [file] = await Promise.all([
    partner.waitForEvent('download'),
    partner.getByRole('link', { name: 'Download it all' }).click(),
  ])
  expect(readFileSync(await file.path(), 'utf8')).toContain('Garden')
  await confirm(partner, 'Delete yourself', 'Delete yourself')
  await expect(partner.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('list', { name: 'People' })).not.toContainText('Pia')
  await confirm(page, 'Delete space Garden', 'Delete space')
  await expect(page.getByRole('heading', { name: 'Spaces' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: 'Garden' })).toHaveCount(0)
})
