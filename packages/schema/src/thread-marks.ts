import type { Viewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { Generation } from './generation.ts'
import { Thread } from './thread.ts'
import { manageSelect, mayManage, visible } from './visible.ts'

/** The viewer's own marks of a thread, which are one row or none. */
function ownMarks<T extends object>({ id }: Viewer, select: T) {
  return { marks: { where: { principalId: id }, select } }
}

builder.prismaObjectFields(Thread, (t) => ({
  isPinned: t.boolean({
    select: (_, { viewer }) => ownMarks(viewer, { pinnedAt: true } as const),
    description: 'Whether you have pinned it. Others are not told.',
    resolve: ({ marks: [mark] }) => Boolean(mark?.pinnedAt),
  }),
  isArchived: t.boolean({
    select: (_, { viewer }) => ownMarks(viewer, { archivedAt: true } as const),
    description: 'Whether you have put it aside. Others are not told.',
    resolve: ({ marks: [mark] }) => Boolean(mark?.archivedAt),
  }),
  activeLeaf: t.field({
    type: Generation,
    nullable: true,
    select: (_, { viewer }, selectLeaf) => ownMarks(viewer, { activeLeaf: selectLeaf(true) }),
    description: 'Where the branch ends that you look at, as markThread was last told. Null before that.',
    resolve: ({ marks: [mark] }) => mark?.activeLeaf ?? null,
  }),
  isRenamable: t.boolean({
    select: (_, { viewer }) => manageSelect(viewer),
    description: 'Whether you may give it another title.',
    resolve: (thread, _, { viewer }) => mayManage(thread, viewer),
  }),
  forkedFrom: t.prismaField({
    type: Generation,
    nullable: true,
    select: { forkedFromId: true },
    description:
      'The generation up to which it holds copies of another thread. Null unless forkThread made it, and where you do not see that generation.',
    resolve: (query, { forkedFromId: id }, _, { prisma, viewer }) =>
      id === null ? null : prisma.generation.findFirst({ ...query, where: { id, ...visible.generations(viewer) } }),
  }),
}))

builder.prismaObjectFields(Generation, (t) => ({
  isUnread: t.boolean({
    select: { ownerId: true, isUnread: true },
    description:
      'Whether it is yours and has ended since you last looked at its thread (markThread), unless it was you who stopped it. Nothing that a service starts becomes so by itself.',
    resolve: ({ ownerId, isUnread }, _, { viewer }) => ownerId === viewer.id && isUnread,
  }),
  isCopy: t.exposeBoolean('isCopy', {
    description:
      'Whether forkThread made it: a copy of what another said, for which nobody was asked. It has neither attempts nor usage nor cost.',
  }),
}))
