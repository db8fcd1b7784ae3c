import { expect, test } from 'vitest'
import { toMemoryRow } from './memory-rows.ts'

test('what a server holds without streams is not counted as theirs', () => {
  const held = (few: number, kbEach: number) => ({ few, many: few + 400 * kbEach * 1_000 })
  const runs = [held(100e6, 60), held(500e6, 90), held(300e6, 70)]
  expect(toMemoryRow({ key: 'S', name: 'Sluice', streams: 400 }, runs)).toMatchObject({
    streamKb: 70,
    leastKb: 60,
    mostKb: 90,
  })
})
