import { expect, test } from 'vitest'
import type { SpaceRole } from '../generated/graphql.ts'
import { namesOf, targetsOf } from './budget-targets.ts'

const person = (id: string, role: SpaceRole) => ({ id, name: `N${id}`, kind: 'PERSON' as const, role, since: '' })
const spaces = [
  { id: 'own', name: 'Me', role: 'OWNER' as const, members: [person('me', 'OWNER')] },
  { id: 's1', name: 'Studio', role: 'OWNER' as const, members: [person('me', 'OWNER'), person('pam', 'PARTNER')] },
  { id: 's2', name: 'Atelier', role: 'STAFF' as const, members: [person('me', 'STAFF')] },
]
const services = [{ id: 'v1', name: 'search' }]
const viewer = { id: 'me', isAdmin: false, space: { id: 'own', name: 'Me' } }

test('an owner limits the partners of their spaces, and nobody else', () => {
  expect([...targetsOf({ spaces, services: [] }, viewer)]).toEqual([['PARTNERS', [{ id: 's1', name: 'Studio' }]]])
  expect(targetsOf({ spaces: spaces.slice(0, 1), services: [] }, viewer).size).toBe(0)
})

test('an administrator limits everybody whom they know by name, each offered once', () => {
  const targets = targetsOf({ spaces, services }, { ...viewer, isAdmin: true })
  expect(targets.get('PERSON')?.map(({ id }) => id)).toEqual(['me', 'pam'])
  expect(targets.get('PARTNERS')?.map(({ name }) => name)).toEqual(['Atelier', 'Studio'])
  expect(targets.get('SERVICE')).toEqual(services)
  expect(namesOf({ spaces, services }).get('v1')).toBe('search')
})
