import { expect, test } from 'vitest'
import { countWords, elapsedMs, formatAgo, formatDuration } from './measures.ts'
import { makeRateMeter } from './rate.ts'
import { titleOf } from './words.ts'

test('durations read naturally', () => {
  expect([0, 59_400, 65_000, 3_840_000].map(formatDuration)).toEqual(['0 s', '59 s', '1 min 05 s', '1 h 04 min'])
})

test('elapsed counts the wait while in line, the work afterwards, and stops at the end', () => {
  const at = (seconds: number) => new Date(seconds * 1000).toISOString()
  const times = { createdAt: at(10), startedAt: at(20), endedAt: null }
  expect(elapsedMs({ ...times, status: 'QUEUED', startedAt: null }, 15_000)).toBe(5_000)
  expect(elapsedMs({ ...times, status: 'RUNNING' }, 25_000)).toBe(5_000)
  expect(elapsedMs({ ...times, status: 'SUCCEEDED', endedAt: at(27) }, 99_000)).toBe(7_000)
  expect(elapsedMs({ ...times, status: 'RUNNING' }, 0)).toBe(0)
})

test('ages read naturally', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(formatAgo('2026-03-01T11:59:40Z', now)).toBe('just now')
  expect(formatAgo('2026-03-01T11:20:00Z', now)).toBe('40 min ago')
  expect(formatAgo('2026-03-01T02:00:00Z', now)).toBe('10 h ago')
})

test('the rate looks at five seconds only', () => {
  const meter = makeRateMeter()
  expect(meter.tokensPerSecond(0)).toBeNull()
  for (let at = 0; at < 4_000; at += 100) meter.add(16, at)
  expect(meter.tokensPerSecond(4_000)).toBeCloseTo(40)
  expect(meter.tokensPerSecond(20_000)).toBeNull()
})

test('titles are the first line that says anything', () => {
  expect(titleOf('\n\n  Why?\nBecause')).toBe('Why?')
  expect(titleOf('  ')).toBe('Untitled')
  expect(titleOf('x'.repeat(300))).toHaveLength(140)
  expect(countWords(' one two\nthree ')).toBe(3)
})
