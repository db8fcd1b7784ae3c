import type { SpaceRole as Role } from '@sluice/core/space/space'
import { builder } from './builder.ts'
import { PrincipalKind, SpaceRole } from './generation-enums.ts'
import { asUuid } from './global-id.ts'
import { visible } from './visible.ts'

/** Somebody in a space. */
interface Member {
  readonly role: Role
  readonly createdAt: Date
  readonly principal: { readonly id: string; readonly name: string; readonly kind: 'PERSON' | 'SERVICE' }
}

const SpaceMember = builder.objectRef<Member>('SpaceMember').implement({
  description: 'Somebody in a space.',
  fields: (t) => ({
    id: t.id({ description: 'Names this principal, as viewer.id does.', resolve: ({ principal }) => principal.id }),
    name: t.string({ description: 'What people call them.', resolve: ({ principal }) => principal.name }),
    kind: t.field({
      type: PrincipalKind,
      description: 'How they sign in.',
      resolve: ({ principal }) => principal.kind,
    }),
    role: t.expose('role', { type: SpaceRole, description: 'What they are there.' }),
    since: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
  }),
})

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
    retentionDays: t.exposeInt('retentionDays', {
      nullable: true,
      description:
        'After how many days in which nothing in it has begun, ended or been revised a thread is deleted. Null: never.',
    }),
    role: t.field({
      type: SpaceRole,
      nullable: true,
      description: 'What you are there. Null when you are not in it any more.',
      select: (_, { viewer }) => ({ members: { where: { principalId: viewer.id }, select: { role: true } } }),
      resolve: ({ members }) => members[0]?.role ?? null,
    }),
    partnerModels: t.stringList({
      nullable: true,
      select: { partnerModels: true },
      description: 'The models that its partners may ask there, as provider:model. Null for all.',
      // Written by `setSpaceModels`, which takes nothing else in.
      resolve: ({ partnerModels }) => partnerModels as string[] | null,
    }),
    members: t.field({
      type: [SpaceMember],
      description: 'Who is in it, 500 at most. Partners are told of themselves alone.',
      complexity: { multiplier: 20 },
      resolve: async ({ id }, _, { prisma, viewer }) => {
        const select = {
          role: true,
          createdAt: true,
          principal: { select: { id: true, name: true, kind: true } },
        } as const
        const all = await prisma.membership.findMany({
          where: { spaceId: id, space: visible.spaces(viewer) },
          select,
          orderBy: { createdAt: 'asc' },
          take: 500,
        })
        const mine = all.find(({ principal }) => principal.id === viewer.id)
        return mine && mine.role !== 'PARTNER' ? all : all.filter((member) => member === mine)
      },
    }),
  }),
})

builder.queryField('spaces', (t) =>
  t.prismaField({
    type: [Space],
    description: 'The spaces that you are in, 500 at most.',
    complexity: { multiplier: 20 },
    resolve: (query, _, __, { prisma, viewer }) =>
      prisma.space.findMany({ ...query, where: visible.spaces(viewer), orderBy: { id: 'asc' }, take: 500 }),
  }),
)
