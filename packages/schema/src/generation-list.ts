import { toWellFormed } from '@sluice/core/text/well-formed'
import type { Prisma } from '@sluice/prisma/client'
import { builder } from './builder.ts'
import { createdWithin } from './created-within.ts'
import { Generation } from './generation.ts'
import { GenerationStatus } from './generation-enums.ts'
import { uuidOf } from './global-id.ts'
import { pages, placeOf } from './page.ts'
import { visible } from './visible.ts'

const GenerationFilter = builder.inputType('GenerationFilter', {
  description: 'Which generations; what is left out does not filter.',
  fields: (t) => ({
    status: t.field({ type: [GenerationStatus], description: 'In one of these statuses.' }),
    label: t.string({ description: 'With this label.' }),
    threadId: t.id({ description: 'In this thread.' }),
    createdAfter: t.field({ type: 'DateTime', description: 'Started at this time or later.' }),
    createdBefore: t.field({ type: 'DateTime', description: 'Started before this time.' }),
  }),
})

type Filter = typeof GenerationFilter.$inferInput

function whereOf({ status, label, threadId, ...times }: Filter): Prisma.GenerationWhereInput {
  const where: Prisma.GenerationWhereInput = { createdAt: createdWithin(times) }
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
    description: 'Your generations, newest first.',
    args: { filter: t.arg({ type: GenerationFilter, description: 'Which ones. Default: all.' }) },
    resolve: async (query, _, { filter, ...page }, { prisma, viewer }) => {
      const mine = visible.ownGenerations(viewer)
      const find = (id: string) => prisma.generation.findFirst({ where: { id, ...mine }, select: { id: true } })
      const where = { ...(filter && whereOf(filter)), ...mine }
      return prisma.generation.findMany({ ...query, ...(await placeOf(page, find)), where, orderBy: { id: 'desc' } })
    },
  }),
}))
