import type { SpaceRole } from '@sluice/core/space/space'
import type { Viewer } from '@sluice/core/viewer'
import { expect, test } from 'vitest'
import { nameFor } from './author.ts'

const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Me', spaceId: 'mine', scopes: new Set() }
const author = (more: object = {}) => ({ id: 'a1', name: 'Ada', deletedAt: null, memberships: [], ...more })
const seenAs = (...roles: SpaceRole[]) => ({ spaceId: 's1', space: { members: roles.map((role) => ({ role })) } })
const ofStaff = { memberships: [{ spaceId: 's1' }] }

test.each<[string, ReturnType<typeof author>, ReturnType<typeof seenAs>, string]>([
  ['a partner to staff', author(), seenAs('STAFF'), 'Ada'],
  ['a partner to an owner', author(), seenAs('OWNER'), 'Ada'],
  ['staff to a partner', author(ofStaff), seenAs('PARTNER'), 'Ada'],
  ['staff of another space to a partner', author({ memberships: [{ spaceId: 's2' }] }), seenAs('PARTNER'), ''],
  ['a partner to another', author(), seenAs('PARTNER'), ''],
  ['a partner to themselves', author({ id: 'me', name: 'Me' }), seenAs('PARTNER'), 'Me'],
  ['a partner to one who has left', author(), seenAs(), ''],
  ['one who is gone to staff', author({ deletedAt: new Date(0) }), seenAs('STAFF'), 'Deleted person'],
  ['one who is gone to a partner', author({ deletedAt: new Date(0) }), seenAs('PARTNER'), ''],
])('the name of %s', (_, who, audience, name) => {
  expect(nameFor(viewer, who, audience)).toBe(name)
})
