import { expect, test } from 'vitest'
import { type Capacity, carried, firstStep, isClose, passes, stepAfter } from './capacity-steps.ts'
import type { LoadResult } from './load.ts'

const kept = {
  whole: 100,
  streams: 100,
  tokensPerSecond: 3_900,
  offeredPerSecond: 4_000,
  added: { p99: 250 },
} as LoadResult

test('a load passes when all are whole, nearly all came within the window, and none was late', () => {
  expect(passes(kept)).toBe(true)
  const short: Partial<LoadResult>[] = [
    { whole: 99 },
    { tokensPerSecond: 3_800 },
    { added: { ...kept.added, p99: 251 } },
  ]
  for (const each of short) expect(passes({ ...kept, ...each })).toBe(false)
})

test('the load is raised until it does not pass, then halved between until both are close', () => {
  let step = firstStep(100)
  const tried: number[] = []
  for (; !isClose(step); step = stepAfter(step, step.streams <= 125)) tried.push(step.streams)
  expect(tried).toEqual([100, 115, 132, 124, 128])
  expect(step).toMatchObject({ good: 124, bad: 128 })
})

test('what did not carry its first load is given less', () => {
  const step = stepAfter(firstStep(100), false)
  expect(stepAfter(step, false)).toEqual({ good: 0, bad: 85, streams: 72 })
})

test('a load that did not pass counts as carried by nobody', () => {
  const found = new Map<string, Capacity>([
    ['S', { streams: 800, result: null, isBound: true, tries: [] }],
    ['P1', { streams: 900, result: kept, isBound: true, tries: [] }],
  ])
  expect(['S', 'P1', 'P5'].map((key) => carried(found, key))).toEqual([0, 900, Number.NaN])
})
