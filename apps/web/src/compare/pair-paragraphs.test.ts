import { expect, test } from 'vitest'
import { pairParagraphs } from './pair-paragraphs.ts'

const one = 'A sluice is a gate that holds water back.'
const oneElsewhere = 'A sluice is a wooden gate that holds back the water.'
const two = 'It was known in Egypt, three thousand years ago.'
const three = 'Mills need it, and so do canals.'

test.each([
  ['the same', [one, two], [one, two], [0, 1]],
  ['one in other words', [one, two], [oneElsewhere, two], [0, 1]],
  ['one more at the end', [one], [one, two], [0, null]],
  ['one more in the middle', [one, three], [one, two, three], [0, null, 1]],
  ['one less', [one, two, three], [oneElsewhere, three], [0, 2]],
  ['nothing in common', [one], [three], [null]],
  ['nothing before', [], [one], [null]],
  ['twice the same', [one, one, two], [one, two], [0, 2]],
])('%s', (_, before, after, expected) => {
  expect(pairParagraphs(before, after)).toEqual(expected)
})

test('of very long texts only the ends are paired', () => {
  const many = (word: string) => Array.from({ length: 300 }, (_, n) => `${word} ${n}`)
  const pairs = pairParagraphs([one, ...many('left'), two], [one, ...many('right'), two])
  expect([pairs[0], pairs[1], pairs.at(-1)]).toEqual([0, null, 301])
})
