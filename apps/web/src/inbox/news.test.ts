import type { ActivityEvent } from '@sluice/client'
import { expect, test } from 'vitest'
import { countOf, endedIn, makeMemory } from './news.ts'

const at = '2026-01-01T12:00:00.000Z'
const told = (isUnread: boolean, endedAt: string | null) =>
  ({
    __typename: 'GenerationChanged',
    cursor: 'c',
    at,
    generationId: 'g',
    generation: { id: 'g', isUnread, isCopy: false, endedAt },
  }) as ActivityEvent

test('what has just ended is news', () => {
  expect(endedIn(told(true, '2026-01-01T11:59:58.000Z'))).toHaveLength(1)
})

test('what goes on, what was looked at or stopped, and what ended while nobody was connected is none', () => {
  expect(endedIn(told(false, null))).toEqual([])
  expect(endedIn(told(false, at))).toEqual([])
  expect(endedIn(told(true, '2026-01-01T11:00:00.000Z'))).toEqual([])
})

test('the same is new once, as long as it is remembered', () => {
  const isNew = makeMemory(2)
  expect(['a', 'a', 'b', 'c', 'a'].map(isNew)).toEqual([true, false, true, true, true])
})

test('a number says no more than was counted', () => {
  expect([countOf(0, false), countOf(7, false), countOf(99, false), countOf(100, true)]).toEqual(['', '7', '99', '99+'])
})
