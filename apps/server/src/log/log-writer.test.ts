import type { Claim } from '@sluice/core/generation/run-log'
import type { Sql } from '@sluice/prisma/sql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogWriter } from './log-writer.ts'

const claim: Claim = {
  id: 'g1',
  attempt: 1,
  head: 2,
  provider: 'a',
  model: 'a:1',
  requestedModel: 'a:1',
  prompt: 'Why?',
  instructions: null,
  parameters: {},
  outputSchema: null,
  parentId: null,
  retries: 0,
  allowedModels: null,
}

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
  const log = writer.open(claim)
  const write = () => void log.append({ kind: 'StatusChanged', status: 'RUNNING', phase: null })
  return { writer, write, answer: () => answers.shift()?.(), asked: () => asked }
}

test('what comes is written 25 ms after the last flush', async () => {
  const { write, asked } = setUp()
  write()
  await vi.advanceTimersByTimeAsync(10)
  write()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked()).toEqual([0, 25])
})

test('what has come together is written at once', async () => {
  const { writer, write, asked } = setUp()
  write()
  await vi.advanceTimersByTimeAsync(10)
  write()
  writer.flushSoon()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked()).toEqual([0, 10])
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

test('nothing to write is no reason to hurry for what comes next', async () => {
  const { writer, write, asked } = setUp()
  write()
  await vi.advanceTimersByTimeAsync(10)
  writer.flushSoon()
  write()
  await vi.advanceTimersByTimeAsync(100)
  expect(asked()).toEqual([0, 25])
})
