import { expect, test } from 'vitest'
import { merge, nextBatch, type ThreadNode } from './nodes.ts'

const node = (n: number, cursor: string | null = `c${n}`): ThreadNode => ({
  id: `g${n}`,
  parentId: null,
  model: 'm',
  status: 'SUCCEEDED',
  createdAt: new Date(n * 1_000).toISOString(),
  cursor,
})
const nodes = Array.from({ length: 50 }, (_, n) => node(n))
const wanted = (...ns: number[]) => new Set(ns.map((n) => `g${n}`))

test('lists become one, oldest first, each once, as was said last', () => {
  const changed = { ...node(2, null), status: 'FAILED' as const }
  const merged = merge([node(2), node(4)], [changed, node(1), node(3)])
  expect(merged.map(({ id }) => id)).toEqual(['g1', 'g2', 'g3', 'g4'])
  expect(merged[1]).toEqual({ ...changed, cursor: 'c2' })
})

test('texts come by pages that end at the newest one wanted, and begin at the oldest of the page', () => {
  expect(nextBatch(nodes, wanted(47, 48, 49), 20)).toEqual({ last: 3, before: null })
  expect(nextBatch(nodes, wanted(2, 25, 30, 31, 40), 20)).toEqual({ last: 16, before: 'c41' })
})

test('few and far apart they come one by one', () => {
  expect(nextBatch(nodes, wanted(1, 10, 40), 20)).toEqual({ id: 'g40' })
  const lately = [...nodes, node(50), node(51, null)]
  expect(nextBatch(lately, wanted(48, 49, 50), 20)).toEqual({ id: 'g50' })
})

test('those that are not known are not asked for', () => {
  expect(nextBatch(nodes, wanted(99), 20)).toBeNull()
})
