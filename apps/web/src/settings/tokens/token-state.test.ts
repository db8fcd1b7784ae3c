import { expect, test } from 'vitest'
import { endsSoonWords, expiryAfter, tokenState } from './token-state.ts'
import { tokensDe } from './tokens.de.ts'
import { tokensEn } from './tokens.en.ts'

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
  const { endsIn } = tokensEn
  expect(endsSoonWords({ expiresAt: null }, now, endsIn)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(8 * 24 * hour) }, now, endsIn)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(-1) }, now, endsIn)).toBeNull()
  expect(endsSoonWords({ expiresAt: at(5 * 24 * hour) }, now, endsIn)).toBe('Ends in 5 days')
  expect(endsSoonWords({ expiresAt: at(hour) }, now, endsIn)).toBe('Ends in 1 h')
  expect(endsSoonWords({ expiresAt: at(10_000) }, now, endsIn)).toBe('Ends in 1 min')
  expect(endsSoonWords({ expiresAt: at(5 * 24 * hour) }, now, tokensDe.endsIn)).toBe('Endet in 5 Tagen')
})

test('a lifetime counts from now, and may have no end', () => {
  expect(expiryAfter(30, now)).toBe('2026-12-26T12:00:00.000Z')
  expect(expiryAfter(null, now)).toBeNull()
})
