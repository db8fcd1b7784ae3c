import type { Dictionary } from '../../i18n/dictionary.ts'
import type { ServiceToken } from './tokens-requests.ts'

/** Where a token stands: it holds, or why it does not any more. */
export type TokenState = 'active' | 'expired' | 'revoked'

const dayMs = 24 * 3_600_000
/** From when on a token that is about to expire is pointed out. */
const soonMs = 7 * dayMs

type Words = Dictionary['tokens']
type Times = Pick<ServiceToken, 'expiresAt' | 'revokedAt'>

/** Where a token stands at `now`. */
export function tokenState({ expiresAt, revokedAt }: Times, now: number): TokenState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active'
}

/** How long a token still holds, in words, when that is soon over; else null. */
export function endsSoonWords(
  { expiresAt }: Pick<ServiceToken, 'expiresAt'>,
  now: number,
  words: Words['endsIn'],
): string | null {
  if (expiresAt === null) return null
  const leftMs = Date.parse(expiresAt) - now
  if (leftMs <= 0 || leftMs > soonMs) return null
  if (leftMs < 3_600_000) return words.minutes(Math.max(1, Math.round(leftMs / 60_000)))
  if (leftMs < 2 * dayMs) return words.hours(Math.round(leftMs / 3_600_000))
  return words.days(Math.round(leftMs / dayMs))
}

/** For how long a token may be made, and what that is in days; null stands for ever. */
export const lifetimes: readonly { name: keyof Words['lifetimes']; days: number | null }[] = [
  { name: 'month', days: 30 },
  { name: 'quarter', days: 90 },
  { name: 'year', days: 365 },
  { name: 'ever', days: null },
]

/** When a token ends that is made at `now`. */
export const expiryAfter = (days: number | null, now: number): string | null =>
  days === null ? null : new Date(now + days * dayMs).toISOString()

/** How long an old token may hold beside the new one. */
export const overlaps: readonly { name: keyof Words['overlaps']; ms: number }[] = [
  { name: 'none', ms: 0 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'day', ms: dayMs },
  { name: 'week', ms: 7 * dayMs },
]
