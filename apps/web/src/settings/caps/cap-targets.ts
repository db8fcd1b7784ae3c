import type { Space } from '../spaces/spaces-requests.ts'
import type { capScopes } from './cap-words.ts'

/** Something that a cap can name. */
export type CapTarget = { id: string; name: string }
export type KnownScope = (typeof capScopes)[number]
export type CapTargets = Record<KnownScope, readonly CapTarget[]>

const byItsId = (id: string): CapTarget => ({ id, name: id })

/** All that this page knows by name: the people and spaces of the viewer, and what the providers list. */
export function targetsOf(
  spaces: readonly Pick<Space, 'id' | 'name' | 'members'>[],
  named: { readonly providers: readonly string[]; readonly models: readonly string[] },
): CapTargets {
  const people = new Map(spaces.flatMap(({ members }) => members).map(({ id, name }) => [id, { id, name }]))
  return {
    PERSON: [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name)),
    SPACE: spaces.map(({ id, name }) => ({ id, name })),
    MODEL: named.models.map(byItsId),
    PROVIDER: named.providers.map(byItsId),
  }
}
