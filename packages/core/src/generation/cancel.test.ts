import { expect, test } from 'vitest'
import { allScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { type CancelStore, cancel, cancelThread } from './cancel.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: allScopes }
const store: CancelStore = {
  cancel: async (_, id) => id === 'mine',
  cancelThread: async (_, id) => (id === 'mine' ? 3 : null),
}

test('what is there is stopped', async () => {
  await cancel(store, viewer, 'mine')
  expect(await cancelThread(store, viewer, 'mine')).toBe(3)
})

test('what is not there, or not the viewer’s, is not found', async () => {
  await expect(cancel(store, viewer, 'theirs')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(cancelThread(store, viewer, 'theirs')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('who may only read stops nothing', async () => {
  const reader = { ...viewer, scopes: new Set<Scope>(['READ']) }
  await expect(cancel(store, reader, 'mine')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(cancelThread(store, reader, 'mine')).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
