import { send } from './api-deeds.ts'
import { confirm, invite, makeSpace, shareNewThread, start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

const answer = 'The plan is bold, and it may cost what it costs.'

test('a partner sees a shared thread, but neither cost nor internal prompts, until the owner removes them', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  test.slow() // two people, step by step
  for (const prompt of ['Is the plan any good?', 'What do we hide about the plan?']) {
    sluice.fake.on(prompt, (call) => {
      call.usage({ inputTokens: 1_000, outputTokens: 500 })
      call.text(answer)
      call.end()
    })
  }
  await makeSpace(page, sluice.url, 'Elsewhere')
  await makeSpace(page, sluice.url, 'Research')
  const link = await invite(page, 'Pam', 'PARTNER')
  const partner = await (await browser.newContext()).newPage()
  await partner.goto(link)
  await expect(partner.getByText('Nothing started yet')).toBeVisible()
  await partner.goto(`${sluice.url}/settings/spaces`)
  await expect(partner.getByRole('link', { name: 'Research' })).toBeVisible()
  for (const name of ['Service tokens', 'Caps', 'Audit log']) {
    await expect(partner.getByRole('link', { name })).toHaveCount(0)
  }
  await expect(partner.getByRole('button', { name: 'Make space' })).toHaveCount(0)
  await partner.goto(`${sluice.url}/settings/audit-log`)
  await expect(partner.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()

  await shareNewThread(page, sluice.url, { space: 'Research', prompt: 'Is the plan any good?' })
  await expect(page.getByText('Everybody in Research sees this thread: you and Pam.')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Hide the prompt from partners' }).check()
  await start(page, 'What do we hide about the plan?')
  await expect(page.getByText(answer)).toHaveCount(2)
  await page.getByText('Details').first().click()
  await expect(page.getByText('Cost', { exact: true }).first()).toBeVisible()

  await partner.goto(`${sluice.url}/settings/spaces`)
  await partner.getByRole('link', { name: 'Research' }).click()
  await expect(partner.getByRole('list', { name: 'People' }).getByRole('listitem')).toHaveText(/Pam/)
  await partner.getByRole('main').getByRole('link', { name: 'Is the plan any good?' }).click()
  await expect(partner.getByText(answer)).toHaveCount(2)
  await expect(partner.getByText('The prompt is internal, and not shown to you.')).toBeVisible()
  await expect(partner.getByText('hide about the plan')).toHaveCount(0)
  for (const details of await partner.getByText('Details').all()) await details.click()
  await expect(partner.getByText('Usage').first()).toBeVisible()
  await expect(partner.getByText('Cost', { exact: true })).toHaveCount(0)
  await expect(partner.getByRole('button', { name: 'Stop sharing' })).toHaveCount(0)
  await partner.getByRole('button', { name: 'Refine a passage' }).first().click()
  await partner.getByRole('toolbar', { name: 'Passage' }).getByRole('button', { name: 'Comment' }).click()
  await partner.getByRole('textbox', { name: 'What do you want to say about it?' }).fill('Bold enough for us.')
  await partner.getByRole('button', { name: 'Add comment' }).click()
  for (const [tab, author] of [
    [partner, 'You'],
    [page, 'Pam'],
  ] as const) {
    const comment = tab.getByRole('group', { name: 'Comments' }).getByRole('listitem')
    await expect(comment).toContainText('Bold enough for us.')
    await expect(comment).toContainText(author)
    await expect(comment.getByRole('blockquote')).toHaveText(answer)
  }

  // Somewhere else they stay, so that it is the thread that goes and not their session.
  await page.goto(`${sluice.url}/settings/spaces`)
  await page.getByRole('link', { name: 'Elsewhere' }).click()
  await page.getByRole('combobox', { name: 'Who' }).selectOption('Pam')
  await page.getByRole('button', { name: 'Add Pam' }).click()
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Pam')
  await page.getByRole('link', { name: 'All spaces' }).click()
  await page.getByRole('link', { name: 'Research' }).click()
  await confirm(page, 'Remove Pam', 'Remove')
  await expect(partner.getByRole('heading', { name: 'No such thread' })).toBeVisible({ timeout: 10_000 })
  await expect(page.getByRole('list', { name: 'People' })).not.toContainText('Pam')

  await page.goto(`${sluice.url}/settings/audit-log`)
  const log = page.getByRole('list', { name: 'Audit log' })
  for (const sentence of [
    'Owner removed Pam from Research',
    'Owner made Pam staff in Elsewhere',
    'Owner shared a thread with Research',
    'Pam signed in',
    'Owner invited Pam to Research as partner',
    'Owner made the space Research',
  ]) {
    await expect(log.getByText(sentence)).toBeVisible()
  }
})

test('a service token works until it is revoked, and the one in its place goes on', async ({
  signedIn: page,
  sluice,
}) => {
  const ask = async (token: string) => {
    const response = await fetch(`${sluice.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { name scopes } }' }),
    })
    return { status: response.status, body: await response.text() }
  }
  const countTokens = async () => {
    return (await send<{ serviceTokens: object[] }>(page, '{ serviceTokens { id } }')).serviceTokens.length
  }
  const before = await countTokens()
  await page.goto(`${sluice.url}/settings/service-tokens`)
  const service = page.getByRole('textbox', { name: 'Service' })
  await service.fill('nightly reports')
  await page.getByRole('button', { name: 'Make token' }).click() // a name with a blank: the form says so by itself
  await expect(service).toBeFocused()
  expect(await service.evaluate((field) => field.matches(':user-invalid'))).toBe(true)
  expect(await countTokens()).toBe(before)
  await service.fill('nightly-reports')
  await page.getByRole('checkbox', { name: 'Start' }).uncheck()
  await service.press('Enter')
  const secretOf = page.getByRole('textbox', { name: 'Token for nightly-reports' })
  await expect(secretOf).toBeFocused()
  const secret = await secretOf.inputValue()
  expect(await ask(secret)).toEqual({
    status: 200,
    body: '{"data":{"viewer":{"name":"nightly-reports","scopes":["READ"]}}}',
  })

  await page.getByRole('button', { name: 'Done' }).click()
  await expect(secretOf).toHaveCount(0)
  await page.getByRole('button', { name: 'Rotate nightly-reports' }).click()
  await page.getByRole('combobox', { name: /old token holds/ }).selectOption('A day')
  await page.getByRole('button', { name: 'Make new token' }).click()
  const next = await secretOf.inputValue()
  expect(next).not.toBe(secret)
  for (const token of [secret, next]) expect((await ask(token)).status).toBe(200)

  const old = page.getByRole('listitem').filter({ hasText: secret.slice(0, 12) })
  await old.getByRole('button', { name: 'Revoke nightly-reports' }).click()
  await page.keyboard.press('Escape') // asked first, and left alone
  await expect(old.getByRole('button', { name: 'Revoke nightly-reports' })).toBeFocused()
  expect((await ask(secret)).status).toBe(200)
  await old.getByRole('button', { name: 'Revoke nightly-reports' }).click()
  await old.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('Revoked and expired')).toBeVisible()
  expect((await ask(secret)).status).toBe(401)
  expect((await ask(next)).status).toBe(200)

  await page.goto(`${sluice.url}/settings/audit-log`)
  await expect(
    page.getByText('Owner rotated a token of nightly-reports; the old one holds for a day more'),
  ).toBeVisible()
  await expect(page.getByText('Owner revoked a token of nightly-reports')).toBeVisible()
})

test('another browser is signed out from here, and its open page says so', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  await page.goto(`${sluice.url}/settings/spaces`)
  await page.getByRole('link', { name: 'your own space' }).click()
  await page.getByRole('button', { name: 'Sign-in link for Owner' }).click()
  const link = await page.getByRole('textbox', { name: 'Sign-in link for Owner' }).inputValue()
  const other = await (await browser.newContext({ userAgent: 'Mozilla/5.0 (Android 16) Firefox/140.0' })).newPage()
  await other.goto(link)
  await expect(other.getByRole('textbox', { name: 'Prompt' })).toBeVisible()

  await page.goto(`${sluice.url}/settings/browsers`)
  await expect(page.getByRole('list', { name: 'Browsers' }).getByRole('listitem').first()).toContainText('This browser')
  await confirm(page, 'Sign out Firefox on Android', 'Sign out')
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 12_000 })
  await expect(page.getByText('Firefox on Android')).toHaveCount(0)
  await page.goto(`${sluice.url}/settings/audit-log`)
  await expect(page.getByText('Owner signed one of their browsers out')).toBeVisible()
})

test('a cap that is set counts, and is taken back', async ({ signedIn: page, sluice }) => {
  await page.goto(`${sluice.url}/settings/caps`)
  await expect(page.getByText('All caps are as configured')).toBeVisible()
  await page.getByRole('combobox', { name: 'Which' }).selectOption('openai')
  await page.getByRole('spinbutton', { name: 'At once, at most' }).fill('0')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Caps' })).toContainText('Provider openai')
  await page.goto(sluice.url)
  await start(page, 'Am I held back?', 'openai:test')
  await expect(page.getByRole('region', { name: 'In line' })).toContainText('Am I held back?')

  await page.goto(`${sluice.url}/settings/caps`)
  await confirm(page, 'Take back the cap of the provider openai', 'Take back')
  await expect(page.getByText('All caps are as configured')).toBeVisible()
  await page.goto(sluice.url)
  await expect(page.getByRole('region', { name: 'Done' })).toContainText('Am I held back?')
})
