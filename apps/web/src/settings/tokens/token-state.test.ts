import { expect, test } from 'vitest'
import { endsSoonWords, expiryAfter, tokenState } from './token-state.ts'

const now = Date.parse('2026-11-26T12:00:00Z')
const at = (ms: number) => new Date(now + ms).toISOString()
const hour = 3_600_000

test('a token holds until it expires or is revoked', () => {
  expect(tokenState({ expiresAt: null, revokedAt: null }, now)).toBe('active')
  expect(tokenState({ expiresAt: at(1), revokedAt: null }, now)).toBe('active')
  expect(tokenState({ expiresAt: at(0), revokedAt: null }, now)).toBe('expired')
  expect(tokenState({ expiresAt: at(-1), revokedAt: at(-2) }, now)).toBe('revoked')
})

test('says how long a token still holds, once that is soon over', () => {
  expect(endsSoonWords({ expiresAt: null }, now)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(8 * 24 * hour) }, now)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(-1) }, now)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(5 * 24 * hour) }, now)).toBe('Ends in 5 days')
  expect(endsSoonWords({ expiresAt: at(hour) }, now)).toBe('Ends in 1 h')
  expect(endsSoonWords({ expiresAt: at(10_000) }, now)).toBe('Ends in 1 min')
})

test('a lifetime counts from now, and may have no end', () => {
  expect(expiryAfter(30, now)).toBe('2026-12-26T12:00:00.000Z')
  expect(expiryAfter(null, now)).toBeNull()
})
