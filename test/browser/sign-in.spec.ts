import { expect, test } from './sluice-page.ts'

test('somebody sets a password, and signs in by the form in another browser', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  await page.getByRole('link', { name: 'Owner' }).click()
  await page.getByLabel('E-mail').fill('owner@example.org')
  await page.getByLabel('New password').fill('short')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('alert')).toContainText('10 to 128 characters')
  await page.getByLabel('New password').fill('a long enough one')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your password is set' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Change password' })).toBeVisible()

  const elsewhere = await browser.newPage()
  const complaints: string[] = []
  elsewhere.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  await elsewhere.goto(`${sluice.url}/?error=state_mismatch`)
  await expect(elsewhere.getByRole('alert')).toContainText('begun in another browser')
  await elsewhere.getByLabel('E-mail').fill('owner@example.org')
  await elsewhere.getByLabel('Password').fill('a guess')
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await expect(elsewhere.getByText('do not belong together')).toBeVisible()
  await elsewhere.getByLabel('Password').fill('a long enough one')
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await expect(elsewhere.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  expect(complaints).toEqual([])

  await elsewhere.getByRole('link', { name: 'Owner' }).click()
  await elsewhere.getByRole('button', { name: 'Sign out' }).click()
  await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await elsewhere.close()
})
