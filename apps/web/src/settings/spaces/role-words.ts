import type { SpaceRole } from '../generated/graphql.ts'

/** All roles, the most first. */
export const roles = ['OWNER', 'STAFF', 'PARTNER'] as const satisfies readonly SpaceRole[]

const names: Partial<Record<SpaceRole, string>> = { OWNER: 'Owner', STAFF: 'Staff', PARTNER: 'Partner' }
const meanings: Partial<Record<SpaceRole, { they: string; you: string }>> = {
  OWNER: {
    they: 'Lets others in and out, and sees and stops everything that is shared here.',
    you: 'you let others in and out, and see and stop everything that is shared here.',
  },
  STAFF: {
    they: 'Sees and stops everything that is shared here.',
    you: 'you see and stop everything that is shared here.',
  },
  PARTNER: {
    they: 'Sees what is shared here, but neither what others cost nor prompts that are marked internal.',
    you: 'you see what is shared here, but neither what others cost nor prompts that are marked internal.',
  },
}

/** What a role is called. */
export const roleName = (role: SpaceRole): string => names[role] ?? role

/** What a role means, in a sentence. */
export const roleMeaning = (role: SpaceRole): string => meanings[role]?.they ?? ''

/** The same, to whom it is given, as the second half of a sentence. */
export const yourRoleMeaning = (role: SpaceRole): string => meanings[role]?.you ?? ''
