import { expect, test } from 'vitest'
import { judgeLine, type Piece } from './check-line.ts'

const sent = [0, 250, 500, 750, 1_000, 1_250, 1_500, 1_750]
const came = (when: (sentMs: number, n: number) => number): Piece[] =>
  sent.map((sentMs, n) => ({ sentMs, cameMs: 90_000 + when(sentMs, n) }))

test('pieces that come as they are sent, near or far away, are not held back', () => {
  expect(judgeLine(came((ms) => ms + 3)).isHeldBack).toBe(false)
  expect(judgeLine(came((ms, n) => ms + 180 + (n % 3) * 40)).isHeldBack).toBe(false)
})

test.each([
  ['all at the end', () => 1_760],
  ['two by two', (ms: number, n: number) => (n % 2 === 0 ? ms + 250 : ms)],
  ['the first ones together', (ms: number) => Math.max(ms, 750)],
])('%s: held back', (_, when) => {
  expect(judgeLine(came(when)).isHeldBack).toBe(true)
})

test('nothing at all is held back', () => {
  expect(judgeLine([]).isHeldBack).toBe(true)
})
