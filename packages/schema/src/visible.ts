import { notFound } from '@sluice/core/app-error'
import type { Viewer } from '@sluice/core/viewer'
import type { Prisma, PrismaClient } from '@sluice/prisma/client'

const nothing = { id: { in: [] as string[] } }

function isAdmin({ scopes }: Viewer): boolean {
  return scopes.has('ADMIN')
}

/** The spaces that a viewer is in. */
function spaces({ id }: Viewer) {
  return { members: { some: { principalId: id } } } satisfies Prisma.SpaceWhereInput
}

/** A viewer's own threads, and those that a space shares that they are in; through a share, its thread and no other. */
function threads(viewer: Viewer) {
  const { share } = viewer
  return {
    deletedAt: null,
    OR: share ? [{ id: share.threadId }] : [{ ownerId: viewer.id }, { visibility: 'SPACE', space: spaces(viewer) }],
  } satisfies Prisma.ThreadWhereInput
}

/** The spaces in which a viewer is owner or staff. */
function inside({ id }: Viewer) {
  return {
    members: { some: { principalId: id, role: { in: ['OWNER', 'STAFF'] } } },
  } satisfies Prisma.SpaceWhereInput
}

/** Those that a viewer may make shares of. */
function shareable(viewer: Viewer) {
  return {
    deletedAt: null,
    OR: [
      { ownerId: viewer.id, space: spaces(viewer) },
      { visibility: 'SPACE', space: inside(viewer) },
    ],
  } satisfies Prisma.ThreadWhereInput
}

/** Threads that a viewer has marked in some way, or all others. */
export function marked({ id }: Viewer, isSo: boolean, how: Prisma.ThreadMarkWhereInput): Prisma.ThreadWhereInput {
  const mark = { principalId: id, ...how }
  return { marks: isSo ? { some: mark } : { none: mark } }
}

/** What has to be read of a thread to tell whether its viewer may name and delete it. `mayManage` of the server says the same. */
export function manageSelect({ id }: Viewer) {
  return {
    ownerId: true,
    visibility: true,
    space: { select: { members: { where: { principalId: id, role: 'OWNER' }, select: { role: true } } } },
  } as const
}

/** What {@link manageSelect} reads. */
interface Managed {
  readonly ownerId: string
  readonly visibility: 'PRIVATE' | 'SPACE'
  readonly space: { readonly members: readonly object[] }
}

/** Whoever began it, and an owner of the space that shares it. */
export function mayManage({ ownerId, visibility, space }: Managed, { id }: Viewer): boolean {
  return ownerId === id || (visibility === 'SPACE' && space.members.length > 0)
}

/** The same as `threads`, for lists: by an `IN` the database goes by its indexes, where a subquery would have it look at every thread. */
async function threadsListed(prisma: PrismaClient, viewer: Viewer): Promise<Prisma.ThreadWhereInput> {
  if (viewer.share) return threads(viewer)
  const joined = await prisma.membership.findMany({ where: { principalId: viewer.id }, select: { spaceId: true } })
  const spaceIds = joined.map(({ spaceId }) => spaceId)
  return { deletedAt: null, OR: [{ ownerId: viewer.id }, { visibility: 'SPACE', spaceId: { in: spaceIds } }] }
}

/**
 * What a viewer may see, as filters that every query and relation goes through. `seesThread` and `mayShare` of the server say the same
 * for statements that are written by hand; those serve nobody who looks through a share.
 */
export const visible = {
  spaces,
  threads,
  threadsListed,
  shareable,
  shares: (viewer: Viewer) => ({ thread: shareable(viewer) }) satisfies Prisma.ShareWhereInput,
  /** Whoever sees a thread sees all of it. */
  generations: (viewer: Viewer) => ({ thread: threads(viewer) }) satisfies Prisma.GenerationWhereInput,
  /** What they have started themselves, as far as they still see it. */
  ownGenerations: (viewer: Viewer) =>
    ({ ownerId: viewer.id, isCopy: false, thread: threads(viewer) }) satisfies Prisma.GenerationWhereInput,
  /** Whoever sees a thread, and nobody through a share. */
  comments: (viewer: Viewer) =>
    (viewer.share ? nothing : { generation: { thread: threads(viewer) } }) satisfies Prisma.CommentWhereInput,
  /** One's own, all on what one has started, and all in the spaces where one is owner or staff; nothing through a share. */
  feedback: (viewer: Viewer) =>
    (viewer.share
      ? nothing
      : {
          generation: { thread: threads(viewer) },
          OR: [
            { authorId: viewer.id },
            { generation: { ownerId: viewer.id } },
            { generation: { space: inside(viewer) } },
          ],
        }) satisfies Prisma.FeedbackWhereInput,
  serviceTokens: (viewer: Viewer) => (isAdmin(viewer) ? {} : nothing) satisfies Prisma.ServiceTokenWhereInput,
  providerConnections: (viewer: Viewer) =>
    (isAdmin(viewer) ? {} : nothing) satisfies Prisma.ProviderConnectionWhereInput,
  auditEntries: (viewer: Viewer) => (isAdmin(viewer) ? {} : nothing) satisfies Prisma.AuditEntryWhereInput,
}

/**
 * What was found, if its viewer sees it. So also of what a change was made to: a repeat of a start may come when the thread is out of their sight.
 *
 * @throws AppError with NOT_FOUND
 */
export async function seenOr<T>(found: Promise<T | null>): Promise<T> {
  const seen = await found
  if (seen === null) throw notFound('generation')
  return seen
}
