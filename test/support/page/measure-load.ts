import type { Browser, BrowserContext, Page } from '@playwright/test'
import { largestPaintMs } from './largest-paint.ts'
import { traceTasks } from './main-thread.ts'

/** What it took to load a page. */
export interface Load {
  readonly paintMs: number
  /** CPU time of each task of its main thread. */
  readonly tasks: readonly number[]
  readonly requests: number
  /** As they came over the line, without headers. */
  readonly scriptBytes: number
  readonly allBytes: number
}

/** In the page, of whose types nothing is known here. */
const transferred = `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map(({ name, encodedBodySize }) => ({ name, bytes: encodedBodySize }))`

/** Loads `url` into a new tab of a context that holds nothing of it yet; `settled` waits for what the reader came for. */
export async function measureLoad(
  browser: Browser,
  context: BrowserContext,
  { url, settled }: { url: string; settled: (page: Page) => Promise<void> },
): Promise<Load> {
  const page = await context.newPage()
  let paintMs = 0
  const tasks = await traceTasks(browser, page, async () => {
    await page.goto(url)
    await settled(page)
    paintMs = await largestPaintMs(page)
  })
  const sizes = await page.evaluate<{ name: string; bytes: number }[]>(transferred)
  await page.close()
  const total = (entries: typeof sizes) => entries.reduce((sum, { bytes }) => sum + bytes, 0)
  return {
    paintMs,
    tasks,
    requests: sizes.length,
    scriptBytes: total(sizes.filter(({ name }) => new URL(name).pathname.endsWith('.js'))),
    allBytes: total(sizes),
  }
}
