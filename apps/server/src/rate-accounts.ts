import type { RateAccount } from '@sluice/schema/context'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const periodMs = 60_000

/** Accounts for requests: one for each, charged to its principal. */
export type OpenAccount = (principalId: string) => RateAccount

/**
 * Counts what each principal reads in a minute, in the memory of this process: with several processes each allows as much. That is enough
 * against a loop that has gone wrong, and costs no statement.
 */
export function makeRateAccounts(perMinute: number): OpenAccount {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: periodMs / 1_000 })
  return (principalId) => {
    let charged = 0
    return {
      async charge(cost) {
        charged = cost
        try {
          await limiter.consume(principalId, cost)
          return null
        } catch (refusal) {
          if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
          throw refusal
        }
      },
      async standing() {
        const used = await limiter.get(principalId)
        return {
          cost: charged,
          limit: perMinute,
          remaining: Math.max(0, used?.remainingPoints ?? perMinute),
          resetAt: new Date(Date.now() + (used?.msBeforeNext ?? periodMs)),
        }
      },
    }
  }
}
