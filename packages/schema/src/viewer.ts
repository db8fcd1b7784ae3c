import type { Viewer as CoreViewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { PrincipalKind } from './generation-enums.ts'
import { TokenScope } from './service-token.ts'
import { Space } from './space.ts'

const OwnSignIn = builder.prismaObject('Principal', {
  variant: 'OwnSignIn',
  description: 'How a person signs in, beside by links. Only they see it.',
  select: { signInMethods: { select: { provider: true } } },
  fields: (t) => ({
    email: t.exposeString('email', {
      nullable: true,
      description:
        'The e-mail address by which they sign in, and are known to an issuer. Null while they have set none.',
    }),
    hasPassword: t.boolean({
      description: 'Whether they have set a password.',
      resolve: ({ signInMethods }) => signInMethods.some(({ provider }) => provider === 'credential'),
    }),
    needsCurrentPassword: t.boolean({
      description:
        'Whether a new password takes the one that they have. It does not for an hour after they came in by a link or the issuer: one may have forgotten it. Who has none yet sets one within that hour.',
      resolve: (_, __, context) => context.needsCurrentPassword(),
    }),
    isLinked: t.boolean({
      description: 'Whether they sign in at an issuer too.',
      resolve: ({ signInMethods }) => signInMethods.some(({ provider }) => provider === 'oidc'),
    }),
    isOfIssuer: t.exposeBoolean('isOfIssuer', {
      description: 'Whether the issuer vouches for them: then they have no password here.',
    }),
  }),
})

/** Who is asking. */
export const Viewer = builder.objectRef<CoreViewer>('Viewer').implement({
  description: 'Who is asking.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names this principal; the same at every sign-in.' }),
    name: t.exposeString('name', { description: 'What people call them.' }),
    kind: t.expose('kind', { type: PrincipalKind, description: 'How they sign in.' }),
    scopes: t.field({
      type: [TokenScope],
      description: 'What they may do here. Whoever has ADMIN administers this server.',
      resolve: ({ scopes }) => [...scopes],
    }),
    space: t.prismaField({
      type: Space,
      description: 'Their own space, where threads go that name no other.',
      resolve: (query, viewer, _, { prisma }) =>
        prisma.space.findUniqueOrThrow({ ...query, where: { id: viewer.spaceId } }),
    }),
    signIn: t.prismaField({
      type: OwnSignIn,
      description: 'How they sign in.',
      resolve: (query, viewer, _, { prisma }) =>
        prisma.principal.findUniqueOrThrow({ ...query, where: { id: viewer.id } }),
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
