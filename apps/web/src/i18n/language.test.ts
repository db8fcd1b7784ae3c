import { expect, test } from 'vitest'
import { directionOf, isLanguageChoice, languageFor, localeFor } from './language.ts'

test('a chosen language wins, then the first of the browser that there is, then English', () => {
  expect(languageFor('de', ['en-GB'])).toBe('de')
  expect(languageFor('system', ['fr-CH', 'de-CH', 'en'])).toBe('de')
  expect(languageFor('system', ['DE'])).toBe('de')
  expect(languageFor('system', ['fr', 'constructor'])).toBe('en')
  expect(languageFor('system', [])).toBe('en')
})

test("numbers and dates are written in the reader's own kind of the language", () => {
  expect(localeFor('en', ['de-CH', 'en-GB'])).toBe('en-GB')
  expect(localeFor('de', ['en-GB'])).toBe('de')
})

test('what was stored is a choice only if it still is one', () => {
  expect(isLanguageChoice('system')).toBe(true)
  expect(isLanguageChoice('de')).toBe(true)
  expect(isLanguageChoice('toString')).toBe(false)
  expect(isLanguageChoice(null)).toBe(false)
})

test('the direction follows the language', () => {
  expect(directionOf('he')).toBe('rtl')
  expect(directionOf('de')).toBe('ltr')
})
