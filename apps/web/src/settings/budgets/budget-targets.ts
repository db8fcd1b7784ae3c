import type { Viewer } from '../../app/app-requests.ts'
import type { BudgetScope } from '../generated/graphql.ts'
import type { Space } from '../spaces/spaces-requests.ts'

/** Somebody or something that a budget can be for. */
export type Target = { id: string; name: string }
/** Whom the viewer may set a budget for; a scope that is not theirs has no entry. */
export type Targets = ReadonlyMap<BudgetScope, readonly Target[]>

type Seer = Pick<Viewer, 'id' | 'isAdmin' | 'space'>
type Known = { spaces: readonly Pick<Space, 'id' | 'name' | 'role' | 'members'>[]; services: readonly Target[] }

const byName = (targets: Iterable<Target>) => [...targets].toSorted((a, b) => a.name.localeCompare(b.name))

/** All members of a kind, each once. */
function membersOf(spaces: Known['spaces'], kind: 'PERSON' | 'SERVICE'): Target[] {
  const members = spaces.flatMap((space) => space.members).filter((member) => member.kind === kind)
  return [...new Map(members.map(({ id, name }) => [id, { id, name }])).values()]
}

/** Whom the viewer may limit: an owner the partners of their spaces, an administrator everybody that this page knows by name. */
export function targetsOf({ spaces, services }: Known, viewer: Seer): Targets {
  const shared = spaces.filter(({ id }) => id !== viewer.space.id)
  const owned = shared.filter(({ role }) => role === 'OWNER').map(({ id, name }) => ({ id, name }))
  if (!viewer.isAdmin) return new Map(owned.length > 0 ? [['PARTNERS', byName(owned)]] : [])
  const all = new Map([...membersOf(spaces, 'SERVICE'), ...services].map((service) => [service.id, service]))
  return new Map<BudgetScope, readonly Target[]>([
    ['PERSON', byName(membersOf(spaces, 'PERSON'))],
    ['SPACE', byName(spaces.map(({ id, name }) => ({ id, name })))],
    ['PARTNERS', byName(shared.map(({ id, name }) => ({ id, name })))],
    ['SERVICE', byName(all.values())],
  ])
}

/** What people, services and spaces are called whom this page knows. */
export function namesOf({ spaces, services }: Known): ReadonlyMap<string, string> {
  const known = [...spaces.flatMap(({ members }) => members), ...spaces, ...services]
  return new Map(known.map(({ id, name }) => [id, name]))
}
