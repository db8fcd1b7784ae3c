import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeRateAccounts } from './rate-accounts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is charged is missing until the minute is over', async () => {
  const open = makeRateAccounts(100)
  const account = open('p1')
  expect(await account.charge(30)).toBeNull()
  expect(await account.standing()).toMatchObject({ cost: 30, limit: 100, remaining: 70 })
  vi.advanceTimersByTime(20_000)
  expect(await open('p1').charge(71)).toBe(40_000)
  expect(await open('p1').standing()).toMatchObject({ remaining: 0, resetAt: new Date(Date.now() + 40_000) })
  expect(await open('p2').charge(100)).toBeNull()
  vi.advanceTimersByTime(40_001)
  expect(await open('p1').standing()).toMatchObject({ remaining: 100 })
  expect(await open('p1').charge(100)).toBeNull()
})
