import type { ActivityEvent } from '@sluice/client'
import { expect, test } from 'vitest'
import { changedIn, workIn } from './changed.ts'

test('a copy that somebody has revised is a change, and no work that a list would hold', () => {
  const generations = [
    { id: 'work', isCopy: false },
    { id: 'copy', isCopy: true },
  ]
  const snapshot = { __typename: 'ActivitySnapshot', more: false, generations } as unknown as ActivityEvent
  expect(changedIn(snapshot).map(({ id }) => id)).toEqual(['work', 'copy'])
  expect(workIn(snapshot).map(({ id }) => id)).toEqual(['work'])
})
