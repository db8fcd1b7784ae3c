import type { Viewer as CoreViewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { PrincipalKind } from './generation-enums.ts'
import { Space } from './space.ts'

const Viewer = builder.objectRef<CoreViewer>('Viewer').implement({
  description: 'Who is asking.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names this principal; the same at every sign-in.' }),
    name: t.exposeString('name', { description: 'What people call them.' }),
    kind: t.expose('kind', { type: PrincipalKind, description: 'How they sign in.' }),
    space: t.prismaField({
      type: Space,
      description: 'Their own space, where threads go that name no other.',
      resolve: (query, viewer, _, { prisma }) =>
        prisma.space.findUniqueOrThrow({ ...query, where: { id: viewer.spaceId } }),
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    description: 'Who you are, as this server sees it.',
    resolve: (_, __, { viewer }) => viewer,
  }),
)
