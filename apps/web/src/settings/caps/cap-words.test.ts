import { expect, test } from 'vitest'
import { capHeading, capMeaning, capTarget } from './cap-words.ts'

const nameOf = (id: string) => (id === 'p1' ? 'Ann' : undefined)

test('says whom a cap limits', () => {
  expect(capTarget({ scope: 'PERSON', name: null })).toBe('each person')
  expect(capTarget({ scope: 'PERSON', name: 'p1' }, nameOf)).toBe('the person Ann')
  expect(capTarget({ scope: 'PERSON', name: 'p2' }, nameOf)).toBe('the person p2')
  expect(capHeading({ scope: 'MODEL', name: 'openai:gpt' }, nameOf)).toBe('Model openai:gpt')
  expect(capHeading({ scope: 'SPACE', name: null }, nameOf)).toBe('Each space')
})

test('says what a cap does', () => {
  expect(capMeaning(0)).toBe('Nothing more is taken; what runs goes on')
  expect(capMeaning(1_500)).toBe('1,500 at once at most')
})
