import type { Browser, BrowserContext, Page } from '@playwright/test'
import { crowd } from '../support/page/crowd.ts'
import { flowing, longAnswer, untilWritten } from '../support/page/long-answer.ts'
import { blockingMs, cpuMs, traceTasks } from '../support/page/main-thread.ts'
import { type Load, measureLoad } from '../support/page/measure-load.ts'
import { measureYardstick, scaled, type Yardstick } from '../support/page/yardstick.ts'
import { start } from './owner-deeds.ts'
import { pageBudgets } from './page-budgets.ts'
import { expect, test } from './sluice-page.ts'

const rounds = 3

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** One line for each number, beside what it may be: a budget that nobody reads is raised unseen. */
function report(name: string, numbers: Readonly<Record<string, number>>, budgets: Readonly<Record<string, number>>) {
  for (const [key, value] of Object.entries(numbers)) {
    console.log(`page budget, ${name}: ${key} ${value.toFixed(1)} of ${budgets[key] ?? 'no limit'}`)
  }
}

/** Calls `use` with a browser that has signed in and holds nothing of the page yet. */
async function withFreshContext<Result>(
  browser: Browser,
  cookie: { name: string; value: string; url: string },
  use: (context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext()
  try {
    await context.addCookies([cookie])
    return await use(context)
  } finally {
    await context.close()
  }
}

test('the first load keeps within its budget', async ({ signedIn, sluice, browser }) => {
  await start(signedIn, 'Say hello.')
  await expect(signedIn.getByRole('region', { name: 'Done' })).toBeVisible()
  await signedIn.close()
  const settled = (page: Page) => page.getByRole('link', { name: 'Say hello.' }).first().waitFor()
  const cookie = { ...sluice.session, url: sluice.url }
  const loads: Load[] = []
  const sticks: Yardstick[] = []
  for (let round = 0; round < rounds; round += 1) {
    await withFreshContext(browser, cookie, async (context) => {
      sticks.push(await measureYardstick(browser, context))
      loads.push(await measureLoad(browser, context, { url: sluice.url, settled }))
    })
  }
  const taskMs = median(sticks.map((stick) => stick.taskMs))
  const numbers = {
    scriptBytes: median(loads.map(({ scriptBytes }) => scriptBytes)),
    allBytes: median(loads.map(({ allBytes }) => allBytes)),
    requests: median(loads.map(({ requests }) => requests)),
    paintRatio: median(loads.map(({ paintMs }) => paintMs)) / median(sticks.map(({ paintMs }) => paintMs)),
    blockingMs: median(loads.map(({ tasks }) => blockingMs(tasks.map((task) => scaled(task, { taskMs }))))),
  }
  const budgets = pageBudgets.firstLoad
  report(
    'first load',
    { ...numbers, yardstickMs: taskMs, cpuMs: median(loads.map(({ tasks }) => cpuMs(tasks))) },
    budgets,
  )
  for (const key of ['scriptBytes', 'allBytes', 'requests', 'paintRatio', 'blockingMs'] as const) {
    expect(numbers[key], key).toBeLessThanOrEqual(budgets[key])
  }
})

test('an answer of 200 kB is written without holding up the page', async ({
  signedIn: page,
  sluice,
  browser,
  context,
}) => {
  test.slow() // ten seconds of writing, on a machine that may be slow
  const budgets = pageBudgets.longAnswer
  const text = longAnswer(budgets.bytes)
  const writingMs = 10_000
  sluice.fake.on('Write at length.', flowing(text, (text.length * 1000) / writingMs))
  const before = await measureYardstick(browser, context)
  await start(page, 'Write at length.')
  await page.getByRole('main').getByRole('link', { name: 'Write at length.' }).first().click()
  await page.getByRole('heading', { name: 'Section 3', exact: true }).waitFor()
  const tasks = await traceTasks(browser, page, async () => {
    await untilWritten(page)
  })
  const after = await measureYardstick(browser, context)
  const taskMs = median([before.taskMs, after.taskMs])
  const inUnits = tasks.map((task) => scaled(task, { taskMs }))
  const longest = inUnits.toSorted((a, b) => b - a)
  const numbers = {
    longestTaskMs: longest[0] ?? 0,
    cpuMsPerSecond: cpuMs(inUnits) / (writingMs / 1000),
  }
  report('long answer', { ...numbers, tenthLongestMs: longest[9] ?? 0, yardstickMs: taskMs }, budgets)
  expect(numbers.longestTaskMs).toBeLessThanOrEqual(budgets.longestTaskMs)
  expect(numbers.cpuMsPerSecond).toBeLessThanOrEqual(budgets.cpuMsPerSecond)
})

test('of a long tray and a long thread only what is near the reader is drawn', async ({ signedIn: page, sluice }) => {
  test.slow() // the server starts anew
  const budgets = pageBudgets.longLists
  await page.goto('about:blank')
  const crowded = await sluice.killFor((database) => crowd(database, budgets))
  const elements = () => page.evaluate<number>('document.querySelectorAll("*").length')
  const most = { tray: 0, thread: 0 }
  const scroll = async (name: keyof typeof most, byPx: number) => {
    await page.mouse.wheel(0, byPx)
    await page.evaluate('new Promise(requestAnimationFrame)')
    most[name] = Math.max(most[name], await elements())
  }
  await page.goto(sluice.url)
  await expect(page.getByText(crowded.newestTitle).first()).toBeVisible()
  await page.mouse.move(600, 500)
  // The last of all, at the foot of the tray: whatever is loaded meanwhile stands above it.
  const oldest = page.getByRole('main').getByRole('link', { name: crowded.firstPrompt, exact: true })
  await expect(async () => {
    await scroll('tray', 600)
    expect(await oldest.count()).toBe(1)
  }).toPass({ intervals: [20] })
  await page.goto(`${sluice.url}/t/${crowded.threadId}`)
  await expect(page.getByText(crowded.lastWords).first()).toBeVisible()
  // So far that it is over the budget where nothing is left out, and under it however quickly what is next comes: it comes eight turns at a time.
  for (let turn = 0; turn < 14; turn += 1) await scroll('thread', -800)
  report('long lists', { trayElements: most.tray, threadElements: most.thread }, budgets)
  expect(most.tray).toBeLessThanOrEqual(budgets.trayElements)
  expect(most.thread).toBeLessThanOrEqual(budgets.threadElements)
})
