import { expect, test } from 'vitest'
import { shareEn } from './share.en.ts'
import { audienceWords, shownWords } from './share-words.ts'

test.each([
  [false, false, 'Answers only'],
  [true, false, 'Answers and prompts'],
  [false, true, 'Answers and cost'],
  [true, true, 'Answers, prompts and cost'],
])('prompts %s, cost %s: %s', (showsPrompts, showsCost, words) => {
  expect(shownWords({ showsPrompts, showsCost }, shareEn)).toBe(words)
})

const members = [
  { id: 'p1', name: 'Ada' },
  { id: 'p2', name: 'Bo' },
]

test.each([
  ['anyone with the link', false, []],
  ['anyone signed in', true, []],
  ['Ada, Bo', true, ['p1', 'p2']],
  ['Bo, somebody else', true, ['p2', 'p3']],
])('%s', (words, requiresSignIn, principalIds) => {
  expect(audienceWords({ requiresSignIn, principalIds }, members, shareEn)).toBe(words)
})
