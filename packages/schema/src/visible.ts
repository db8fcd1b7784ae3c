import type { Viewer } from '@sluice/core/viewer'
import type { Prisma } from '@sluice/prisma/client'

/**
 * What a viewer may see, as filters that every query and relation goes through. Today everything belongs to the one who
 * made it; sharing widens these and nothing else.
 */
export const visible = {
  generations: (viewer: Viewer) => ({ ownerId: viewer.id }) satisfies Prisma.GenerationWhereInput,
  threads: (viewer: Viewer) => ({ ownerId: viewer.id }) satisfies Prisma.ThreadWhereInput,
  spaces: (viewer: Viewer) => ({ id: viewer.spaceId }) satisfies Prisma.SpaceWhereInput,
}
