import { expect, test } from 'vitest'
import { toMemoryRow } from './memory-rows.ts'

test('what a server holds without streams is not counted as theirs', () => {
  const held = (few: number, kb: number) => ({ before: few, many: few + 400 * kb * 1_000, after: few })
  const { kbEach } = toMemoryRow([held(100e6, 60), held(500e6, 90), held(300e6, 70)], 400)
  expect(kbEach).toEqual({ median: 70, least: 60, most: 90 })
})

test('of what stays when they are gone half is theirs', () => {
  expect(toMemoryRow([{ before: 100e6, many: 140e6, after: 120e6 }], 400).kbEach.median).toBe(75)
})

test('of what was never measured there are no numbers', () => {
  const { heldMb, kbEach } = toMemoryRow([], 400)
  for (const value of [heldMb, ...Object.values(kbEach)]) expect(value).toBeNaN()
})
