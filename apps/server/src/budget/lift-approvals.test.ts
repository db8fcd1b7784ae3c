import type { Database } from '@sluice/prisma/sql'
import { afterEach, expect, test, vi } from 'vitest'
import { makeLiftApprovals } from './lift-approvals.ts'

afterEach(() => void vi.useRealTimers())

test('those behind the first hundred are looked at next, and then the first once more', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const held = Array.from({ length: 150 }, (_, index) => ({
    id: `g${index}`,
    owner_id: owner(index),
    space_id: owner(index),
  }))
  const looks: number[] = []
  const database = {
    query: async (_: string, [after, , limit]: [string, string, number], { name }: { name: string }) => {
      if (name !== 'first-held') return []
      const found = held.filter(({ owner_id: id }) => id > after).slice(0, limit)
      looks.push(found.length)
      return found
    },
    transaction: async () => 'lifted',
  } as unknown as Database
  let lifted = 0
  const look = makeLiftApprovals(database, () => (lifted += 1))
  for (let count = 1; count <= 3; count += 1) {
    await Promise.all([look(), look()]) // one goes on
    await look() // too soon
    expect(lifted).toBe(count)
    vi.advanceTimersByTime(5_000)
  }
  expect(looks).toEqual([100, 50, 100])
})

function owner(index: number): string {
  return `10000000-0000-0000-0000-${`${index}`.padStart(12, '0')}`
}
