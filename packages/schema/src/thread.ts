import type { Prisma } from '@sluice/prisma/client'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { createdWithin } from './created-within.ts'
import { ThreadVisibility } from './generation-enums.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { beyondCursor, type PageArgs, pages, placeOf } from './page.ts'
import { complexityOfSearch, searchedText } from './text-filter.ts'
import { marked, visible } from './visible.ts'

async function generationsOf(page: PageArgs, { prisma, viewer }: Context) {
  const where = visible.generations(viewer)
  const find = (id: string) => prisma.generation.findFirst({ where: { id, ...where }, select: { id: true } })
  return { where, orderBy: { id: 'asc' } as const, ...(await placeOf(page, find)) }
}

/** Pothos waits for a query that is a promise (4.17); its types do not say so yet. */
function awaitedByPothos<T>(query: Promise<T>): T {
  return query as T
}

/** A conversation: a tree of generations. */
export const Thread = builder.prismaNode('Thread', {
  id: { field: 'id', description: 'Global id.' },
  description: 'A conversation: a tree of generations.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ id: asUuid(id), ...visible.threads(viewer) }),
  fields: (t) => ({
    title: t.string({
      select: { title: true },
      description: 'Taken from its first prompt. Empty where your share does not show that.',
      resolve: ({ title }, _, { viewer }) => (viewer.share?.showsPrompts === false ? '' : title),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
    space: t.relation('space', { description: 'The space that it belongs to.' }),
    visibility: t.expose('visibility', {
      type: ThreadVisibility,
      description: 'Who sees it beside the one who began it.',
    }),
    isMine: t.boolean({
      select: { ownerId: true },
      description: 'Whether you began it.',
      resolve: ({ ownerId }, _, { viewer }) => ownerId === viewer.id,
    }),
    generations: t.relatedConnection('generations', {
      cursor: 'id',
      ...pages,
      description: 'Its generations, oldest first.',
      query: (page, context) => awaitedByPothos(generationsOf(page, context)),
    }),
  }),
})

const ThreadFilter = builder.inputType('ThreadFilter', {
  description: 'Which threads; what is left out does not filter.',
  fields: (t) => ({
    spaceId: t.id({ description: 'In this space.' }),
    createdAfter: t.field({ type: 'DateTime', description: 'Begun at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Begun before this time.' }),
    text: t.string({
      description:
        'With this in its title, an output that has ended or a prompt that you are shown, in upper or lower case; 200 characters at most. Looks through the newest 5,000 that you see, and finds 1,000 at most.',
    }),
    isPinned: t.boolean({ description: 'Whether you have pinned it.' }),
    isArchived: t.boolean({ description: 'Whether you have put it aside.' }),
  }),
})

type Filter = typeof ThreadFilter.$inferInput

async function whereOf(filter: Filter, { viewer, search }: Context): Promise<Prisma.ThreadWhereInput> {
  const { spaceId, text, isPinned, isArchived, ...times } = filter
  const sought = searchedText(text)
  return {
    createdAt: createdWithin(times),
    ...(spaceId && { spaceId: uuidOf('Space', spaceId) }),
    ...(sought !== null && { id: { in: [...(await search().threads(sought))] } }),
    AND: [
      typeof isPinned === 'boolean' ? marked(viewer, isPinned, { pinnedAt: { not: null } }) : {},
      typeof isArchived === 'boolean' ? marked(viewer, isArchived, { archivedAt: { not: null } }) : {},
    ],
  }
}

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
    complexity: complexityOfSearch,
    description: 'Your threads and those that your spaces share, newest first.',
    args: { filter: t.arg({ type: ThreadFilter, description: 'Which ones. Default: all.' }) },
    resolve: async ({ cursor: _cursor, ...query }, _, { filter, ...page }, context) => {
      const { prisma, viewer } = context
      const seen = await visible.threadsListed(prisma, viewer)
      return prisma.thread.findMany({
        ...query,
        skip: 0,
        where: { AND: [seen, filter ? await whereOf(filter, context) : {}, beyondCursor(page)] },
        orderBy: { id: 'desc' },
      })
    },
  }),
}))
