import type { SharedView } from '@sluice/core/share/shared-view'
import type { Viewer } from '@sluice/core/viewer'
import { expect, test } from 'vitest'
import { countedFor } from './counted-for.ts'

const ada: Viewer = { id: 'ada', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes: new Set() }
const share = { madeById: 'ada' } as SharedView
const visitor = (id: string, principalId: string | null = null) => ({
  viewer: { ...ada, id, share },
  by: null,
  through: { shareId: id, principalId },
})

test('who looks through a share counts by share and by network, or as who has signed in for it', () => {
  expect(countedFor({ viewer: ada, by: null }, '192.0.2.1')).toEqual({ kind: 'PERSON', id: 'ada' })
  const makerId = 'shares of ada'
  expect(countedFor(visitor('s1'), '2001:db8::1')).toEqual({ kind: 'VISITOR', id: 's1 2001:db8:0:0', makerId })
  expect(countedFor(visitor('s2'), null)).toEqual({ kind: 'VISITOR', id: 's2 ', makerId })
  expect(countedFor(visitor('s1', 'gus'), '192.0.2.1')).toEqual({ kind: 'VISITOR', id: 's1 gus', makerId })
})
