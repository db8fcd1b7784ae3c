import { expect, test } from 'vitest'
import { breakerThreshold, type ProviderState, recoveryMs, roomOf } from './provider-state.ts'

const well: ProviderState = {
  provider: 'p',
  failures: 0,
  openForMs: null,
  isProbing: false,
  loweredCap: null,
  loweredAgoMs: 0,
  pausedForMs: null,
}
const open = { cap: 0, isBroken: true, isProbe: false }

test('a provider without a state, or one that fares well, has its configured cap', () => {
  const all = { cap: 7, isBroken: false, isPaused: false, isProbe: false }
  expect(roomOf(undefined, 7, 3)).toEqual(all)
  expect(roomOf(well, 7, 3)).toEqual(all)
})

test.each<[string, Partial<ProviderState>, number, object]>([
  ['nine failures are no reason', { failures: breakerThreshold - 1, openForMs: 5_000 }, 2, { cap: 7, isBroken: false }],
  ['ten are: nothing is taken while it is open', { failures: breakerThreshold, openForMs: 5_000 }, 2, open],
  ['then one more than runs', { failures: 10, openForMs: 0 }, 2, { cap: 3, isBroken: true, isProbe: true }],
  ['but never more than the cap', { failures: 10, openForMs: -9 }, 7, { cap: 7, isProbe: true }],
  ['and only one at a time', { failures: 10, openForMs: -9, isProbing: true }, 2, open],
])('breaker: %s', (_, state, running, expected) => {
  expect(roomOf({ ...well, ...state }, 7, running)).toMatchObject(expected)
})

test('a pause keeps everything from it until it is over', () => {
  expect(roomOf({ ...well, pausedForMs: 1 }, 7, 3)).toMatchObject({ cap: 0, isPaused: true, isBroken: false })
  expect(roomOf({ ...well, pausedForMs: 0 }, 7, 3)).toMatchObject({ cap: 7, isPaused: false })
})

test.each([
  [0, 4],
  [recoveryMs / 2, 5],
  [recoveryMs, 8],
  [2 * recoveryMs, 16],
  [60 * recoveryMs, 100],
])('a cap lowered to 4 by a 429 is, %i ms later, %i of 100', (loweredAgoMs, cap) => {
  expect(roomOf({ ...well, loweredCap: 4, loweredAgoMs }, 100, 0).cap).toBe(cap)
})
