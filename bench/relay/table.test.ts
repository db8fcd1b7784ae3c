import { expect, test } from 'vitest'
import type { Row } from './measured-rows.ts'
import { relayTables, wholeOf } from './table.ts'

const none = Number.NaN
const row = (more: Pick<Row, 'key' | 'name'> & Partial<Row>): Row => ({
  generations: 100,
  watchers: 1,
  rate: 40,
  whole: 0,
  streams: 0,
  wrong: 0,
  offeredPerSecond: none,
  tokensPerSecond: none,
  p50: none,
  p95: none,
  p99: none,
  firstAddedP50: none,
  cpuPerToken: none,
  databaseCpuPerToken: none,
  residentMb: none,
  foreignShare: 0,
  harnessShare: 0,
  ...more,
})

test('each load has a table of its own, whose lines have a cell under every head', () => {
  const text = relayTables([
    row({ key: 'S', name: 'Sluice', harnessShare: 0.91, cpuPerToken: 10 }),
    row({ key: 'P1', name: 'by hand', cpuPerToken: 20 }),
    row({ key: 'S', name: 'Sluice', watchers: 10 }),
  ])
  expect(text.match(/^\*\*100 generations × .*/gm)).toHaveLength(2)
  const lines = text.split('\n').filter((line) => line.startsWith('|'))
  expect(new Set(lines.map((line) => line.split('|').length)).size).toBe(1)
  expect(lines[2]).toMatch(/^\| S Sluice .*\| 91 % \|$/)
  expect(text).toContain('CPU per token of Sluice against each peer: P1 0.50.')
})

test('streams that were not whole were too late or wrong', () => {
  expect(wholeOf({ whole: 100, streams: 100, wrong: 0 })).toBe('100/100')
  expect(wholeOf({ whole: 95, streams: 100, wrong: 2 })).toBe('95/100 (3 too late, **2 wrong**)')
})
