import { toWellFormed } from '@sluice/core/text/well-formed'
import type { Prisma } from '@sluice/prisma/client'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { createdWithin } from './created-within.ts'
import { Generation } from './generation.ts'
import { GenerationStatus } from './generation-enums.ts'
import { uuidOf } from './global-id.ts'
import { beyondCursor, pages } from './page.ts'
import { complexityOfSearch, searchedText } from './text-filter.ts'
import { marked, visible } from './visible.ts'

const GenerationFilter = builder.inputType('GenerationFilter', {
  description: 'Which generations; what is left out does not filter.',
  fields: (t) => ({
    status: t.field({ type: [GenerationStatus], description: 'In one of these statuses.' }),
    label: t.string({ description: 'With this label.' }),
    model: t.string({ description: 'Answered by this model, or to be: provider:model.' }),
    spaceId: t.id({ description: 'In this space.' }),
    threadId: t.id({ description: 'In this thread.' }),
    createdAfter: t.field({ type: 'DateTime', description: 'Started at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Started before this time.' }),
    text: t.string({
      description:
        'With this in its prompt or, once it has ended, its output, in upper or lower case; 200 characters at most. Looks through your newest 5,000, and finds 1,000 at most.',
    }),
    isUnread: t.boolean({ description: 'Whether it has ended since you last looked at its thread.' }),
    isArchived: t.boolean({ description: 'Whether you have put its thread aside.' }),
  }),
})

type Filter = typeof GenerationFilter.$inferInput

async function whereOf(
  { status, label, model, spaceId, threadId, text, isUnread, isArchived, ...times }: Filter,
  context: Context,
): Promise<Prisma.GenerationWhereInput> {
  const where: Prisma.GenerationWhereInput = { createdAt: createdWithin(times) }
  const thread: Prisma.ThreadWhereInput = {}
  const sought = searchedText(text)
  if (sought !== null) where.id = { in: [...(await context.search().generations(sought))] }
  if (typeof isUnread === 'boolean') where.isUnread = isUnread
  if (typeof isArchived === 'boolean') {
    Object.assign(thread, marked(context.viewer, isArchived, { archivedAt: { not: null } }))
  }
  if (typeof spaceId === 'string') thread.spaceId = uuidOf('Space', spaceId)
  if (Object.keys(thread).length > 0) where.thread = thread
  if (typeof model === 'string') where.model = toWellFormed(model)
  if (status) where.status = { in: status }
  if (typeof label === 'string') where.labels = { has: toWellFormed(label) }
  if (typeof threadId === 'string') where.threadId = uuidOf('Thread', threadId)
  return where
}

builder.queryFields((t) => ({
  generation: t.prismaField({
    type: Generation,
    nullable: true,
    description: 'One generation. Null when there is none, or when you may not see it.',
    args: { id: t.arg.id({ required: true, description: 'Its global id.' }) },
    resolve: (query, _, { id }, { prisma, viewer }) =>
      prisma.generation.findFirst({
        ...query,
        where: { id: uuidOf('Generation', id), ...visible.generations(viewer) },
      }),
  }),
  generations: t.prismaConnection({
    type: Generation,
    cursor: 'id',
    ...pages,
    complexity: complexityOfSearch,
    description: 'Your generations, newest first. Copies that forkThread made are in their threads alone.',
    args: { filter: t.arg({ type: GenerationFilter, description: 'Which ones. Default: all.' }) },
    resolve: async ({ cursor: _cursor, ...query }, _, { filter, ...page }, context) => {
      const { prisma, viewer } = context
      const mine = visible.ownGenerations(viewer)
      const where = { AND: [mine, filter ? await whereOf(filter, context) : {}, beyondCursor(page)] }
      return prisma.generation.findMany({ ...query, skip: 0, where, orderBy: { id: 'desc' } })
    },
  }),
}))
