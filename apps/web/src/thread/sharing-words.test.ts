import { expect, test } from 'vitest'
import { makeFormats } from '../i18n/formats.ts'
import { sharingDe } from './sharing.de.ts'
import { sharingEn } from './sharing.en.ts'
import { canDelete, canShare, canStopOthers, canTakeBack, sharingWords } from './sharing-words.ts'
import type { ThreadSight } from './thread-requests.ts'

const viewer = { id: 'me', name: 'Me', scopes: [], isAdmin: false, space: { id: 'own', name: 'Me' }, spaces: [] }
const me = { id: 'me', name: 'Me' }
const others = (...names: string[]) => [me, ...names.map((name) => ({ id: name, name }))]
const space = { id: 's', name: 'Research', role: 'OWNER', members: [me] } as const satisfies ThreadSight['space']
const marks = { title: 'T', isRenamable: true, isPinned: false, isArchived: false, activeLeaf: null, forkedFrom: null }
const mine: ThreadSight = { ...marks, id: 't', visibility: 'PRIVATE', isMine: true, space }
const shared = (role: ThreadSight['space']['role'], isMine = false): ThreadSight => ({
  ...mine,
  visibility: 'SPACE',
  isMine,
  space: { ...space, role },
})

const english = { words: sharingEn, formats: makeFormats('en') }
const german = { words: sharingDe, formats: makeFormats('de') }

test('says who sees a thread', () => {
  const words = (...names: string[]) =>
    sharingWords({ ...shared('OWNER'), space: { ...space, members: others(...names) } }, viewer, english)
  expect(sharingWords({ ...mine, space: { ...space, members: others('Ann') } }, viewer, english)).toBe(
    'Only you see this thread.',
  )
  expect(words()).toBe('Everybody in Research sees this thread.')
  expect(words('Ann')).toBe('Everybody in Research sees this thread: you and Ann.')
  expect(words('Ann', 'Ben', 'Cy')).toBe('Everybody in Research sees this thread: you, Ann, Ben, and Cy.')
  expect(words('Ann', 'Ben', 'Cy', 'Di')).toMatch(/: you, Ann, Ben, Cy, and Di\.$/)
  expect(words('Ann', 'Ben', 'Cy', 'Di', 'Ed')).toMatch(/: you, Ann, Ben, Cy, and 2 others\.$/)
  expect(sharingWords(shared('PARTNER'), viewer, english)).toMatch(/^Shared with Research\. As a partner/)
  expect(sharingWords({ ...shared('OWNER'), space: { ...space, members: others('Ann', 'Ben') } }, viewer, german)).toBe(
    'Alle im Raum Research sehen dieses Gespräch: du, Ann und Ben.',
  )
})

test('its beginner shares it with a space that they are in', () => {
  expect(canShare(mine, viewer)).toBe(true)
  expect(canShare({ ...mine, space: { ...space, role: 'PARTNER' } }, viewer)).toBe(true)
  expect(canShare({ ...mine, space: { ...space, role: null } }, viewer)).toBe(false)
  expect(canShare(shared('OWNER', true), viewer)).toBe(false)
})

test('a space of their own with nobody else in it is nothing to share with', () => {
  const own = { ...space, id: 'own', name: 'Me' }
  expect(canShare({ ...mine, space: own }, viewer)).toBe(false)
  expect(canShare({ ...mine, space: { ...own, members: others('Ann') } }, viewer)).toBe(true)
})

test('its beginner takes it back, and an owner of the space', () => {
  expect(canTakeBack(shared('PARTNER', true))).toBe(true)
  expect(canTakeBack(shared('OWNER'))).toBe(true)
  expect(canTakeBack(shared('STAFF'))).toBe(false)
  expect(canTakeBack(mine)).toBe(false)
})

test('partners do not stop what others started, unless the thread is theirs', () => {
  expect(canStopOthers(shared('STAFF'))).toBe(true)
  expect(canStopOthers(shared('PARTNER'))).toBe(false)
  expect(canStopOthers(shared('PARTNER', true))).toBe(true)
})

test('its beginner deletes it, and an owner of the space that it is shared with', () => {
  expect(canDelete(mine)).toBe(true)
  expect(canDelete(shared('OWNER'))).toBe(true)
  expect(canDelete(shared('STAFF'))).toBe(false)
  expect(canDelete({ ...shared('OWNER'), visibility: 'PRIVATE' })).toBe(false)
})
