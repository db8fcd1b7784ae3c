import { expect, test } from 'vitest'
import { parentOfFollowUp } from './follow-up.ts'
import type { ThreadNode } from './nodes.ts'

const node = (id: string, status: ThreadNode['status']): ThreadNode => ({
  id,
  parentId: null,
  refinementOf: null,
  model: 'builtin:extract',
  status,
  createdAt: '2026-01-01T00:00:00.000Z',
  cursor: null,
})

test('a follow-up goes on from the last that has not failed', () => {
  expect(parentOfFollowUp([node('a', 'SUCCEEDED'), node('b', 'FAILED')], true)).toBe('a')
  expect(parentOfFollowUp([node('b', 'FAILED')], true)).toBeNull()
})

test('while its branch has not come it is not known what it goes on from', () => {
  expect(parentOfFollowUp([], false)).toBeUndefined()
  expect(parentOfFollowUp([node('b', 'FAILED')], false)).toBeUndefined()
})
