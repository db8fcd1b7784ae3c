import { expect, test } from 'vitest'
import { hasMoved } from './has-moved.ts'
import type { QueuePlace } from './queue-place.ts'

const place: QueuePlace = { position: 3, ahead: 2, etaMs: 40_000, reason: 'MODEL_CAP', running: 2, cap: 2 }

test.each<[boolean, string, Partial<QueuePlace>, number]>([
  [false, 'nothing', {}, 5_000],
  [true, 'the place', { position: 2, ahead: 1 }, 1_000],
  [true, 'the reason', { reason: 'OWN_CAP' }, 1_000],
  [true, 'how many run', { running: 1 }, 1_000],
  [true, 'the cap', { cap: 3 }, 1_000],
  [false, 'the estimate, by a tenth', { etaMs: 44_000 }, 1_000],
  [true, 'the estimate, by more', { etaMs: 45_000 }, 1_000],
  [false, 'the estimate, as time goes by', { etaMs: 10_000 }, 30_000],
  [true, 'the estimate, faster than time goes by', { etaMs: 10_000 }, 3_000],
  [true, 'there is none any more', { etaMs: null }, 1_000],
])('%s: %s', (expected, _, change, elapsedMs) => {
  expect(hasMoved(place, { ...place, ...change }, elapsedMs)).toBe(expected)
})
