import { expect, test } from 'vitest'
import type { LoadResult } from './load.ts'
import { type Measurement, toRows } from './measured-rows.ts'

const load = { generations: 100, watchers: 1, rate: 40 }
const names = new Map([['P1', { name: 'by hand' }]])

function run(key: string, cpuPerToken: number, more: Partial<LoadResult> = {}): Measurement {
  const added = { p50: 1, p95: 2, p99: 3 }
  return { key, ...load, result: { streams: 100, whole: 100, faults: {}, added, cpuPerToken, ...more } as LoadResult }
}

test('a row is the median of its runs, and all of their streams', () => {
  const [row, ...others] = toRows([run('P1', 30), run('P1', 10, { whole: 99 }), run('P1', 11)], names)
  expect(row).toMatchObject({ name: 'by hand', cpuPerToken: 11, streams: 300, whole: 299 })
  expect(others).toEqual([])
})

test('between two runs it is in their middle, and a run that shows nothing takes no part', () => {
  expect(toRows([run('P1', 10), run('P1', 30)], names)).toMatchObject([{ cpuPerToken: 20 }])
  expect(toRows([run('P1', 10), run('P1', Number.NaN)], names)).toMatchObject([{ cpuPerToken: 10 }])
})

test('another server and another load are rows of their own, in the order in which they came', () => {
  const all = [run('S', 1), run('P1', 2), { ...run('S', 3), rate: 4 }, run('S', 5)]
  expect(toRows(all, names)).toMatchObject([{ key: 'S', name: 'S', cpuPerToken: 3 }, { key: 'P1' }, { rate: 4 }])
})

test('a stream that was only too late is not wrong', () => {
  expect(toRows([run('P1', 1, { whole: 97, faults: { late: 2, order: 1 } })], names)).toMatchObject([{ wrong: 1 }])
})
