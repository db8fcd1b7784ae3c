import type { Viewer } from '@sluice/core/viewer'
import type { Prisma } from '@sluice/prisma/client'

const nothing = { id: { in: [] as string[] } }

function isAdmin({ scopes }: Viewer): boolean {
  return scopes.has('ADMIN')
}

/** The spaces that a viewer is in. */
function spaces({ id }: Viewer) {
  return { members: { some: { principalId: id } } } satisfies Prisma.SpaceWhereInput
}

/** A viewer's own threads, and those that a space shares that they are in. */
function threads(viewer: Viewer) {
  return {
    OR: [{ ownerId: viewer.id }, { visibility: 'SPACE', space: spaces(viewer) }],
  } satisfies Prisma.ThreadWhereInput
}

/**
 * What a viewer may see, as filters that every query and relation goes through. `seesThread` of the server says the same for
 * statements that are written by hand.
 */
export const visible = {
  spaces,
  threads,
  /** Whoever sees a thread sees all of it. */
  generations: (viewer: Viewer) => ({ thread: threads(viewer) }) satisfies Prisma.GenerationWhereInput,
  /** What they have started themselves, as far as they still see it. */
  ownGenerations: (viewer: Viewer) =>
    ({ ownerId: viewer.id, thread: threads(viewer) }) satisfies Prisma.GenerationWhereInput,
  serviceTokens: (viewer: Viewer) => (isAdmin(viewer) ? {} : nothing) satisfies Prisma.ServiceTokenWhereInput,
  auditEntries: (viewer: Viewer) => (isAdmin(viewer) ? {} : nothing) satisfies Prisma.AuditEntryWhereInput,
}
