import { expect, test } from 'vitest'
import { fitted } from './fitted.ts'

test.each([
  ['gate', 'door\n', 'door'],
  [' gate ', 'door', ' door '],
  ['\n\ngate\n', '  door', '\n\ndoor\n'],
  ['gate', 'two words ', 'two words'],
  ['  ', 'door', '  door'],
])('%j becomes of %j', (quote, written, expected) => {
  expect(fitted(quote, written)).toBe(expected)
})
