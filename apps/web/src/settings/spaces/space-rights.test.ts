import { expect, test } from 'vitest'
import type { SpaceRole } from '../generated/graphql.ts'
import { canChange, canLeave, canManage, isLastSpace, peopleElsewhere } from './space-rights.ts'
import type { Member } from './spaces-requests.ts'

const member = (id: string, role: SpaceRole): Member => ({ id, name: `N${id}`, kind: 'PERSON', role, since: '' })
const space = (id: string, role: SpaceRole, members: Member[]) => ({ id, role, members })
const viewer = {
  id: 'me',
  isAdmin: false,
  space: { id: 'own', name: 'Me' },
  spaces: [{ id: 's', name: 'S', role: 'OWNER' as const }],
}

test('an owner manages, staff and partners do not', () => {
  expect(canManage(space('s', 'OWNER', []), viewer)).toBe(true)
  expect(canManage(space('s', 'STAFF', []), viewer)).toBe(false)
  expect(canManage(space('s', 'PARTNER', []), viewer)).toBe(false)
})

test('into their own space nobody lets others, but an administrator', () => {
  expect(canManage(space('own', 'OWNER', []), viewer)).toBe(false)
  expect(canManage(space('own', 'OWNER', []), { ...viewer, isAdmin: true })).toBe(true)
})

test('a space keeps an owner', () => {
  const me = member('me', 'OWNER')
  const pam = member('pam', 'PARTNER')
  expect(canChange(space('s', 'OWNER', [me, pam]), viewer, me)).toBe(false)
  expect(canChange(space('s', 'OWNER', [me, pam]), viewer, pam)).toBe(true)
  expect(canLeave(space('s', 'OWNER', [me, pam]), viewer)).toBe(false)
  expect(canLeave(space('s', 'OWNER', [me, member('ann', 'OWNER')]), viewer)).toBe(true)
})

test('everybody may leave a space that they do not own, and nobody their own', () => {
  const me = member('me', 'PARTNER')
  expect(canLeave(space('s', 'PARTNER', [me]), viewer)).toBe(true)
  expect(canLeave(space('own', 'OWNER', [member('me', 'OWNER'), member('ann', 'OWNER')]), viewer)).toBe(false)
})

test('the last space of somebody is where leaving signs them out', () => {
  const s = space('s', 'PARTNER', [])
  expect(isLastSpace(s, viewer)).toBe(true)
  expect(isLastSpace(s, { ...viewer, isAdmin: true })).toBe(false)
  expect(isLastSpace(s, { ...viewer, spaces: [...viewer.spaces, { id: 't', name: 'T', role: 'STAFF' }] })).toBe(false)
})

test('people of other spaces can be added, each once, by name', () => {
  const spaces = [
    space('s', 'OWNER', [member('me', 'OWNER')]),
    space('t', 'OWNER', [member('me', 'OWNER'), member('b', 'STAFF'), member('a', 'STAFF')]),
    space('u', 'STAFF', [member('b', 'OWNER')]),
  ]
  expect(peopleElsewhere(spaces, 's').map(({ id }) => id)).toEqual(['a', 'b'])
})
