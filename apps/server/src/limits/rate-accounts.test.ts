import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeRateAccounts } from './rate-accounts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is charged is missing until the minute is over', async () => {
  const open = makeRateAccounts(100)
  const account = open({ kind: 'PERSON', id: 'p1' })
  expect(await account.charge(30)).toBeNull()
  expect(await account.standing()).toMatchObject({ cost: 30, limit: 100, remaining: 70 })
  vi.advanceTimersByTime(20_000)
  expect(await open({ kind: 'PERSON', id: 'p1' }).charge(71)).toBe(40_000)
  expect(await open({ kind: 'PERSON', id: 'p1' }).standing()).toMatchObject({
    remaining: 0,
    resetAt: new Date(Date.now() + 40_000),
  })
  expect(await open({ kind: 'PERSON', id: 'p2' }).charge(100)).toBeNull()
  vi.advanceTimersByTime(40_001)
  expect(await open({ kind: 'PERSON', id: 'p1' }).standing()).toMatchObject({ remaining: 100 })
  expect(await open({ kind: 'PERSON', id: 'p1' }).charge(100)).toBeNull()
})

test('a visitor of a share has half, and all shares of one maker as much as a person', async () => {
  const open = makeRateAccounts(100)
  const visit = (id: string) => open({ kind: 'VISITOR', id, makerId: 'shares of ada' })
  expect(await visit('s1 a').charge(50)).toBeNull()
  expect(await visit('s1 a').charge(1)).toBe(60_000)
  for (let n = 0; n < 5; n += 1) expect(await visit(`s${n} b`).charge(10)).toBeNull()
  expect(await visit('s1 c').charge(1)).toBe(60_000)
  expect(await visit('s1 c').standing()).toMatchObject({ limit: 50, remaining: 49 })
  expect(await open({ kind: 'PERSON', id: 'ada' }).charge(100)).toBeNull()
})
