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
  /** When checkpoints were written, and of how many generations. */
  const checkpoints: { at: number; of: number }[] = []
  const answers: (() => void)[] = []
  const sql: Sql = {
    query: async <Row extends object>(_: string, params: readonly unknown[] = []) => {
      asked.push(Math.round(performance.now() - start))
      const touching = params.find((param) => typeof param === 'string' && param.startsWith('[{'))
      const of = String(touching).match(/"text":"/g)?.length ?? 0
      if (of > 0) checkpoints.push({ at: Math.round(performance.now() - start), of })
      if (slow.includes(asked.length)) await new Promise<void>((resolve) => answers.push(resolve))
      const written = String(params[1]).split(',').length
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
  return { writer, write, answer: () => answers.shift()?.(), asked: () => asked, checkpoints: () => checkpoints }
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

/** Writes to so many logs, each of which begins a little later than the one before, until all have had one checkpoint. */
async function checkpointsOf(count: number) {
  const { writer, checkpoints } = setUp()
  const logs = Array.from({ length: count }, (_, n) => writer.open({ ...someClaim, id: `g${n}` }))
  for (let round = 0; round < 256 + 3 * count; round += 1) {
    for (const [n, log] of logs.entries()) if (round >= 2 * n) void log.append({ kind: 'TextDelta', text: 'x' })
    await vi.advanceTimersByTimeAsync(60)
  }
  return checkpoints()
}

const total = (checkpoints: readonly { readonly of: number }[]) => checkpoints.reduce((sum, { of }) => sum + of, 0)

test('of a few generations each has its checkpoint when that is due', async () => {
  const checkpoints = await checkpointsOf(32)
  expect(total(checkpoints)).toBe(32)
  expect(checkpoints).toHaveLength(32)
})

test('of a crowd those that are due are written together, four times a second at most', async () => {
  const checkpoints = await checkpointsOf(40)
  expect(total(checkpoints)).toBe(40)
  for (const [n, { at }] of checkpoints.entries()) {
    if (n > 0) expect(at - (checkpoints[n - 1]?.at ?? 0)).toBeGreaterThanOrEqual(250)
  }
  expect(checkpoints.length).toBeLessThan(25)
})
