import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeDeltaCleaner, toWellFormed } from './well-formed.ts'

test('NUL and lone surrogates become U+FFFD, all else stays', () => {
  expect(toWellFormed('a\0b\uD800c\uDC00 👍')).toBe('a\uFFFDb\uFFFDc\uFFFD 👍')
})

test('cleaning delta by delta equals cleaning the whole, wherever it was cut', () => {
  const unit = fc.oneof(
    fc.constantFrom('\0', '\uD83D', '\uDC4D', '👍', 'a'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(unit), (deltas) => {
      const cleaner = makeDeltaCleaner()
      const cleaned = deltas.map((delta) => cleaner.push(delta)).join('') + cleaner.flush()
      expect(cleaned).toBe(toWellFormed(deltas.join('')))
    }),
  )
})
