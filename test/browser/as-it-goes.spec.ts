import type { FakeCall } from '../support/fake-provider/fake-call.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { start } from './owner-deeds.ts'
import { expect, test } from './sluice-page.ts'

const settings = {
  SLUICE_PROVIDERS: writeProvidersFile({
    models: [{ id: 'openai:first', retry: { retries: 1 }, fallback: 'openai:second' }],
  }),
  SLUICE_SILENCE_MS: '12000', // a stall is told after a quarter of it
}
test.use({ settings })

test('what goes otherwise is told as it goes: thoughts, silence, another try, another model', async ({
  signedIn: page,
  sluice,
}) => {
  test.slow() // three seconds of silence, and waits between the tries
  let thinking: FakeCall | undefined
  sluice.fake.on('Think first.', (call) => {
    thinking = call
    call.thinking('Which gate was that?')
  })
  await start(page, 'Think first.', 'openai:test')
  await page.getByRole('main').getByRole('link', { name: 'Think first.' }).first().click()
  const answer = page.getByRole('article', { name: /^Generation/ })
  const thoughts = answer.getByText('Which gate was that?')
  const summary = answer.getByRole('group').filter({ hasText: 'Which gate' }).getByText('Thinking', { exact: true })
  await expect(summary).toBeVisible()
  await expect(thoughts).toBeHidden() // folded away, until one wants to know
  await summary.click()
  await expect(thoughts).toBeVisible()
  thinking?.thinking(' The upper one.')
  await expect(answer.getByText('Which gate was that? The upper one.')).toBeVisible()
  await summary.click()
  await expect(thoughts).toBeHidden()

  thinking?.text('It was the')
  await expect(answer).toContainText('It was the')
  await expect(answer.getByText('Nothing has come from the provider')).toBeVisible()
  await expect(answer).toContainText('The model has gone quiet.')
  thinking?.text(' upper gate.')
  thinking?.end()
  await expect(answer).toContainText('It was the upper gate.')
  await expect(answer.getByText('Done', { exact: true })).toBeVisible()

  const watched = Promise.withResolvers<void>()
  sluice.fake.on('Who answers?', async (call) => {
    await watched.promise
    if (call.request['model'] === 'first') return call.status(503)
    call.text('I do.')
    call.end()
  })
  await page.goto(sluice.url)
  await start(page, 'Who answers?', 'openai:first')
  await page.getByRole('main').getByRole('link', { name: 'Who answers?' }).first().click()
  await expect(answer).toContainText('Asking the model')
  watched.resolve()
  await expect(answer).toContainText(/Tried again in a moment|Trying the model again\./)
  await expect(answer).toContainText('Moved to another model.')
  await expect(answer).toContainText('I do.')
  await answer.getByText('Details', { exact: true }).click()
  const attempts = answer.getByRole('group', { name: 'Attempts' })
  await expect(attempts).toContainText(/failed · openai:first.*failed · openai:first.*succeeded · openai:second/s)
})
