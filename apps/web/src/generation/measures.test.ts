import { expect, test } from 'vitest'
import { makeFormats } from '../i18n/formats.ts'
import { generationDe } from './generation.de.ts'
import { generationEn } from './generation.en.ts'
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
  const english = { ...generationEn, day: makeFormats('en').day }
  const german = { ...generationDe, day: makeFormats('de').day }
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(formatAgo('2026-03-01T11:59:40Z', now, english)).toBe('just now')
  expect(formatAgo('2026-03-01T11:20:00Z', now, english)).toBe('40 min ago')
  expect(formatAgo('2026-03-01T02:00:00Z', now, english)).toBe('10 h ago')
  expect(formatAgo('2026-03-01T02:00:00Z', now, german)).toBe('vor 10 h')
  expect(formatAgo('2026-02-01T12:00:00Z', now, german)).toBe('1. Feb. 2026')
})

test('the rate looks at five seconds only', () => {
  const meter = makeRateMeter()
  expect(meter.tokensPerSecond(0)).toBeNull()
  for (let at = 0; at < 4_000; at += 100) meter.add(16, at)
  expect(meter.tokensPerSecond(4_000)).toBeCloseTo(40)
  expect(meter.tokensPerSecond(20_000)).toBeNull()
})

test('titles are the first line that says anything', () => {
  expect(titleOf('\n\n  Why?\nBecause', 'Untitled')).toBe('Why?')
  expect(titleOf('  ', 'Untitled')).toBe('Untitled')
  expect(titleOf('x'.repeat(300), 'Untitled')).toHaveLength(140)
  expect(countWords(' one two\nthree ')).toBe(3)
})
