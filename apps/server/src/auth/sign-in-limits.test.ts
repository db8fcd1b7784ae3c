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

test('a right one begins the account anew, and gives the address one back', async () => {
  const { points, limits } = setUp()
  const attempt = { account: 'ada', address: '192.0.2.1' }
  for (let n = 0; n < tries.account; n += 1) await limits.count(attempt)
  await expect(limits.count(attempt)).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true })
  await limits.forgive(attempt)
  await limits.count(attempt)
  expect([...points.values()]).toEqual([tries.account + 1, 1])
})
