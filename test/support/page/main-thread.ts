import type { Browser, Page } from '@playwright/test'

/** One event of Chromium's trace. `tdur` is the CPU time of its thread in microseconds: what other processes take does not count. */
interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** A task that keeps a page from answering for longer is long, as the Long Tasks API has it. */
export const longTaskMs = 50

/** The CPU time of each task that the page's main thread ran during `work`, in milliseconds. */
export async function traceTasks(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ['toplevel'] })
  let trace: Buffer
  try {
    await work()
  } finally {
    trace = await browser.stopTracing()
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  return busiest(tasksByThread(traceEvents))
}

/** The tasks of each main thread of a page: beside the one that is shown there are those of the browser's own pages. */
function tasksByThread(events: readonly TraceEvent[]): number[][] {
  const isMain = (event: TraceEvent) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain'
  const keyOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`
  const threads = new Map<string, number[]>(events.filter(isMain).map((event) => [keyOf(event), []]))
  for (const event of events) {
    if (event.name === 'ThreadControllerImpl::RunTask') threads.get(keyOf(event))?.push((event.tdur ?? 0) / 1000)
  }
  return [...threads.values()]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function busiest(threads: readonly number[][]): number[] {
  const [first] = threads.toSorted((a, b) => sum(b) - sum(a))
  if (!first) throw new Error('The trace names no main thread of a page')
  return first
}

/** For how long tasks kept a page from answering in all: of each what is above {@link longTaskMs}. */
export const blockingMs = (tasks: readonly number[]): number => sum(tasks.map((task) => Math.max(0, task - longTaskMs)))

/** All CPU time of the tasks. */
export const cpuMs = sum
