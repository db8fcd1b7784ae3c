import { expect, test } from 'vitest'
import { priorityOf, rankOf } from './priority.ts'

test('interactive work goes before background work, and both are read as they were written', () => {
  expect(rankOf('INTERACTIVE')).toBeGreaterThan(rankOf('BACKGROUND'))
  expect((['INTERACTIVE', 'BACKGROUND'] as const).map((each) => priorityOf(rankOf(each)))).toEqual([
    'INTERACTIVE',
    'BACKGROUND',
  ])
})
