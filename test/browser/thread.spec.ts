import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { Script } from '../support/fake-provider/fake-call.ts'
import { paced } from '../support/fake-provider/paced.ts'
import { longAnswer } from '../support/page/long-answer.ts'
import { start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

const model = 'openai:test'
const says =
  (text: string): Script =>
  (call) => {
    call.text(text)
    call.end()
  }

/** Starts something in the tray, and opens its thread. */
async function begin(page: Page, url: string, prompt: string): Promise<void> {
  await page.goto(url)
  await start(page, prompt, model)
  await page.getByRole('main').getByRole('link', { name: prompt }).first().click()
  await expect(page.getByPlaceholder('Follow up')).toBeVisible()
}

async function followUp(page: Page, prompt: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill(prompt)
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).press('Control+Enter')
}

const turn = (page: Page, prompt: string | RegExp) => page.getByRole('article', { name: prompt })

async function choose(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).last().click()
  await page.getByRole('menuitem', { name: item }).last().click()
}

test('a thread is a tree: what is asked anew stands beside what was there, and the branch is kept', async ({
  signedIn: page,
  sluice,
  browser,
}) => {
  sluice.fake.on('What is a weir?', says('A low dam.'))
  sluice.fake.on('How high is it?', says('Up to the knee.'))
  sluice.fake.on('What is a lock?', says('A chamber with gates.'))
  await begin(page, sluice.url, 'What is a weir?')
  await expect(turn(page, /a weir/)).toContainText('A low dam.')
  await followUp(page, 'How high is it?')
  await expect(turn(page, /How high/)).toContainText('Up to the knee.')

  // Another prompt in its place; what went on from the first goes with that.
  await turn(page, /a weir/)
    .getByRole('button', { name: 'Edit the prompt' })
    .click()
  const editor = page.getByRole('textbox', { name: 'Edited prompt' })
  await expect(editor).toBeFocused()
  await editor.fill('What is a lock?')
  await editor.press('Control+Enter')
  await expect(turn(page, /a lock/)).toContainText('A chamber with gates.')
  await expect(page.getByText('2 of 2')).toBeVisible()
  await expect(turn(page, /How high/)).toHaveCount(0)

  // By keyboard: the tab before it.
  const tabs = page.getByRole('tablist', { name: 'Alternatives' })
  await tabs.getByRole('tab', { selected: true }).focus()
  await page.keyboard.press('ArrowLeft')
  await expect(turn(page, /How high/)).toContainText('Up to the knee.')
  await expect(tabs.getByRole('tab', { selected: true })).toBeFocused()
  await expect(page.getByText('1 of 2')).toBeVisible()

  // The same prompt for another model, with a parameter of its own.
  sluice.fake.on('How high is it?', says('As high as a door.'))
  await turn(page, /How high/)
    .getByRole('button', { name: 'Regenerate…' })
    .click()
  const panel = page.getByRole('dialog', { name: 'Regenerate…' })
  await panel.getByRole('combobox', { name: 'Model', exact: true }).fill('openai:other')
  await page.keyboard.press('Enter') // closes the list of models
  await panel.getByText('Parameters').click()
  await panel.getByLabel('Temperature').fill('0.25')
  await panel.getByRole('button', { name: 'Start' }).click()
  await expect(turn(page, /How high/)).toContainText('As high as a door.')
  const calls = sluice.fake.calls.filter(({ prompt }) => prompt === 'How high is it?')
  expect(calls.at(-1)?.request).toMatchObject({ model: 'other', temperature: 0.25 })
  expect(JSON.stringify(calls.at(-1)?.request)).toContain('A low dam.')

  await choose(page, 'More for this answer', 'Run again with the same')
  await expect(page.getByText('3 of 3')).toBeVisible()
  await expect.poll(() => sluice.fake.calls.at(-1)?.request).toMatchObject({ model: 'other', temperature: 0.25 })
  await page.getByRole('button', { name: 'Next alternative' }).last().click()
  await expect(turn(page, /How high/)).toContainText('Up to the knee.')

  // The branch is this person's own, in whichever browser.
  await page.reload()
  await expect(turn(page, /How high/)).toContainText('Up to the knee.')
  const elsewhere = await browser.newContext()
  await elsewhere.addCookies([{ ...sluice.session, url: sluice.url }])
  const second = await elsewhere.newPage()
  await second.goto(page.url())
  await expect(turn(second, /How high/)).toContainText('Up to the knee.')
  await followUp(second, 'And how wide?')
  await expect(turn(page, /how wide/)).toContainText('Hello from the fake provider.')
  await elsewhere.close()
})

test('a thread is renamed, pinned, put aside, forked, taken away and deleted', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('Write on and on.', (call) => {
    call.text('# Part one\n\nIt begins')
    call.end('LENGTH')
  })
  sluice.fake.on(/^Continue exactly/, says('and ends.'))
  await begin(page, sluice.url, 'Write on and on.')
  await expect(turn(page, /Write on/)).toContainText('It begins')
  await turn(page, /Write on/)
    .getByRole('button', { name: 'Continue' })
    .click()
  await expect(turn(page, /Continue exactly/)).toContainText('and ends.')

  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('On endlessness')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'On endlessness', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Download as Markdown' }).first().click()
  const file = await download
  expect(file.suggestedFilename()).toBe('on-endlessness.md')
  const markdown = await readFile(await file.path(), 'utf8')
  expect(markdown).toMatch(
    /^# On endlessness\n\n> Write on and on\.\n\n# Part one\n\nIt begins\n[^]*> Continue exactly[^]*and ends\./,
  )

  const recent = page.getByRole('navigation', { name: 'Recent threads' })
  await page.getByRole('textbox', { name: 'Prompt', exact: true }).fill('A thought for later')
  const origin = page.url()
  await turn(page, /Write on/)
    .getByRole('button', { name: 'More for this answer' })
    .click()
  await page.getByRole('menuitem', { name: 'Fork from here' }).click()
  await expect(page.getByText('Forked from')).toBeVisible()
  await expect(turn(page, /Write on/)).toContainText('It begins')
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('')
  await page.getByRole('link', { name: 'On endlessness' }).first().click()
  await expect(page).toHaveURL(origin)
  await expect(page.getByRole('textbox', { name: 'Prompt', exact: true })).toHaveValue('A thought for later')

  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Take out of the archive' })).toBeVisible()
  await expect(recent.getByRole('heading', { name: 'Pinned' })).toHaveCount(0) // it was the only one
  await recent.getByRole('button', { name: 'Archived' }).click()
  await expect(recent.getByRole('link', { name: 'On endlessness' })).toHaveCount(2) // and the fork, that is not
  await page.getByRole('button', { name: 'Delete this thread' }).click()
  await page.getByRole('group').getByRole('button', { name: 'Keep' }).click()
  await page.getByRole('button', { name: 'Delete this thread' }).click()
  await page.getByRole('group').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(sluice.url + '/')
  await page.goto(origin)
  await expect(page.getByRole('heading', { name: 'No such thread' })).toBeVisible()
})

test('whoever reads above is left there, and whoever is at the end stays there', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('Go on for a while.', paced(4_000, 400))
  await begin(page, sluice.url, 'Go on for a while.')
  const answer = turn(page, /Go on/)
  await expect(answer).toContainText('w900 ')
  const distance = () =>
    page.evaluate('document.documentElement.scrollHeight - innerHeight - document.documentElement.scrollTop')
  await expect.poll(distance).toBeLessThan(60)
  await page.mouse.move(600, 300)
  await page.mouse.wheel(0, -400)
  await expect.poll(distance).toBeGreaterThan(200)
  const top = await page.evaluate('document.documentElement.scrollTop')
  await expect(answer).toContainText('w1800 ')
  expect(await page.evaluate('document.documentElement.scrollTop')).toBe(top)
  await page.getByRole('button', { name: 'To the end' }).click()
  await expect(answer).toContainText('w2500 ')
  await expect.poll(distance).toBeLessThan(60)
  await answer.getByRole('button', { name: 'Stop' }).click()
  await expect(answer).toContainText('Stopped')
})

test('a long answer is found in, and copied and taken away as it was written', async ({
  signedIn: page,
  context,
  sluice,
}) => {
  const code = 'const depth = 3\nopen(gate)'
  const text = `${longAnswer(60_000)}\n\n\`\`\`ts\n${code}\n\`\`\`\n\nA heron stands behind all of it.`
  sluice.fake.on('Write it all down.', says(text))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await begin(page, sluice.url, 'Write it all down.')
  const answer = turn(page, /Write it all/)
  await expect(answer.getByText('Done', { exact: true })).toBeVisible()

  const heron = answer.getByText('A heron stands')
  await expect(heron).toBeAttached() // what has come is drawn piece by piece
  await page.evaluate('scrollTo(0, 0)')
  await expect(heron).not.toBeInViewport()
  expect(await page.evaluate("find('a heron stands behind')")).toBe(true) // as the browser's own search does
  await expect(heron).toBeInViewport()
  expect(await page.evaluate("find('section 7', false, true)")).toBe(true) // backwards
  await expect(page.getByRole('heading', { name: 'Section 7', exact: true })).toBeInViewport()

  const clipboard = () => page.evaluate('navigator.clipboard.readText()')
  await answer.getByRole('button', { name: 'Copy code' }).last().click()
  await expect.poll(clipboard).toBe(code)
  await answer.getByRole('button', { name: 'Copy as Markdown' }).click()
  await expect.poll(clipboard).toBe(text)
  await expect(answer.getByRole('button', { name: 'Copied' }).last()).toBeVisible()
  const download = page.waitForEvent('download')
  await choose(page, 'More for this answer', 'Download as Markdown')
  const file = await download
  expect(file.suggestedFilename()).toBe('write-it-all-down.md')
  expect(await readFile(await file.path(), 'utf8')).toBe(text)
})
