import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAmount, parseAmount, tokens } from './amount.ts'

test.each([
  ['0', 0n],
  ['0.000000001', 1n],
  ['12.5', 12_500_000_000n],
  ['7', tokens(7)],
])('%s is read to the last billionth', (text, amount) => {
  expect(parseAmount(text)).toBe(amount)
  expect(formatAmount(amount)).toBe(text)
})

test('zeros at the end say nothing, and are not said', () => {
  expect(formatAmount(parseAmount('1.500000000'))).toBe('1.5')
})

test.each(['', '-1', '1e3', '.5', '1.', '0.0000000001', '1234567890123456', 'NaN'])('%j is no amount', (text) => {
  expect(() => parseAmount(text)).toThrow(RangeError)
})

test('what is written is read as the same', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n - 1n }), (amount) => {
      expect(parseAmount(formatAmount(amount))).toBe(amount)
    }),
  )
})
