import { expect, test } from 'vitest'
import { fuzzyScore } from './fuzzy.ts'

const best = (typed: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, score: fuzzyScore(typed, text) }))
    .filter(({ score }) => score !== null)
    .toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .map(({ text }) => text)

test('what begins a word comes before what is inside of one, and that before letters spread out', () => {
  expect(best('tok', ['The old kiosk', 'Betoken', 'Service tokens'])).toEqual([
    'Service tokens',
    'Betoken',
    'The old kiosk',
  ])
})

test('all words must be there, in any order; case and accents do not matter', () => {
  expect(fuzzyScore('cafe LYON', 'Ein Café in Lyon')).toBeGreaterThan(0)
  expect(fuzzyScore('cafe paris', 'Ein Café in Lyon')).toBeNull()
})

test('initials find words; letters that are far apart inside of them find nothing', () => {
  expect(fuzzyScore('al', 'Audit log')).toBeGreaterThan(0)
  expect(fuzzyScore('aog', 'Audit log of everything')).toBeGreaterThan(0)
  expect(fuzzyScore('xz', 'Audit log')).toBeNull()
  expect(fuzzyScore('cost', 'Create one extremely short text')).toBeGreaterThan(0)
  expect(fuzzyScore('costly', 'Compare our first two estimates')).toBeNull()
})

test('nothing typed fits everything', () => {
  expect(fuzzyScore('  ', 'anything')).toBe(0)
})
