import { expect, test, vi } from 'vitest'
import { memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { createShare, mostShares, revokeShare, type ShareStore } from './share.ts'

const now = new Date('2026-11-26T12:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 24 * 3_600_000)

function setUp(made: Awaited<ReturnType<ShareStore['create']>> = { id: 'x1', secret: 'shh' }, scopes = memberScopes) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes }
  const store = {
    create: vi.fn<ShareStore['create']>(async () => made),
    revoke: vi.fn<ShareStore['revoke']>(async (_, id) => id === 'there'),
  }
  return { viewer, store }
}

test('a share shows as little as it can for a week, unless more is said', async () => {
  const { viewer, store } = setUp()
  expect(await createShare(store, viewer, { threadId: 't1', now })).toEqual({ id: 'x1', secret: 'shh' })
  expect(store.create).toHaveBeenCalledExactlyOnceWith(viewer, {
    threadId: 't1',
    showsPrompts: false,
    showsCost: false,
    requiresSignIn: false,
    expiresAt: inDays(7),
    principalIds: [],
  })
})

test('whoever is named has to sign in, and is named once', async () => {
  const { viewer, store } = setUp()
  await createShare(store, viewer, { threadId: 't1', principalIds: ['p1', 'p1'], requiresSignIn: false, now })
  expect(store.create.mock.calls[0]?.[1]).toMatchObject({ requiresSignIn: true, principalIds: ['p1'] })
})

test.each([
  ['now', { expiresAt: now }, 'expiresAt'],
  ['in the past', { expiresAt: inDays(-1) }, 'expiresAt'],
  ['in more than a year', { expiresAt: inDays(367) }, 'expiresAt'],
  ['never', { expiresAt: new Date(Number.NaN) }, 'expiresAt'],
  ['too many', { principalIds: Array.from({ length: 51 }, (_, n) => `p${n}`) }, 'principalIds'],
])('%s is refused', async (_, more, path) => {
  const { viewer, store } = setUp()
  const making = createShare(store, viewer, { threadId: 't1', now, ...more })
  await expect(making).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  expect(store.create).not.toHaveBeenCalled()
})

test('a year from now is not', async () => {
  const { viewer, store } = setUp()
  await createShare(store, viewer, { threadId: 't1', expiresAt: inDays(366), now })
  expect(store.create).toHaveBeenCalledOnce()
})

test('what may not be shared is not there, and what has enough shares says so', async () => {
  const [none, full] = [setUp(null), setUp('full')]
  await expect(createShare(none.store, none.viewer, { threadId: 't1', now })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  await expect(createShare(full.store, full.viewer, { threadId: 't1', now })).rejects.toThrow(`${mostShares} shares`)
})

test('revoking says when there is nothing to revoke', async () => {
  const { viewer, store } = setUp()
  await revokeShare(store, viewer, 'there')
  await expect(revokeShare(store, viewer, 'elsewhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('whoever may only read neither makes nor ends one', async () => {
  const { viewer, store } = setUp(null, new Set<Scope>(['READ']))
  await expect(createShare(store, viewer, { threadId: 't1', now })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(revokeShare(store, viewer, 'there')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  for (const change of Object.values(store)) expect(change).not.toHaveBeenCalled()
})
