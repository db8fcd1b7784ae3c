import { formatDuration } from '../../generation/measures.ts'
import type { ServiceToken } from './tokens-requests.ts'

/** Where a token stands: it holds, or why it does not any more. */
export type TokenState = 'active' | 'expired' | 'revoked'

const dayMs = 24 * 3_600_000
/** From when on a token that is about to expire is pointed out. */
const soonMs = 7 * dayMs

type Times = Pick<ServiceToken, 'expiresAt' | 'revokedAt'>

/** Where a token stands at `now`. */
export function tokenState({ expiresAt, revokedAt }: Times, now: number): TokenState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'active'
}

/** How long a token still holds, in words, when that is soon over; else null. */
export function endsSoonWords({ expiresAt }: Pick<ServiceToken, 'expiresAt'>, now: number): string | null {
  if (expiresAt === null) return null
  const leftMs = Date.parse(expiresAt) - now
  if (leftMs <= 0 || leftMs > soonMs) return null
  if (leftMs < 3_600_000) return `Ends in ${Math.max(1, Math.round(leftMs / 60_000))} min`
  if (leftMs < 2 * dayMs) return `Ends in ${Math.round(leftMs / 3_600_000)} h`
  return `Ends in ${Math.round(leftMs / dayMs)} days`
}

/** For how long a token may be made, and what that is in days; null stands for ever. */
export const lifetimes: readonly { name: string; days: number | null }[] = [
  { name: '30 days', days: 30 },
  { name: '90 days', days: 90 },
  { name: 'A year', days: 365 },
  { name: 'Until it is revoked', days: null },
]

/** When a token ends that is made at `now`. */
export const expiryAfter = (days: number | null, now: number): string | null =>
  days === null ? null : new Date(now + days * dayMs).toISOString()

/** How long an old token may hold beside the new one. */
export const overlaps: readonly { name: string; ms: number }[] = [
  { name: 'Not at all', ms: 0 },
  { name: 'An hour', ms: 3_600_000 },
  { name: 'A day', ms: dayMs },
  { name: 'A week', ms: 7 * dayMs },
]

/** What an overlap is called within a sentence. */
export const overlapName = (ms: number): string =>
  overlaps.find((known) => known.ms === ms)?.name.toLowerCase() ?? formatDuration(ms)
