import type { Sql } from '@sluice/prisma/sql'
import { expect, test } from 'vitest'
import { makeSignInLimits, tries } from './sign-in-limits.ts'

/** A table as the library writes it, of which it shows the keys. */
function setUp() {
  const points = new Map<unknown, number>()
  const query = async (text: string, [key, change]: readonly unknown[] = []) => {
    if (text.startsWith('DELETE')) points.delete(key)
    else points.set(key, (points.get(key) ?? 0) + Number(change))
    return [{ points: points.get(key) ?? 0, expire: Date.now() + 60_000 }]
  }
  return { points, limits: makeSignInLimits({ query } as unknown as Sql) }
}

test('what was typed is not kept, and one house of IPv6 is one address', async () => {
  const { points, limits } = setUp()
  for (const end of ['1', 'ffff:1', 'a:b:c:d']) {
    await limits.count({ account: 'ada@example.org', address: `2001:db8:0:7:${end.includes('a:b') ? end : `:${end}`}` })
  }
  await limits.count({ account: 'ada@example.org', address: '::ffff:192.0.2.1' })
  const keys = [...points.keys()].map(String)
  expect(keys.filter((key) => key.startsWith('address:'))).toEqual(['address:2001:db8:0:7', 'address:::ffff:192.0.2.1'])
  expect(keys.join()).not.toContain('ada')
})

const ada = (address: string) => ({ account: 'ada', address })

test('a right one begins the account anew from there, and gives account and address one back', async () => {
  const { points, limits } = setUp()
  const attempt = ada('192.0.2.1')
  for (let n = 0; n < tries.pair; n += 1) await limits.count(attempt)
  await expect(limits.count(attempt)).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true })
  await limits.forgive(attempt)
  await limits.count(attempt)
  const counts = [...points].map(([key, count]) => `${String(key).split(':')[0]} ${count}`)
  expect(counts.toSorted()).toEqual([`account ${tries.pair}`, `address ${tries.pair + 1}`, 'pair 1'])
})

test('whoever guesses from one address locks nobody out elsewhere; who does from many does', async () => {
  const { limits } = setUp()
  for (let n = 0; n < 3 * tries.pair; n += 1) await limits.count(ada('192.0.2.1')).catch(() => null)
  for (let n = tries.pair; n < tries.account; n += 1) await limits.count(ada(`198.51.100.${n}`))
  await expect(limits.count(ada('203.0.113.9'))).rejects.toMatchObject({ code: 'OVERLOADED' })
})

test('without an address an account has as many as from one', async () => {
  const { limits } = setUp()
  for (let n = 0; n < tries.pair; n += 1) await limits.count({ account: 'ada', address: null })
  await expect(limits.count({ account: 'ada', address: null })).rejects.toMatchObject({ code: 'OVERLOADED' })
})
