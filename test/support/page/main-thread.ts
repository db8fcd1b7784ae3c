import type { Browser, Page } from '@playwright/test'

/** One event of Chromium's trace. `tdur` is the CPU time of its thread in microseconds: what other processes take does not count. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
}

/** A task that keeps a page from answering for longer is long, as the Long Tasks API has it. */
export const longTaskMs = 50

/** Left by the page in the trace, so that its thread is known from those of the browser's own pages. */
const mark = 'sluice: this page'

/** The CPU time of each task that the page's main thread ran during `work`, in milliseconds; of the process that it ends in. */
export async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] })
  let trace: Buffer
  try {
    await work()
    await page.evaluate(`performance.mark(${JSON.stringify(mark)})`)
  } finally {
    trace = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const own = traceEvents.findLast(({ name }) => name === mark)
  if (!own) throw new Error('The page has left no mark in the trace')
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && pid === own.pid && tid === own.tid)
    .map(({ tdur = 0 }) => tdur / 1000)
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** For how long tasks kept a page from answering in all: of each what is above {@link longTaskMs}. */
export const blockingMs = (tasks: readonly number[]): number => sum(tasks.map((task) => Math.max(0, task - longTaskMs)))

/** All CPU time of the tasks. */
export const cpuMs = sum
