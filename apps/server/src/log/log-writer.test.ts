import { someClaim } from '@sluice/core/testing/memory-run-log'
import type { Sql } from '@sluice/prisma/sql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogWriter } from './log-writer.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A writer whose database takes its time for the flushes that are named. */
function setUp({ slow = [] }: { slow?: readonly number[] } = {}) {
  const start = performance.now()
  const asked: number[] = []
  const answers: (() => void)[] = []
  const sql: Sql = {
    query: async <Row extends object>(_: string, params: readonly unknown[] = []) => {
      asked.push(Math.round(performance.now() - start))
      if (slow.includes(asked.length)) await new Promise<void>((resolve) => answers.push(resolve))
      const written = (params[1] as unknown[]).length
      return [{ id: null, status: null, at: new Date(), written } as unknown as Row]
    },
  }
  const nothing = () => {}
  const writer = createLogWriter({
    sql,
    workerId: () => 'w1',
    patienceMs: 1_000,
    onCommitted: nothing,
    onFlushed: nothing,
    onCancelRequested: nothing,
    onLost: nothing,
    onLeaseLost: nothing,
    report: () => '',
  })
  const log = writer.open(someClaim)
  const write = () => void log.append({ kind: 'StatusChanged', status: 'RUNNING', phase: null })
  return { writer, write, answer: () => answers.shift()?.(), asked: () => asked }
}

/** What is asked of the database where, 10 ms after a first event, this happens. */
async function flushesAfter(happen: (parts: ReturnType<typeof setUp>) => void) {
  const parts = setUp()
  parts.write()
  await vi.advanceTimersByTimeAsync(10)
  happen(parts)
  await vi.advanceTimersByTimeAsync(100)
  return parts.asked()
}

test('what comes is written 25 ms after the last flush', async () => {
  expect(await flushesAfter(({ write }) => write())).toEqual([0, 25])
})

test('what has come together is written at once', async () => {
  const happen = ({ writer, write }: ReturnType<typeof setUp>) => {
    write()
    writer.flushSoon()
  }
  expect(await flushesAfter(happen)).toEqual([0, 10])
})

test('nothing to write is no reason to hurry for what comes next', async () => {
  const happen = ({ writer, write }: ReturnType<typeof setUp>) => {
    writer.flushSoon()
    write()
  }
  expect(await flushesAfter(happen)).toEqual([0, 25])
})

test('what comes together during a flush is written right after it', async () => {
  const { writer, write, answer, asked } = setUp({ slow: [1] })
  write()
  await vi.advanceTimersByTimeAsync(10)
  write()
  writer.flushSoon()
  await vi.advanceTimersByTimeAsync(5)
  answer()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked()).toEqual([0, 15])
})
