import { createHash } from 'node:crypto'
import { AppError } from '@sluice/core/app-error'
import type { Sql } from '@sluice/prisma/sql'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../limits/network-of.ts'

/**
 * How often a password may be tried in a window of this many seconds: for one account from one address, for one account from all together, and
 * from one address. The first is small, the second is not, so that nobody locks somebody else out by guessing wrong.
 */
export const tries = { pair: 10, account: 100, address: 100, windowSeconds: 15 * 60 } as const

/** At whose password, and from where. */
export interface Try {
  /** An e-mail address, or the id of a principal. */
  readonly account: string
  /** Null where that is not known. */
  readonly address: string | null
}

/** Counts tries at passwords, over all processes, before anything is looked at: many at once are as many. */
export interface SignInLimits {
  /** @throws AppError with OVERLOADED after too many */
  count(attempt: Try): Promise<void>
  /** That one was right: the account begins anew from there; account and address each have one more again. */
  forgive(attempt: Try): Promise<void>
}

/** Limits whose counts are in the database. */
export function makeSignInLimits(sql: Sql): SignInLimits {
  const limiter = (name: 'pair' | 'account' | 'address') =>
    new RateLimiterPostgres({
      storeClient: makeClient(sql),
      storeType: 'client',
      tableName: 'rate_limit',
      tableCreated: true,
      clearExpiredByTimeout: false, // a chore does
      keyPrefix: name,
      points: tries[name],
      duration: tries.windowSeconds,
    })
  const pairs = limiter('pair')
  const accounts = limiter('account')
  const addresses = limiter('address')
  return {
    async count({ account, address }) {
      if (address !== null) await consume(addresses, networkOf(address))
      await consume(pairs, pairOf({ account, address })) // before the account: what is refused here takes nothing from others
      await consume(accounts, digest(account))
    },
    async forgive({ account, address }) {
      await pairs.delete(pairOf({ account, address }))
      await accounts.reward(digest(account))
      if (address !== null) await addresses.reward(networkOf(address))
    },
  }
}

/** What the library asks of pg. */
function makeClient(sql: Sql) {
  return {
    async query({ text, values, name }: { text: string; values?: readonly unknown[]; name?: string }) {
      const rows = await sql.query(text, values, { ...(name && { name }) })
      return { rows, rowCount: rows.length }
    },
  }
}

async function consume(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw tooManyTries(refused.msBeforeNext)
  }
}

function tooManyTries(retryAfterMs: number): AppError {
  const minutes = Math.ceil(retryAfterMs / 60_000)
  const message = `Too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
  return new AppError('OVERLOADED', { message, retryable: true, retryAfterMs })
}

function pairOf({ account, address }: Try): string {
  return digest(`${account} ${address === null ? '' : networkOf(address)}`)
}

/** Whatever somebody has typed is not kept as they typed it. */
function digest(account: string): string {
  return createHash('sha256').update(account).digest('base64url')
}
