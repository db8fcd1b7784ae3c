import { builder } from './builder.ts'
import { createdWithin } from './created-within.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { pages, placeOf } from './page.ts'
import { visible } from './visible.ts'

/** A conversation: a tree of generations. */
export const Thread = builder.prismaNode('Thread', {
  id: { field: 'id', description: 'Global id.' },
  description: 'A conversation: a tree of generations.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ id: asUuid(id), ...visible.threads(viewer) }),
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Taken from its first prompt.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
    generations: t.relatedConnection('generations', {
      cursor: 'id',
      ...pages,
      description: 'Its generations, oldest first.',
      query: (page, { viewer }) => {
        const where = visible.generations(viewer)
        return { where, orderBy: { id: 'asc' }, ...placeOf(page, where) }
      },
    }),
  }),
})

const ThreadFilter = builder.inputType('ThreadFilter', {
  description: 'Which threads; what is left out does not filter.',
  fields: (t) => ({
    createdAfter: t.field({ type: 'DateTime', description: 'Begun at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Begun before this time.' }),
  }),
})

builder.queryFields((t) => ({
  thread: t.prismaField({
    type: Thread,
    nullable: true,
    description: 'One thread. Null when there is none, or when you may not see it.',
    args: { id: t.arg.id({ required: true, description: 'Its global id.' }) },
    resolve: (query, _, { id }, { prisma, viewer }) =>
      prisma.thread.findFirst({ ...query, where: { id: uuidOf('Thread', id), ...visible.threads(viewer) } }),
  }),
  threads: t.prismaConnection({
    type: Thread,
    cursor: 'id',
    ...pages,
    description: 'Your threads, newest first.',
    args: { filter: t.arg({ type: ThreadFilter, description: 'Which ones. Default: all.' }) },
    resolve: (query, _, { filter, ...page }, { prisma, viewer }) => {
      const mine = visible.threads(viewer)
      return prisma.thread.findMany({
        ...query,
        ...placeOf(page, mine),
        where: { ...mine, createdAt: createdWithin(filter ?? {}) },
        orderBy: { id: 'desc' },
      })
    },
  }),
}))
