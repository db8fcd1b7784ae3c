import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { AppError } from '@sluice/core/app-error'
import type { Sql } from '@sluice/prisma/sql'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

/** How often a password may be tried in a window of this many seconds: for one account, and from one address. */
export const tries = { account: 10, address: 100, windowSeconds: 15 * 60 } as const

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
  /** That one was right: the account begins anew, and the address has one more again. */
  forgive(attempt: Try): Promise<void>
}

/** Limits whose counts are in the database. */
export function makeSignInLimits(sql: Sql): SignInLimits {
  const limiter = (name: 'account' | 'address') =>
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
  const accounts = limiter('account')
  const addresses = limiter('address')
  return {
    async count({ account, address }) {
      if (address !== null) await consume(addresses, networkOf(address))
      await consume(accounts, digest(account))
    },
    async forgive({ account, address }) {
      await accounts.delete(digest(account))
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
  const message = `That were too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
  return new AppError('OVERLOADED', { message, retryable: true, retryAfterMs })
}

/** Whatever somebody has typed is not kept as they typed it. */
function digest(account: string): string {
  return createHash('sha256').update(account).digest('base64url')
}

/** Whoever has one address of IPv6 has the 2^64 beside it. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const left = head.split(':')
  const right = tail === undefined ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
