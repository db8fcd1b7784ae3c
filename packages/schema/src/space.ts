import { builder } from './builder.ts'
import { asUuid } from './global-id.ts'
import { visible } from './visible.ts'

/** A group of people and what they share. */
export const Space = builder.prismaNode('Space', {
  id: { field: 'id', description: 'Global id.' },
  description: 'A group of people and what they share.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.spaces(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What people call it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})
