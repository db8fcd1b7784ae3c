import type { Browser, BrowserContext } from '@playwright/test'
import { largestPaintMs } from './largest-paint.ts'
import { traceTasks } from './main-thread.ts'

/**
 * What a machine does in the same time as a page: a plain page with a fixed amount of work. Times of another page divided by these are about
 * the same on a fast machine, on a slow one, and beside other work.
 */
export interface Yardstick {
  /** CPU time of its one task, in milliseconds. */
  readonly taskMs: number
  /** When its words were on screen. */
  readonly paintMs: number
}

/** The unit: half of what the task takes on two slow shared cores, where it was 110 to 121 ms, whatever ran beside it (load 15 to 30). */
const referenceMs = 50

/** Turns CPU time that was measured here into that of the reference. */
export const scaled = (ms: number, { taskMs }: Pick<Yardstick, 'taskMs'>): number => (ms * referenceMs) / taskMs

const page = `<!doctype html><html lang="en"><title>Yardstick</title><h1>Plain words</h1><script>
const rows = []
for (let n = 0; n < 4000; n++) rows.push({ n, words: 'word '.repeat(n % 17), at: n * 3.7 })
let length = 0
for (let round = 0; round < 2; round++) length += JSON.stringify(JSON.parse(JSON.stringify(rows))).length
const list = document.createElement('ul')
for (const row of rows.slice(0, 600)) list.append(Object.assign(document.createElement('li'), { textContent: row.words }))
document.body.append(list)
document.title = length + ' ' + list.offsetHeight
</script></html>`

/** Measures the plain page once, in a context of its own. */
export async function measureYardstick(browser: Browser, context: BrowserContext): Promise<Yardstick> {
  const tab = await context.newPage()
  const url = 'http://yardstick.invalid/'
  await tab.route(url, (route) => route.fulfill({ contentType: 'text/html', body: page }))
  let paintMs = 0
  const tasks = await traceTasks(browser, tab, async () => {
    await tab.goto(url)
    paintMs = await largestPaintMs(tab)
  })
  await tab.close()
  return { taskMs: Math.max(...tasks), paintMs }
}
