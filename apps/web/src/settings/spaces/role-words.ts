import type { Dictionary } from '../../i18n/dictionary.ts'
import type { SpaceRole } from '../generated/graphql.ts'

/** All roles, the most first. */
export const roles = ['OWNER', 'STAFF', 'PARTNER'] as const satisfies readonly SpaceRole[]

/** What a role means, of the meanings that there are; nothing for one of a newer server than this page. */
export function roleMeaning(role: SpaceRole, meanings: Dictionary['spaces']['meanings']): string {
  const known = roles.find((known) => known === role)
  return known ? meanings[known] : ''
}
