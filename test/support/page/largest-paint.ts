import type { Page } from '@playwright/test'

/** In the page, of whose types nothing is known here. */
const lastPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true })
})`

/** When the largest thing of the page was painted so far, in milliseconds since it was asked for. Waits for the first. */
export function largestPaintMs(page: Page): Promise<number> {
  return page.evaluate<number>(lastPaint)
}
