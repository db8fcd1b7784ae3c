import { expect, test, vi } from 'vitest'
import { memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { markThread, renameThread, type ThreadStore } from './thread.ts'

function setUp(scopes: ReadonlySet<Scope> = memberScopes) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes }
  const store = {
    rename: vi.fn<ThreadStore['rename']>(async (_, id) => id === 'there'),
    mark: vi.fn<ThreadStore['mark']>(async (_, { threadId, leafId }) => {
      if (threadId !== 'there') return 'no-thread'
      return leafId === 'elsewhere' ? 'no-leaf' : 'done'
    }),
  }
  return { viewer, store }
}

test('a title is put on one line, and has 1 to 200 characters', async () => {
  const { viewer, store } = setUp()
  await renameThread(store, viewer, { threadId: 'there', title: '  a\r\n\tb \0 ' })
  expect(store.rename).toHaveBeenCalledExactlyOnceWith(viewer, 'there', 'a b \uFFFD')
  for (const title of ['', ' \n', 'x'.repeat(201)]) {
    const asked = renameThread(store, viewer, { threadId: 'there', title })
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'title' })
  }
})

test('what is not theirs, or not there, is not found', async () => {
  const { viewer, store } = setUp()
  const refused = [
    renameThread(store, viewer, { threadId: 'other', title: 'x' }),
    markThread(store, viewer, { threadId: 'other' }),
    markThread(store, viewer, { threadId: 'there', leafId: 'elsewhere' }),
  ]
  for (const asked of refused) await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await markThread(store, viewer, { threadId: 'there', isPinned: true })
})

test('whoever only reads changes nothing', async () => {
  const { viewer, store } = setUp(new Set<Scope>(['READ']))
  const refused = [
    renameThread(store, viewer, { threadId: 'there', title: 'x' }),
    markThread(store, viewer, { threadId: 'there' }),
  ]
  for (const asked of refused) await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect([store.rename, store.mark].some((change) => change.mock.calls.length > 0)).toBe(false)
})
