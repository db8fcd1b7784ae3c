import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { ensureChromium } from '../scripts/system-packages.ts'
import { signInBy, signInLink } from '../test/support/browser.ts'
import { startFakeProvider } from '../test/support/fake-provider/fake-provider.ts'
import { lookInto } from '../test/support/look-into.ts'
import { type Crowded, crowd } from '../test/support/page/crowd.ts'
import { flowing, longAnswer, untilWritten } from '../test/support/page/long-answer.ts'
import { blockingMs, cpuMs, longTaskMs, traceTasks } from '../test/support/page/main-thread.ts'
import { measureLoad } from '../test/support/page/measure-load.ts'
import { measureYardstick } from '../test/support/page/yardstick.ts'
import { startProcess } from '../test/support/sluice-process.ts'
import { makeDirectory } from './directory.ts'
import { quantile } from './quantile.ts'
import { replaceTable } from './replace-table.ts'

// What the page costs the browser: its first load, a long answer while it is written, a long tray and a long thread while one scrolls them.
// Times are CPU time of the page's main thread, from Chromium's trace. Writes its table into docs/benchmarks.md.

const rounds = 5
const answerBytes = 200_000
const answerMs = 10_000
const trayLength = 5_000
const threadLength = 300
const wheelPx = 600
/** The tray is five hundred turns high. */
const wheelMost = 2_000

const found = await ensureChromium()
if ('missing' in found) throw new Error(found.missing)
const directory = makeDirectory()
const fake = await startFakeProvider()
const env = { SLUICE_DATA_DIR: directory.path, OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LOG_LEVEL: 'warn' }
let sluice = await startProcess(env, { isLasting: true })
const browser = await chromium.launch({
  executablePath: found.path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})
try {
  const [name = '', value = ''] = (await signInBy(await signInLink(sluice))).split('=')
  const context = async () => {
    const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await fresh.addCookies([{ name, value, url: sluice.url }])
    return fresh
  }
  const rows = [await firstLoad(context), await longWriting(context)]
  await sluice.end('SIGKILL')
  const crowded = await lookInto(env, (database) => crowd(database, { trayLength, threadLength }))
  sluice = await startProcess(env, { isLasting: true })
  rows.push(await scrolled(context, 'tray', crowded), await scrolled(context, 'thread', crowded))
  const yardstick = await withPage(context, (page) => measureYardstick(browser, page.context()))
  const table = [
    `| | CPU of the main thread | longest task | tasks over ${longTaskMs} ms | blocked | |`,
    `|---|---:|---:|---:|---:|---|`,
    ...rows,
  ].join('\n')
  replaceTable('page', table, `The plain page that CI measures beside it: ${yardstick.taskMs.toFixed(0)} ms.`)
} finally {
  await browser.close()
  await sluice.end('SIGKILL')
  await fake.close()
  directory.remove()
}

type MakeContext = () => Promise<BrowserContext>

async function withPage<Result>(make: MakeContext, use: (page: Page) => Promise<Result>) {
  const context = await make()
  try {
    return await use(await context.newPage())
  } finally {
    await context.close()
  }
}

/** A line of the table, also printed. */
function row(what: string, tasks: readonly number[], note: string): string {
  const long = tasks.filter((task) => task > longTaskMs).length
  const line = `| ${what} | ${cpuMs(tasks).toFixed(0)} ms | ${Math.max(...tasks).toFixed(0)} ms | ${long} | ${blockingMs(tasks).toFixed(0)} ms | ${note} |`
  console.log(line)
  return line
}

async function firstLoad(make: MakeContext): Promise<string> {
  const loads = []
  for (let round = 0; round < rounds; round += 1) {
    const context = await make()
    const settled = (page: Page) => page.getByText('Nothing started yet').waitFor()
    loads.push(await measureLoad(browser, context, { url: sluice.url, settled }))
    await context.close()
  }
  const [load] = loads.toSorted((a, b) => cpuMs(a.tasks) - cpuMs(b.tasks)).slice(Math.floor(rounds / 2))
  if (!load) throw new Error('Nothing was loaded')
  const paint = quantile(
    loads.map(({ paintMs }) => paintMs),
    0.5,
  )
  const bytes = `${(load.scriptBytes / 1000).toFixed(0)} kB of scripts, ${(load.allBytes / 1000).toFixed(0)} kB in all`
  return row('first load', load.tasks, `${bytes}, ${load.requests} requests; LCP ${paint.toFixed(0)} ms`)
}

async function longWriting(make: MakeContext): Promise<string> {
  const text = longAnswer(answerBytes)
  fake.on('Write at length.', flowing(text, (text.length * 1000) / answerMs))
  return withPage(make, async (page) => {
    await page.goto(sluice.url)
    await page.getByRole('combobox', { name: 'Model', exact: true }).fill('openai:gpt-4o')
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Write at length.')
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByRole('main').getByRole('link', { name: 'Write at length.' }).first().click()
    await page.getByRole('heading', { name: 'Section 3', exact: true }).waitFor()
    const tasks = await traceTasks(browser, page, () => untilWritten(page))
    return row('200 kB while written', tasks, `in ${answerMs / 1000} s, followed at its end`)
  })
}

/** Opens it, scrolls it by the wheel to its other end, and back. */
async function scrolled(make: MakeContext, what: 'tray' | 'thread', crowded: Crowded): Promise<string> {
  return withPage(make, async (page) => {
    const [path, sign, by] =
      what === 'tray'
        ? ['/', crowded.newestTitle, wheelPx]
        : [`/t/${encodeURIComponent(crowded.threadId)}`, crowded.lastWords, -wheelPx]
    let turns = 0
    const tasks = await traceTasks(browser, page, async () => {
      await page.goto(`${sluice.url}${path}`)
      await page.getByText(sign).first().waitFor()
      await page.mouse.move(720, 500)
      const isDrawn = `document.querySelector('main').textContent.includes(${JSON.stringify(crowded.firstPrompt)})`
      const isBack = by > 0 ? 'scrollY <= 0' : 'scrollY + innerHeight >= document.documentElement.scrollHeight - 1'
      // On the way there it is loaded, and may leap; on the way back all of it comes by.
      turns = (await turnUntil(page, by, isDrawn)) + (await turnUntil(page, -by, isBack))
    })
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    const nodes = await page.evaluate<number>('document.querySelectorAll("*").length')
    const length = what === 'tray' ? `tray of ${trayLength.toLocaleString('en')}` : `thread of ${threadLength}`
    return row(
      `${length}, opened and scrolled`,
      tasks,
      `${turns} turns of the wheel to its other end and back; ${nodes} elements, ${height} px high`,
    )
  })
}

/** Turns the wheel until the page says so, which is asked with each turn in one call: calls cost the page what is measured. @returns the turns */
async function turnUntil(page: Page, byPx: number, condition: string): Promise<number> {
  for (let turns = 1; turns <= wheelMost; turns += 1) {
    await page.mouse.wheel(0, byPx)
    if (await page.evaluate<boolean>(`new Promise(requestAnimationFrame).then(() => ${condition})`)) return turns
  }
  throw new Error(`In vain for ${wheelMost} turns of the wheel: ${condition}`)
}
