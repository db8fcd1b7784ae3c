import { expect, test, vi } from 'vitest'
import { allScopes, memberScopes, type Scope } from '../access/scope.ts'
import type { SpaceRole } from '../space/space.ts'
import type { Viewer } from '../viewer.ts'
import {
  type DeletionStore,
  deletePerson,
  deleteSpace,
  deleteThread,
  type PersonOutcome,
  type RetentionStore,
  setRetention,
} from './deletion.ts'

interface Setting {
  readonly role?: SpaceRole | null
  readonly isPersonal?: boolean
  readonly outcome?: PersonOutcome
  readonly scopes?: ReadonlySet<Scope>
  readonly kind?: Viewer['kind']
}

function setUp({ role = 'OWNER', isPersonal = false, outcome = 'done', ...as }: Setting = {}) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes: memberScopes, ...as }
  const spaces = { roleIn: async () => role && { role, isPersonal } }
  const deletions = {
    deleteThread: vi.fn<DeletionStore['deleteThread']>(async (_, id) => id === 'there'),
    deleteSpace: vi.fn<DeletionStore['deleteSpace']>(async () => {}),
    deletePerson: vi.fn<DeletionStore['deletePerson']>(async () => outcome),
  }
  const retention = { setRetention: vi.fn<RetentionStore['setRetention']>(async () => {}) }
  return { viewer, deletions, retention, ports: { spaces, deletions, retention } }
}

const notThere = { code: 'NOT_FOUND' }
const forbidden = { code: 'FORBIDDEN' }

test('a thread that is not there, or not theirs, is not deleted', async () => {
  const { viewer, deletions } = setUp()
  await deleteThread(deletions, viewer, 'there')
  await expect(deleteThread(deletions, viewer, 'gone')).rejects.toMatchObject(notThere)
})

test('only owners delete a space, and to others there is none', async () => {
  const owner = setUp()
  await deleteSpace(owner.ports, owner.viewer, 's1')
  expect(owner.deletions.deleteSpace).toHaveBeenCalledExactlyOnceWith(owner.viewer, 's1')
  const staff = setUp({ role: 'STAFF' })
  await expect(deleteSpace(staff.ports, staff.viewer, 's1')).rejects.toMatchObject(forbidden)
  const stranger = setUp({ role: null })
  await expect(deleteSpace(stranger.ports, stranger.viewer, 's1')).rejects.toMatchObject(notThere)
  for (const { deletions } of [staff, stranger]) expect(deletions.deleteSpace).not.toHaveBeenCalled()
})

test('nobody deletes the space that is somebody’s own', async () => {
  const { viewer, ports, deletions } = setUp({ isPersonal: true })
  await expect(deleteSpace(ports, viewer, 'mine')).rejects.toMatchObject({ path: 'id' })
  expect(deletions.deleteSpace).not.toHaveBeenCalled()
})

test('people delete themselves, and who administers anybody', async () => {
  const person = setUp()
  await deletePerson(person.deletions, person.viewer, 'me')
  await expect(deletePerson(person.deletions, person.viewer, 'other')).rejects.toMatchObject(forbidden)
  expect(person.deletions.deletePerson).toHaveBeenCalledOnce()
  const admin = setUp({ scopes: allScopes })
  await deletePerson(admin.deletions, admin.viewer, 'other')
  const service = setUp({ kind: 'SERVICE' })
  await expect(deletePerson(service.deletions, service.viewer, 'me')).rejects.toMatchObject(forbidden)
})

test.each([
  ['not-found', notThere],
  ['last-admin', { path: 'id' }],
  ['last-owner', { path: 'id' }],
] as const)('%s deletes nobody', async (outcome, error) => {
  const { viewer, deletions } = setUp({ outcome })
  await expect(deletePerson(deletions, viewer, 'me')).rejects.toMatchObject(error)
})

test('threads are kept for some days, or for ever', async () => {
  const { viewer, ports, retention } = setUp()
  for (const days of [1, 36_500, null]) await setRetention(ports, viewer, { spaceId: 's1', days })
  expect(retention.setRetention).toHaveBeenCalledTimes(3)
  for (const days of [0, -1, 36_501]) {
    await expect(setRetention(ports, viewer, { spaceId: 's1', days })).rejects.toMatchObject({ path: 'days' })
  }
  const partner = setUp({ role: 'PARTNER' })
  await expect(setRetention(partner.ports, partner.viewer, { spaceId: 's1', days: 1 })).rejects.toMatchObject(forbidden)
})

test('scopes hold here too', async () => {
  const { viewer, ports, deletions } = setUp({ scopes: new Set<Scope>(['READ']) })
  await expect(deleteThread(deletions, viewer, 'there')).rejects.toMatchObject(forbidden)
  await expect(deleteSpace(ports, viewer, 's1')).rejects.toMatchObject(forbidden)
  await expect(deletePerson(deletions, viewer, 'me')).rejects.toMatchObject(forbidden)
})
