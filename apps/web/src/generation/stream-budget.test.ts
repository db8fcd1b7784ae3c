import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseStreams, streamsPerTab } from './stream-budget.ts'

const candidate = (id: string, createdAt: string, hasEnded = false) => ({ id, createdAt, hasEnded })

test('streams the newest two that have not ended', () => {
  const all = [candidate('a', '1'), candidate('b', '2'), candidate('c', '3'), candidate('d', '4', true)]
  expect(chooseStreams(all, true)).toEqual(['c', 'b'])
})

test('a hidden tab streams nothing', () => {
  expect(chooseStreams([candidate('a', '1')], false)).toEqual([])
})

test('never exceeds the budget, never streams what has ended, and uses the budget', () => {
  const some = fc.array(fc.tuple(fc.uuid(), fc.nat(9), fc.boolean()))
  fc.assert(
    fc.property(some, (rows) => {
      const all = rows.map(([id, at, hasEnded]) => candidate(id, String(at), hasEnded))
      const chosen = chooseStreams(all, true)
      const active = all.filter((row) => !row.hasEnded)
      expect(chosen).toHaveLength(Math.min(streamsPerTab, active.length))
      expect(chosen.every((id) => active.some((row) => row.id === id))).toBe(true)
    }),
  )
})
