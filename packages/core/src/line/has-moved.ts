import type { QueuePlace } from './queue-place.ts'

/** Estimates that differ by less say the same. */
const toleranceMs = 1_000
const tolerance = 0.1

/**
 * Whether a place tells something new to someone who was told the other `elapsedMs` ago. An estimate is old news both
 * when it is still the same and when it has just run down since then: estimates do the one, moments at which something
 * happens do the other.
 */
export function hasMoved(before: QueuePlace, now: QueuePlace, elapsedMs: number): boolean {
  const facts = ['position', 'ahead', 'reason', 'running', 'cap'] as const
  if (facts.some((fact) => before[fact] !== now[fact])) return true
  if (before.etaMs === null || now.etaMs === null) return before.etaMs !== now.etaMs
  const longer = now.etaMs - before.etaMs
  const most = Math.max(toleranceMs, before.etaMs * tolerance)
  return Math.abs(longer) > most && Math.abs(longer + elapsedMs) > most
}
