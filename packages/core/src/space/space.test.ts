import { expect, test, vi } from 'vitest'
import { allScopes, memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import {
  createSpace,
  inviteToSpace,
  type MemberOutcome,
  type MemberStore,
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
  const spaces = {
    create: vi.fn<SpaceStore['create']>(async () => 's1'),
    roleIn: vi.fn<SpaceStore['roleIn']>(async () => role && { role, isPersonal }),
    setVisibility: vi.fn<SpaceStore['setVisibility']>(async (_, id) => id === 'there'),
  }
  const members = {
    invite: vi.fn<MemberStore['invite']>(async () => 'secret'),
    setRole: vi.fn<MemberStore['setRole']>(async () => outcome),
    remove: vi.fn<MemberStore['remove']>(async () => outcome),
  }
  return { viewer, spaces, members, ports: { spaces, members } }
}

const invitation = { spaceId: 's1', name: ' Eve ', role: 'PARTNER' } as const
const other = { spaceId: 's1', principalId: 'other' }

test('an owner lets in, changes roles and removes', async () => {
  const { viewer, spaces, members, ports } = setUp()
  expect(await createSpace(spaces, viewer, ' Research ')).toBe('s1')
  expect(spaces.create).toHaveBeenCalledExactlyOnceWith(viewer, 'Research')
  expect(await inviteToSpace(ports, viewer, invitation)).toBe('secret')
  expect(members.invite).toHaveBeenCalledExactlyOnceWith(viewer, { ...invitation, name: 'Eve' })
  await setMemberRole(ports, viewer, { ...other, role: 'STAFF' })
  expect(members.setRole).toHaveBeenCalledExactlyOnceWith(viewer, other, 'STAFF')
  await removeMember(ports, viewer, other)
  expect(members.remove).toHaveBeenCalledExactlyOnceWith(viewer, other)
})

test.each([
  ['STAFF', 'FORBIDDEN'],
  ['PARTNER', 'FORBIDDEN'],
  [null, 'NOT_FOUND'],
] as const)('whoever is %s there changes nothing: %s', async (role, code) => {
  const { viewer, members, ports } = setUp({ role })
  await expect(inviteToSpace(ports, viewer, invitation)).rejects.toMatchObject({ code })
  await expect(setMemberRole(ports, viewer, { ...other, role: 'OWNER' })).rejects.toMatchObject({ code })
  await expect(removeMember(ports, viewer, other)).rejects.toMatchObject({ code })
  for (const change of Object.values(members)) expect(change).not.toHaveBeenCalled()
})

test('whoever was let in lets nobody into the space that is their own; where they were made an owner they do', async () => {
  const own = setUp({ scopes: memberScopes, isPersonal: true })
  await expect(inviteToSpace(own.ports, own.viewer, invitation)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const shared = setUp({ scopes: memberScopes })
  expect(await inviteToSpace(shared.ports, shared.viewer, invitation)).toBe('secret')
  await expect(createSpace(shared.spaces, shared.viewer, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a service needs ADMIN beside the role', async () => {
  const starter = setUp({ kind: 'SERVICE', scopes: memberScopes })
  await expect(inviteToSpace(starter.ports, starter.viewer, invitation)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a name that somebody has is refused', async () => {
  const { viewer, members, ports } = setUp()
  members.invite.mockResolvedValue(null)
  await expect(inviteToSpace(ports, viewer, invitation)).rejects.toMatchObject({ path: 'name' })
})

test('everybody may leave', async () => {
  const { viewer, members, ports } = setUp({ role: 'PARTNER' })
  await removeMember(ports, viewer, { spaceId: 's1', principalId: 'me' })
  expect(members.remove).toHaveBeenCalledOnce()
})

test('a space keeps an owner, and has no member who is not there', async () => {
  const last = setUp({ outcome: 'last-owner' })
  await expect(removeMember(last.ports, last.viewer, other)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  const gone = setUp({ outcome: 'not-found' })
  await expect(setMemberRole(gone.ports, gone.viewer, { ...other, role: 'STAFF' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test.each(['', '   ', 'x'.repeat(101)])('“%s” is no name', async (name) => {
  const { viewer, spaces, ports } = setUp()
  await expect(createSpace(spaces, viewer, name)).rejects.toMatchObject({ path: 'name' })
  await expect(inviteToSpace(ports, viewer, { ...invitation, name })).rejects.toMatchObject({ path: 'name' })
})

test('scopes hold here too', async () => {
  const reader = setUp({ scopes: new Set<Scope>(['READ']) })
  const forbidden = { code: 'FORBIDDEN' }
  await expect(createSpace(reader.spaces, reader.viewer, 'x')).rejects.toMatchObject(forbidden)
  await expect(inviteToSpace(reader.ports, reader.viewer, invitation)).rejects.toMatchObject(forbidden)
  const share = shareThread(reader.spaces, reader.viewer, { threadId: 'there', visibility: 'SPACE' })
  await expect(share).rejects.toMatchObject(forbidden)
})

test('a thread that is not there, or not theirs, is not shared', async () => {
  const { viewer, spaces } = setUp()
  await shareThread(spaces, viewer, { threadId: 'there', visibility: 'SPACE' })
  const missing = shareThread(spaces, viewer, { threadId: 'gone', visibility: 'SPACE' })
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
