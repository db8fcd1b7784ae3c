import type { Viewer as CoreViewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { Space } from './space.ts'
import { visible } from './visible.ts'

const PrincipalKind = builder.enumType('PrincipalKind', {
  description: 'How someone signs in.',
  values: {
    PERSON: { description: 'A person, in a browser.' },
    SERVICE: { description: 'An internal service, with a bearer token.' },
  } as const,
})

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
        prisma.space.findFirstOrThrow({ ...query, where: visible.spaces(viewer) }),
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
