import { expect, test } from 'vitest'
import { makeFormats } from '../../i18n/formats.ts'
import { capHeading, capMeaning, capTarget } from './cap-words.ts'
import { capsDe } from './caps.de.ts'
import { capsEn } from './caps.en.ts'

test('says whom a cap limits', () => {
  expect(capTarget({ scope: 'PERSON', name: null }, capsEn)).toBe('each person')
  expect(capTarget({ scope: 'PERSON', name: 'Ann' }, capsEn)).toBe('the person Ann')
  expect(capTarget({ scope: 'SPACE', name: 'Research' }, capsDe)).toBe('den Raum Research')
  expect(capHeading({ scope: 'MODEL', name: 'openai:gpt' }, capsEn)).toBe('Model openai:gpt')
  expect(capHeading({ scope: 'SPACE', name: null }, capsEn)).toBe('Each space')
  expect(capHeading({ scope: 'SPACE', name: null }, capsDe)).toBe('Jeder Raum')
})

test('says what a cap does', () => {
  expect(capMeaning(0, capsEn, makeFormats('en'))).toBe('Nothing more is taken; what runs goes on')
  expect(capMeaning(1_500, capsEn, makeFormats('en'))).toBe('1,500 at once at most')
  expect(capMeaning(1_500, capsDe, makeFormats('de'))).toBe('höchstens 1.500 zugleich')
})
