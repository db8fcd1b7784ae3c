import type { RateAccount } from '@sluice/schema/context'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type Counted, visitorPart } from './counted-for.ts'

const periodMs = 60_000

/** Accounts for requests: one for each, charged to its principal or, through a share, to its visitor and its maker's shares. */
export type OpenAccount = (counted: Counted) => RateAccount

/**
 * Counts what each principal reads in a minute, in the memory of this process: with several processes each allows as much. That is enough
 * against a loop that has gone wrong, and costs no statement.
 */
export function makeRateAccounts(perMinute: number): OpenAccount {
  const limiterOf = (points: number) => new RateLimiterMemory({ points, duration: periodMs / 1_000 })
  const principals = limiterOf(perMinute)
  const visitors = limiterOf(Math.ceil(perMinute / visitorPart))
  return (counted) => {
    const isVisitor = counted.kind === 'VISITOR'
    const own = isVisitor ? visitors : principals
    let charged = 0
    return {
      async charge(cost) {
        charged = cost
        const waitMs = await take(own, counted.id, cost)
        // A visitor who is refused takes nothing from the others.
        return waitMs === null && isVisitor ? take(principals, counted.makerId, cost) : waitMs
      },
      async standing() {
        const used = await own.get(counted.id)
        return {
          cost: charged,
          limit: own.points,
          remaining: Math.max(0, used?.remainingPoints ?? own.points),
          resetAt: new Date(Date.now() + (used?.msBeforeNext ?? periodMs)),
        }
      },
    }
  }
}

/** How long to wait, in milliseconds; null when there was enough. */
async function take(limiter: RateLimiterMemory, key: string, cost: number): Promise<number | null> {
  try {
    await limiter.consume(key, cost)
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
    throw refusal
  }
}
