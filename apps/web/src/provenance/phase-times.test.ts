import { expect, test } from 'vitest'
import { phaseTimes, type TimedEvent } from './phase-times.ts'

const second = (n: number) => new Date(n * 1_000).toISOString()
const changed = (n: number, status: string, phase: string | null = null): TimedEvent => ({
  __typename: 'StatusChanged',
  at: second(n),
  status,
  phase,
})
const of = (n: number, __typename: string): TimedEvent => ({ __typename, at: second(n) })

test('each phase lasts until the next one, the last until the end', () => {
  const events = [
    changed(0, 'QUEUED'),
    changed(2, 'RUNNING'),
    changed(3, 'RUNNING', 'CALLING'),
    of(4, 'UsageUpdated'),
    changed(5, 'RUNNING', 'WRITING'),
    of(9, 'GenerationSucceeded'),
  ]
  expect(phaseTimes(events, 99_000)).toEqual([
    { name: 'QUEUED', ms: 2_000 },
    { name: 'STARTING', ms: 1_000 },
    { name: 'CALLING', ms: 2_000 },
    { name: 'WRITING', ms: 4_000 },
  ])
})

test('what goes on is counted until now, and the same phase twice in a row is one', () => {
  const events = [changed(0, 'QUEUED'), changed(1, 'QUEUED'), changed(3, 'RUNNING', 'CALLING')]
  expect(phaseTimes(events, 5_000)).toEqual([
    { name: 'QUEUED', ms: 3_000 },
    { name: 'CALLING', ms: 2_000 },
  ])
})

test('what was begun anew is in line again', () => {
  const events = [
    changed(0, 'RUNNING', 'WRITING'),
    of(2, 'Restarted'),
    changed(5, 'RUNNING', 'CALLING'),
    of(6, 'GenerationFailed'),
  ]
  expect(phaseTimes(events, 9_000).map(({ name, ms }) => [name, ms])).toEqual([
    ['WRITING', 2_000],
    ['QUEUED', 3_000],
    ['CALLING', 1_000],
  ])
})

test('a clock that was set back takes no time', () => {
  expect(phaseTimes([changed(5, 'QUEUED'), of(3, 'GenerationCancelled')], 9_000)).toEqual([{ name: 'QUEUED', ms: 0 }])
  expect(phaseTimes([], 9_000)).toEqual([])
})
