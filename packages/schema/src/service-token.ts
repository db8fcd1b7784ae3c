import { isScope, type Scope, scopes } from '@sluice/core/access/scope'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { refusable } from './error.ts'
import { describe } from './generation-enums.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { visible } from './visible.ts'

/** The rights that are told apart. */
export const TokenScope = builder.enumType('TokenScope', {
  description: 'What a service token allows.',
  values: describe<Scope>(scopes),
})

/** What an internal service signs in with, without its secret. */
const ServiceToken = builder.prismaNode('ServiceToken', {
  id: { field: 'id', description: 'Global id.' },
  description: 'What an internal service signs in with. Its secret is shown once, when it is made.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.serviceTokens(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    service: t.string({
      select: { principal: { select: { name: true } } },
      description: 'The name of the service that it signs in.',
      resolve: ({ principal }) => principal.name,
    }),
    serviceId: t.exposeID('principalId', {
      description: 'Names the service, as viewer.id does where it signs in; setBudget takes it.',
    }),
    prefix: t.exposeString('prefix', { description: 'How its secret begins, to tell it from others.' }),
    scopes: t.field({
      type: [TokenScope],
      select: { scopes: true },
      description: 'What it allows.',
      resolve: (token) => token.scopes.filter(isScope),
    }),
    createdBy: t.string({
      select: { createdBy: { select: { name: true } } },
      description: 'Who made it.',
      resolve: ({ createdBy }) => createdBy.name,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on it does not hold. Null for one that does not expire.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked, if it was.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last used, to the minute. Null if it never was.',
    }),
  }),
})

builder.queryField('serviceTokens', (t) =>
  t.prismaField({
    type: [ServiceToken],
    description:
      'All service tokens, newest first, 500 at most; those of the configuration are not among them. Needs ADMIN.',
    complexity: { multiplier: 50 },
    resolve: (query, _, __, { prisma, viewer }) =>
      prisma.serviceToken.findMany({
        ...query,
        where: visible.serviceTokens(viewer),
        orderBy: { id: 'desc' },
        take: 500,
      }),
  }),
)

const tokenById = (t: Pick<Context, 'prisma'>, query: object, id: string) =>
  t.prisma.serviceToken.findUniqueOrThrow({ ...query, where: { id } })

const makeSuccess = (name: string) =>
  builder.objectRef<{ id: string; secret: string }>(name).implement({
    description: 'A token, with its secret.',
    fields: (t) => ({
      serviceToken: t.prismaField({
        type: ServiceToken,
        description: 'The token.',
        resolve: (query, { id }, _, context) => tokenById(context, query, id),
      }),
      secret: t.exposeString('secret', {
        description: 'What the service sends as its bearer token. Shown this once; Sluice keeps a hash of it only.',
      }),
    }),
  })

const CreateServiceTokenSuccess = makeSuccess('CreateServiceTokenSuccess')
const RotateServiceTokenSuccess = makeSuccess('RotateServiceTokenSuccess')

const RevokeServiceTokenSuccess = builder.objectRef<{ id: string }>('RevokeServiceTokenSuccess').implement({
  description: 'It does not hold any more. Its open streams end within 10 s.',
  fields: (t) => ({
    serviceToken: t.prismaField({
      type: ServiceToken,
      description: 'The token.',
      resolve: (query, { id }, _, context) => tokenById(context, query, id),
    }),
  }),
})

const creating = refusable('InvalidInput', 'Forbidden', 'Unavailable')
const changing = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')

const CreateServiceTokenResult = creating.resultOf(
  'CreateServiceToken',
  CreateServiceTokenSuccess,
  'The token, or why none was made.',
)

const RotateServiceTokenResult = changing.resultOf(
  'RotateServiceToken',
  RotateServiceTokenSuccess,
  'The new token, or why none was made.',
)

const RevokeServiceTokenResult = changing.resultOf(
  'RevokeServiceToken',
  RevokeServiceTokenSuccess,
  'The token, or why it could not be revoked.',
)

const CreateServiceTokenInput = builder.inputType('CreateServiceTokenInput', {
  description: 'For which service, and what it allows.',
  fields: (t) => ({
    service: t.string({
      required: true,
      description:
        'The name of the service: 1 to 64 letters, digits, dots, - and _. It gets a space of its own when it is new.',
    }),
    scopes: t.field({
      type: [TokenScope],
      required: true,
      description: 'What it allows, one at least, and none that you do not have.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From when on it does not hold. Default: it does not expire.',
    }),
  }),
})

const RotateServiceTokenInput = builder.inputType('RotateServiceTokenInput', {
  description: 'Which token to replace.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The token.' }),
    overlapMs: t.int({
      description:
        'How long the old one holds beside the new one, up to 2,147,483,647, some 24 days. Default: an hour.',
    }),
  }),
})

const RevokeServiceTokenInput = builder.inputType('RevokeServiceTokenInput', {
  description: 'Which token to end.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The token.' }) }),
})

builder.mutationFields((t) => ({
  createServiceToken: t.field({
    type: CreateServiceTokenResult,
    description: 'Makes a token for an internal service. Needs ADMIN.',
    args: {
      input: t.arg({ type: CreateServiceTokenInput, required: true, description: 'For whom, and what it allows.' }),
    },
    resolve: (_, { input: { service, scopes: allowed, expiresAt } }, { serviceTokens }) =>
      creating.catch(() => serviceTokens().create({ service, scopes: allowed, expiresAt: expiresAt ?? null })),
  }),
  rotateServiceToken: t.field({
    type: RotateServiceTokenResult,
    description: 'Puts a new token in the place of one: same service, same scopes, as long a life. Needs ADMIN.',
    args: { input: t.arg({ type: RotateServiceTokenInput, required: true, description: 'Which one, and how soon.' }) },
    resolve: (_, { input: { id, overlapMs } }, { serviceTokens }) =>
      changing.catch(() =>
        serviceTokens().rotate({ id: uuidOf('ServiceToken', id), overlapMs: overlapMs ?? 3_600_000 }),
      ),
  }),
  revokeServiceToken: t.field({
    type: RevokeServiceTokenResult,
    description: 'Ends a token at once. Again changes nothing. Needs ADMIN.',
    args: { input: t.arg({ type: RevokeServiceTokenInput, required: true, description: 'Which one.' }) },
    resolve: (_, { input }, { serviceTokens }) =>
      changing.catch(async () => {
        const id = uuidOf('ServiceToken', input.id)
        await serviceTokens().revoke(id)
        return { id }
      }),
  }),
}))
