import { expect, test, vi } from 'vitest'
import type { Viewer } from '../viewer.ts'
import { allScopes, type Scope } from './scope.ts'
import { createServiceToken, revokeServiceToken, rotateServiceToken, type ServiceTokenStore } from './service-token.ts'

const now = new Date('2026-01-01T00:00:00Z')
const made = { id: 't1', secret: 'secret' }

function setUp(scopes: ReadonlySet<Scope> = allScopes) {
  const viewer: Viewer = { id: 'v', kind: 'PERSON', name: 'Ada', spaceId: 's', scopes }
  const store = {
    create: vi.fn<ServiceTokenStore['create']>(async () => made),
    rotate: vi.fn<ServiceTokenStore['rotate']>(async (_, id) => (id === 'there' ? made : null)),
    revoke: vi.fn<ServiceTokenStore['revoke']>(async (_, id) => id === 'there'),
  }
  return { viewer, store }
}

test('a token is made for a service, with its scopes, each once', async () => {
  const { viewer, store } = setUp()
  const asked = { service: 'reports', scopes: ['READ', 'START', 'READ'] as const, expiresAt: null, now }
  expect(await createServiceToken(store, viewer, asked)).toBe(made)
  const token = { service: 'reports', scopes: ['READ', 'START'], expiresAt: null }
  expect(store.create).toHaveBeenCalledExactlyOnceWith(viewer, token)
})

test.each([
  [{ service: '' }, 'service'],
  [{ service: 'two words' }, 'service'],
  [{ scopes: [] }, 'scopes'],
  [{ expiresAt: now }, 'expiresAt'],
])('%j is refused', async (wrong, path) => {
  const { viewer, store } = setUp()
  const asked = { service: 'reports', scopes: ['READ'] as const, expiresAt: null, now, ...wrong }
  await expect(createServiceToken(store, viewer, asked)).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  expect(store.create).not.toHaveBeenCalled()
})

test('nobody gives away what they do not have', async () => {
  const { viewer, store } = setUp(new Set<Scope>(['ADMIN', 'READ']))
  const asked = { service: 'reports', scopes: ['START'] as const, expiresAt: null, now }
  await expect(createServiceToken(store, viewer, asked)).rejects.toMatchObject({ path: 'scopes' })
})

test('without ADMIN there is no token to make, to rotate or to revoke', async () => {
  const { viewer, store } = setUp(new Set<Scope>(['READ', 'START']))
  const asked = { service: 'reports', scopes: ['READ'] as const, expiresAt: null, now }
  const forbidden = { code: 'FORBIDDEN' }
  await expect(createServiceToken(store, viewer, asked)).rejects.toMatchObject(forbidden)
  await expect(rotateServiceToken(store, viewer, { id: 'there', overlapMs: 0 })).rejects.toMatchObject(forbidden)
  await expect(revokeServiceToken(store, viewer, 'there')).rejects.toMatchObject(forbidden)
  for (const method of Object.values(store)) expect(method).not.toHaveBeenCalled()
})

test('one that is not there: NOT_FOUND', async () => {
  const { viewer, store } = setUp()
  const missing = { code: 'NOT_FOUND' }
  await expect(rotateServiceToken(store, viewer, { id: 'gone', overlapMs: 0 })).rejects.toMatchObject(missing)
  await expect(revokeServiceToken(store, viewer, 'gone')).rejects.toMatchObject(missing)
})

test('an overlap has its bounds', async () => {
  const { viewer, store } = setUp()
  for (const overlapMs of [-1, Number.NaN, 31 * 24 * 3_600_000]) {
    const rotating = rotateServiceToken(store, viewer, { id: 'there', overlapMs })
    await expect(rotating).rejects.toMatchObject({ path: 'overlapMs' })
  }
  expect(await rotateServiceToken(store, viewer, { id: 'there', overlapMs: 60_000 })).toBe(made)
})
