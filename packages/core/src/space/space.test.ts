import { expect, test, vi } from 'vitest'
import { allScopes, memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import {
  createSpace,
  inviteToSpace,
  type MemberOutcome,
  makeSignInLink,
  removeMember,
  type SpaceRole,
  type SpaceStore,
  setMemberRole,
  shareThread,
} from './space.ts'

interface Setting {
  readonly role?: SpaceRole | null
  readonly outcome?: MemberOutcome
  readonly scopes?: ReadonlySet<Scope>
  readonly isPersonal?: boolean
  readonly kind?: Viewer['kind']
}

function setUp(setting: Setting = {}) {
  const { role = 'OWNER', outcome = 'done', scopes = allScopes, isPersonal = false, kind = 'PERSON' } = setting
  const viewer: Viewer = { id: 'me', kind, name: 'Ada', spaceId: 'mine', scopes }
  const store = {
    create: vi.fn<SpaceStore['create']>(async () => 's1'),
    roleIn: vi.fn<SpaceStore['roleIn']>(async () => role && { role, isPersonal }),
    invite: vi.fn<SpaceStore['invite']>(async () => 'secret'),
    setRole: vi.fn<SpaceStore['setRole']>(async () => outcome),
    remove: vi.fn<SpaceStore['remove']>(async () => outcome),
    signInLink: vi.fn<SpaceStore['signInLink']>(async (_, id) => (id === 'there' ? 'secret' : null)),
    setVisibility: vi.fn<SpaceStore['setVisibility']>(async (_, id) => id === 'there'),
  }
  return { viewer, store }
}

const invitation = { spaceId: 's1', name: ' Eve ', role: 'PARTNER' } as const
const other = { spaceId: 's1', principalId: 'other' }

test('an owner lets in, changes roles and removes', async () => {
  const { viewer, store } = setUp()
  expect(await createSpace(store, viewer, ' Research ')).toBe('s1')
  expect(store.create).toHaveBeenCalledExactlyOnceWith(viewer, 'Research')
  expect(await inviteToSpace(store, viewer, invitation)).toBe('secret')
  expect(store.invite).toHaveBeenCalledExactlyOnceWith(viewer, { ...invitation, name: 'Eve' })
  await setMemberRole(store, viewer, { ...other, role: 'STAFF' })
  expect(store.setRole).toHaveBeenCalledExactlyOnceWith(viewer, other, 'STAFF')
  await removeMember(store, viewer, other)
  expect(store.remove).toHaveBeenCalledExactlyOnceWith(viewer, other)
})

test.each([
  ['STAFF', 'FORBIDDEN'],
  ['PARTNER', 'FORBIDDEN'],
  [null, 'NOT_FOUND'],
] as const)('whoever is %s there changes nothing: %s', async (role, code) => {
  const { viewer, store } = setUp({ role })
  await expect(inviteToSpace(store, viewer, invitation)).rejects.toMatchObject({ code })
  await expect(setMemberRole(store, viewer, { ...other, role: 'OWNER' })).rejects.toMatchObject({ code })
  await expect(removeMember(store, viewer, other)).rejects.toMatchObject({ code })
  for (const change of [store.invite, store.setRole, store.remove]) expect(change).not.toHaveBeenCalled()
})

test('whoever was let in lets nobody into the space that is their own; where they were made an owner they do', async () => {
  const own = setUp({ scopes: memberScopes, isPersonal: true })
  await expect(inviteToSpace(own.store, own.viewer, invitation)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const shared = setUp({ scopes: memberScopes })
  expect(await inviteToSpace(shared.store, shared.viewer, invitation)).toBe('secret')
  await expect(createSpace(shared.store, shared.viewer, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a service needs ADMIN beside the role', async () => {
  const starter = setUp({ kind: 'SERVICE', scopes: memberScopes })
  await expect(inviteToSpace(starter.store, starter.viewer, invitation)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a name that somebody has is refused', async () => {
  const { viewer, store } = setUp()
  store.invite.mockResolvedValue(null)
  await expect(inviteToSpace(store, viewer, invitation)).rejects.toMatchObject({ path: 'name' })
})

test('everybody may leave', async () => {
  const { viewer, store } = setUp({ role: 'PARTNER' })
  await removeMember(store, viewer, { spaceId: 's1', principalId: 'me' })
  expect(store.remove).toHaveBeenCalledOnce()
})

test('a space keeps an owner, and has no member who is not there', async () => {
  const last = setUp({ outcome: 'last-owner' })
  await expect(removeMember(last.store, last.viewer, other)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const gone = setUp({ outcome: 'not-found' })
  await expect(setMemberRole(gone.store, gone.viewer, { ...other, role: 'STAFF' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test.each(['', '   ', 'x'.repeat(101)])('“%s” is no name', async (name) => {
  const { viewer, store } = setUp()
  await expect(createSpace(store, viewer, name)).rejects.toMatchObject({ path: 'name' })
  await expect(inviteToSpace(store, viewer, { ...invitation, name })).rejects.toMatchObject({ path: 'name' })
})

test('scopes hold here too', async () => {
  const reader = setUp({ scopes: new Set<Scope>(['READ']) })
  const forbidden = { code: 'FORBIDDEN' }
  await expect(createSpace(reader.store, reader.viewer, 'x')).rejects.toMatchObject(forbidden)
  await expect(inviteToSpace(reader.store, reader.viewer, invitation)).rejects.toMatchObject(forbidden)
  const share = shareThread(reader.store, reader.viewer, { threadId: 'there', visibility: 'SPACE' })
  await expect(share).rejects.toMatchObject(forbidden)
})

test('a new link for somebody is for those who administer', async () => {
  const { viewer, store } = setUp()
  expect(await makeSignInLink(store, viewer, 'there')).toBe('secret')
  await expect(makeSignInLink(store, viewer, 'gone')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const member = setUp({ scopes: memberScopes })
  await expect(makeSignInLink(member.store, member.viewer, 'there')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(member.store.signInLink).not.toHaveBeenCalled()
})

test('a thread that is not there, or not theirs, is not shared', async () => {
  const { viewer, store } = setUp()
  await shareThread(store, viewer, { threadId: 'there', visibility: 'SPACE' })
  const missing = shareThread(store, viewer, { threadId: 'gone', visibility: 'SPACE' })
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
