import type { Locator, Page } from '@playwright/test'
import { start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

const answerText = [
  '# Sluices',
  'A **wooden** gate holds the water back.',
  'Mills need it, and so do canals.',
  '| Kind | Use |\n|---|---|\n| weir | rivers |',
].join('\n\n')

/** Starts something and opens its thread; answers the article. */
async function openAnswer(page: Page, prompt: string): Promise<Locator> {
  await start(page, prompt, 'openai:test')
  await page.getByRole('main').getByRole('link', { name: prompt }).first().click()
  const article = page.getByRole('article', { name: new RegExp(prompt.slice(0, 12)) })
  await expect(article.getByRole('button', { name: 'Refine a passage' })).toBeEnabled()
  return article
}

test('a passage is pointed at, rewritten in its place, accepted and taken back', async ({ signedIn: page, sluice }) => {
  sluice.fake.on('What is a sluice?', (call) => {
    call.text(answerText)
    call.end()
  })
  let goOn = () => {}
  const mayEnd = new Promise<void>((resolve) => {
    goOn = resolve
  })
  sluice.fake.on(/say what it is made of today/, async (call) => {
    call.text('steel and')
    await mayEnd
    call.text(' concrete')
    call.end()
  })
  const article = await openAnswer(page, 'What is a sluice?')

  await article.getByText('wooden').dblclick()
  await page.getByRole('toolbar', { name: 'Passage' }).getByRole('button', { name: 'Change this…' }).click()
  await page.getByRole('textbox', { name: /What is to change/ }).fill('say what it is made of today')
  await page.getByRole('button', { name: 'Ask for the change' }).click()
  const suggestion = article.getByRole('group', { name: 'Suggested change' })
  await expect(suggestion).toContainText('A steel and gate holds the water back.') // in place, as it is written
  await expect(suggestion).toBeFocused()
  goOn()
  await expect(suggestion.locator('del')).toHaveText('wooden')
  await expect(suggestion.locator('ins')).toHaveText('steel and concrete')
  await expect(article.getByText('Mills need it')).toBeVisible()
  await suggestion.getByRole('button', { name: 'Accept' }).click()
  await expect(suggestion).toHaveCount(0)
  await expect(article.getByRole('strong').or(article.locator('strong'))).toHaveText('steel and concrete')

  await page.reload()
  await expect(article.locator('strong')).toHaveText('steel and concrete')
  await article.getByText('Changed once').click()
  await expect(article.getByRole('list', { name: 'What was changed' })).toContainText('say what it is made of today')
  await article.getByRole('button', { name: 'Undo change 1' }).click()
  await expect(suggestion.locator('del')).toHaveText('wooden') // what was accepted waits to be decided again
  await suggestion.getByRole('button', { name: 'Refuse' }).click()
  await expect(article.locator('strong')).toHaveText('wooden')
})

test('with the keyboard alone: a comment on a paragraph, which the model is asked to do', async ({
  signedIn: page,
  sluice,
}) => {
  sluice.fake.on('What needs a sluice?', (call) => {
    call.text(answerText)
    call.end()
  })
  sluice.fake.on(/Name one more/, (call) => {
    call.text('Mills need it, and so do canals and fish ponds.')
    call.end()
  })
  const article = await openAnswer(page, 'What needs a sluice?')
  await article.getByRole('button', { name: 'Refine a passage' }).press('Enter')
  const bar = page.getByRole('toolbar', { name: 'Passage' })
  await expect(bar.getByRole('button', { name: 'Change this…' })).toBeFocused()
  for (const paragraph of [2, 3]) {
    await page.keyboard.press('ArrowDown')
    await expect(bar).toContainText(`Paragraph ${paragraph} of 4`)
  }
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Name one more.')
  await page.keyboard.press('Control+Enter')
  const comments = article.getByRole('group', { name: 'Comments' })
  const comment = comments.getByRole('listitem')
  await expect(comment.getByRole('blockquote')).toHaveText('Mills need it, and so do canals.')
  await expect(comment).toContainText('Name one more.')

  await comment.getByRole('button', { name: 'Ask the model to do this' }).click()
  await expect(page.getByRole('textbox', { name: /What is to change/ })).toHaveValue('Name one more.')
  await page.keyboard.press('Control+Enter')
  await article.getByRole('button', { name: 'Accept' }).click()
  await expect(article.getByText('Mills need it, and so do canals and fish ponds.')).toBeVisible()
  await expect(comment).toContainText('This passage has been changed since.')
  await comment.getByRole('button', { name: 'Resolve' }).click()
  await comments.getByText('1 resolved comment').click()
  await expect(comment).toContainText('Resolved by')
  await comment.getByRole('button', { name: 'Delete comment of You' }).click()
  await comment.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(comments).toHaveCount(0)

  await article.getByRole('button', { name: 'Good answer' }).click()
  await page.getByRole('textbox', { name: 'What was good about it?' }).fill('Short and right.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await expect(article.getByRole('button', { name: 'Good answer', pressed: true })).toBeVisible()
  await article.getByText('Feedback').click()
  await expect(article.getByRole('list', { name: 'Feedback' })).toContainText('Short and right.')

  await article.getByText('Details', { exact: true }).click()
  await article.getByText('What the model was sent').click()
  await expect(article.getByRole('listitem').filter({ hasText: 'What needs a sluice?' })).toBeVisible()
  await expect(article.getByRole('group', { name: 'Where the time went' })).toContainText('Writing')
  await expect(article.getByRole('group', { name: 'Attempts' })).toContainText('succeeded')
})

test('two answers side by side: what differs, a paragraph of the other, then the other one', async ({
  signedIn: page,
  sluice,
}) => {
  sluice.fake.on('Who builds sluices?', (call) => {
    call.text('Millers build sluices, as they always did.\n\nThey need water.')
    call.end()
  })
  sluice.fake.on('Who else builds sluices?', (call) => {
    call.text('Engineers build sluices, as they always did.\n\nThey need permits.\n\nThey need water.')
    call.end()
  })
  const article = await openAnswer(page, 'Who builds sluices?')
  await article.getByRole('button', { name: 'Edit the prompt' }).click()
  await page.getByRole('textbox', { name: 'Edited prompt' }).fill('Who else builds sluices?')
  await page.getByRole('textbox', { name: 'Edited prompt' }).press('Control+Enter')
  await expect(page.getByText('They need permits.')).toBeVisible()
  await page.getByRole('tab').first().click()
  await expect(page.getByText('Millers build sluices')).toBeVisible()

  await page.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare answers' })
  const shown = dialog.getByRole('region', { name: 'shown now' })
  const other = dialog.getByRole('region', { name: /^Answer 2/ })
  await expect(other).toContainText('Cost')
  await dialog.getByRole('checkbox', { name: 'Mark what differs' }).check()
  await expect(other.locator('del')).toHaveText('Millers')
  await expect(other.locator('ins').first()).toHaveText('Engineers')
  await dialog.getByRole('checkbox', { name: 'Mark what differs' }).uncheck()
  await other.getByRole('button', { name: 'Take this paragraph' }).nth(1).click()
  await expect(shown).toContainText(/always did\.\s*They need permits\.\s*They need water/)
  await expect(other.getByRole('button', { name: 'Take this paragraph' })).toHaveCount(1)
  await other.getByRole('button', { name: 'Take this one' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('article')).toContainText('Engineers build sluices')
  await expect(page.getByRole('article').getByText('Feedback')).toBeVisible()
  await page.getByRole('tab').first().click()
  await expect(page.getByRole('article')).toContainText('They need permits.') // what was taken of it stays
})
