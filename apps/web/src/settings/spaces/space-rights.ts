import type { Viewer } from '../../app/app-requests.ts'
import type { Member, Space } from './spaces-requests.ts'

type SpaceOf = Pick<Space, 'id' | 'role' | 'members'>
type Seer = Pick<Viewer, 'id' | 'space' | 'isAdmin' | 'spaces'>

const isOwnOf = (space: SpaceOf, viewer: Seer) => space.id === viewer.space.id

/** Whether the viewer lets others in and out. Everybody owns the space that is their own, but lets nobody in there. */
export const canManage = (space: SpaceOf, viewer: Seer): boolean =>
  space.role === 'OWNER' && (!isOwnOf(space, viewer) || viewer.isAdmin)

const isLastOwner = (space: SpaceOf, member: Pick<Member, 'role'>) =>
  member.role === 'OWNER' && space.members.filter(({ role }) => role === 'OWNER').length === 1

/** Whether the viewer may make this member something else, or send them away: a space keeps an owner. */
export const canChange = (space: SpaceOf, viewer: Seer, member: Member): boolean =>
  canManage(space, viewer) && !isLastOwner(space, member)

/** Whether the viewer may go: not from their own space, nor as its last owner. */
export function canLeave(space: SpaceOf, viewer: Seer): boolean {
  const self = space.members.find(({ id }) => id === viewer.id)
  return !isOwnOf(space, viewer) && self !== undefined && !isLastOwner(space, self)
}

/** Whether leaving signs the viewer out, since they are let in nowhere else. */
export const isLastSpace = (space: SpaceOf, viewer: Seer): boolean =>
  !viewer.isAdmin && viewer.spaces.every(({ id }) => id === space.id)

/** Somebody by name. */
export type Person = { id: string; name: string }

/** Whom the viewer knows from other spaces and could add to this one, by name. */
export function peopleElsewhere(spaces: readonly SpaceOf[], spaceId: string): Person[] {
  const here = new Set(spaces.find(({ id }) => id === spaceId)?.members.map(({ id }) => id))
  const known = new Map(spaces.flatMap(({ members }) => members).map(({ id, name }) => [id, { id, name }]))
  return [...known.values()].filter(({ id }) => !here.has(id)).toSorted((a, b) => a.name.localeCompare(b.name))
}
