import type { BrowserContext, Page } from '@playwright/test'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { startElsewhere, startMutation } from './api-deeds.ts'
import { expect, test } from './sluice-page.ts'

const tabCount = 8

/** The streams that the tabs of a browser hold, each with the tab that holds it, and how many they have held at once at most. */
function countStreams(context: BrowserContext) {
  const open = new Map<object, Page>()
  let most = 0
  context.on('request', (request) => {
    if (request.headers()['accept'] !== 'text/event-stream') return
    open.set(request, request.frame().page())
    most = Math.max(most, open.size)
  })
  const close = (request: object) => open.delete(request)
  context.on('requestfinished', close)
  context.on('requestfailed', close)
  context.on('page', (page) => {
    page.on('close', () => {
      for (const [request, holder] of open) if (holder === page) open.delete(request)
    })
  })
  return { holders: () => [...open.values()], most: () => most }
}

async function openTabs(context: BrowserContext, urls: readonly string[]): Promise<Page[]> {
  return Promise.all(
    urls.map(async (url) => {
      const page = await context.newPage()
      await page.goto(url)
      return page
    }),
  )
}

const answerOf = (page: Page) => page.getByRole('article', { name: /^Generation/ })

test('eight tabs stream over one connection, whichever of them is closed', async ({ signedIn, context, sluice }) => {
  const tokens = 400
  sluice.fake.on(/of the tabs/, paced(tokens, 20))
  const streams = countStreams(context)
  await signedIn.close()
  const prompts = Array.from({ length: tabCount }, (_, n) => `Number ${n + 1} of the tabs.`)
  const started = await Promise.all(prompts.map((prompt) => startElsewhere(signedIn, prompt)))
  const tabs = await openTabs(
    context,
    started.map(({ thread }) => `${sluice.url}/t/${thread.id}`),
  )
  for (const tab of tabs) await expect(answerOf(tab)).toContainText('w40 ')
  // A tab that shows what it has loaded may not be among those followed yet: then one stream takes over from another.
  await expect.poll(() => streams.holders().length).toBe(1)
  expect(streams.most()).toBeLessThanOrEqual(2)

  const [last] = tabs.slice(-1)
  const ms = await last?.evaluate(async (query) => {
    const input = { model: 'openai:test', prompt: 'One more.', idempotencyKey: crypto.randomUUID() }
    const body = JSON.stringify({ query, variables: { input } })
    const startedAt = performance.now()
    const answer = await fetch('/graphql', {
      method: 'POST',
      body,
      headers: { 'x-graphql-yoga-csrf': '1', 'content-type': 'application/json' },
    })
    await answer.json()
    return performance.now() - startedAt
  }, startMutation)
  expect(ms).toBeLessThan(1_000)

  const [leader] = streams.holders()
  await leader?.close()
  const others = tabs.filter((tab) => tab !== leader)
  await others[0]?.reload()
  for (const tab of others) {
    await expect(answerOf(tab)).toContainText(pacedText(tokens).trim(), { timeout: 40_000 })
    await expect(tab.getByText('Reconnecting')).toHaveCount(0)
  }
  expect(streams.holders().length).toBe(1)
})

test('what is started in one tab shows in the tray of another, and nothing asks again and again', async ({
  signedIn: page,
  context,
  sluice,
}) => {
  sluice.fake.on('Seen elsewhere?', paced(60, 20))
  const [other] = await openTabs(context, [sluice.url])
  if (!other) throw new Error('There is no other tab')
  await expect(other.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  let trays = 0
  other.on('request', (request) => {
    if (request.postData()?.includes('query Tray')) trays++
  })
  const { id, thread } = await startElsewhere(page, 'Seen elsewhere?')
  const row = other.getByRole('region', { name: 'Running' }).getByText('Seen elsewhere?')
  await expect(row).toBeVisible({ timeout: 3_000 })
  await expect(other.getByRole('region', { name: 'Done' }).getByText('Seen elsewhere?')).toBeVisible()
  expect(trays).toBeLessThanOrEqual(1)

  // Someone follows up elsewhere: the thread grows by itself.
  await other.goto(`${sluice.url}/t/${thread.id}`)
  await expect(answerOf(other)).toHaveCount(1)
  sluice.fake.on('And further?', paced(20, 20))
  await startElsewhere(page, 'And further?', { parentId: id })
  await expect(answerOf(other)).toHaveCount(2)
  await expect(answerOf(other).nth(1)).toContainText(pacedText(20).trim())
})
