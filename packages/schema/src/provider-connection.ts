import type { ProviderKind as Kind } from '@sluice/core/provider/connection'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { refusable } from './error.ts'
import { describe } from './generation-enums.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { visible } from './visible.ts'

const ProviderKind = builder.enumType('ProviderKind', {
  description: 'Which protocol a server speaks.',
  values: describe<Kind>({ COMPATIBLE: "OpenAI's Chat Completions, as most servers of one's own do." }),
})

/** A provider that was added at run time, without its key. */
const ProviderConnection = builder.prismaNode('ProviderConnection', {
  id: { field: 'id', description: 'Global id.' },
  description: 'A provider that was added at run time. Its API key is encrypted, and shown to nobody.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.providerConnections(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    name: t.exposeString('name', { description: "The part before the colon in its models' ids." }),
    kind: t.expose('kind', { type: ProviderKind, description: 'Which protocol it speaks.' }),
    baseUrl: t.exposeString('baseUrl', { description: 'Where it is, up to and with its version.' }),
    hasKey: t.boolean({
      select: { sealedKey: true },
      description: 'Whether it is called with an API key.',
      resolve: ({ sealedKey }) => sealedKey !== null,
    }),
    keyHint: t.exposeString('keyHint', {
      nullable: true,
      description: 'The last four characters of its key. Null without one, and for a key of fewer than 16.',
    }),
    isUsable: t.boolean({
      description: 'Whether the process that answers this can use it. models tells whether it can be reached.',
      resolve: ({ id }, _, { connections }) => connections().problemOf(id) === null,
    }),
    message: t.string({
      nullable: true,
      description: 'Why it cannot be used, and what to do. Null when it can.',
      resolve: ({ id }, _, { connections }) => connections().problemOf(id),
    }),
    createdBy: t.string({
      select: { createdBy: { select: { name: true } } },
      description: 'Who added it.',
      resolve: ({ createdBy }) => createdBy.name,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was added.' }),
    changedAt: t.expose('changedAt', { type: 'DateTime', description: 'When its address or key was last set.' }),
  }),
})

builder.queryField('providerConnections', (t) =>
  t.prismaField({
    type: [ProviderConnection],
    description:
      'The providers that were added at run time, by name, 500 at most; those of the configuration are not among them. caps has their caps, models how they fare. Needs ADMIN.',
    complexity: { multiplier: 50 },
    resolve: (query, _, __, { prisma, viewer }) =>
      prisma.providerConnection.findMany({
        ...query,
        where: visible.providerConnections(viewer),
        orderBy: { name: 'asc' },
        take: 500,
      }),
  }),
)

const connectionById = (t: Pick<Context, 'prisma'>, query: object, id: string) =>
  t.prisma.providerConnection.findUniqueOrThrow({ ...query, where: { id } })

const makeSuccess = (name: string, description: string) =>
  builder.objectRef<{ id: string }>(name).implement({
    description,
    fields: (t) => ({
      providerConnection: t.prismaField({
        type: ProviderConnection,
        description: 'The provider.',
        resolve: (query, { id }, _, context) => connectionById(context, query, id),
      }),
    }),
  })

const AddProviderSuccess = makeSuccess('AddProviderSuccess', 'All processes serve it within seconds.')
const UpdateProviderSuccess = makeSuccess(
  'UpdateProviderSuccess',
  'What is asked from now on goes there, with that key; in other processes within seconds.',
)

const RemoveProviderSuccess = builder.objectRef<{ id: string }>('RemoveProviderSuccess').implement({
  description: 'It is gone, with its key and its cap.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Its global id, as it was given.' }) }),
})

const adding = refusable('InvalidInput', 'Forbidden', 'NoSecretKey', 'Unavailable')
const changing = refusable('InvalidInput', 'NotFound', 'Forbidden', 'NoSecretKey', 'Unavailable')
const removing = refusable('NotFound', 'Forbidden', 'Unavailable')

const AddProviderResult = adding.resultOf('AddProvider', AddProviderSuccess, 'The provider, or why it was not added.')
const UpdateProviderResult = changing.resultOf(
  'UpdateProvider',
  UpdateProviderSuccess,
  'The provider, or why it was not changed.',
)
const RemoveProviderResult = removing.resultOf('RemoveProvider', RemoveProviderSuccess, 'What came of it.')

const AddProviderInput = builder.inputType('AddProviderInput', {
  description: 'What to call it, where it is, and its key.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description:
        "The part before the colon in its models' ids: a letter, then letters, digits, - and _, all lower case and 63 at most. None that the configuration has, nor openai, anthropic, ollama or builtin.",
    }),
    kind: t.field({ type: ProviderKind, description: 'Which protocol it speaks. Default: COMPATIBLE.' }),
    baseUrl: t.string({
      required: true,
      description:
        'Where it is, up to and with its version, as in https://models.example.org/v1. Private networks only where the operator allows it.',
    }),
    apiKey: t.string({ description: 'Its API key. Default, and when empty: none.' }),
    cap: t.int({ description: 'How many may run at once, 0 to 1,000,000; as setCap sets it. Default: as for all.' }),
  }),
})

const UpdateProviderInput = builder.inputType('UpdateProviderInput', {
  description: 'Which provider, and what of it is to be another.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The provider.' }),
    baseUrl: t.string({ description: 'Where it is now; needs its key anew. Default: where it was.' }),
    apiKey: t.string({ description: 'Its new API key; empty for none. Default: the one that it has.' }),
  }),
})

const RemoveProviderInput = builder.inputType('RemoveProviderInput', {
  description: 'Which provider to remove.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The provider.' }) }),
})

builder.mutationFields((t) => ({
  addProvider: t.field({
    type: AddProviderResult,
    description: 'Adds a provider at run time, for everybody and for all processes. Needs ADMIN.',
    args: { input: t.arg({ type: AddProviderInput, required: true, description: 'Which one.' }) },
    resolve: (_, { input: { name, kind, baseUrl, apiKey, cap } }, { connections }) =>
      adding.catch(async () => {
        const connection = { name, kind: kind ?? 'COMPATIBLE', baseUrl, apiKey: apiKey ?? null, cap: cap ?? null }
        return { id: await connections().add(connection) }
      }),
  }),
  updateProvider: t.field({
    type: UpdateProviderResult,
    description:
      'Changes the address of a provider that was added, or its key. What runs goes on with what it began with. Needs ADMIN.',
    args: { input: t.arg({ type: UpdateProviderInput, required: true, description: 'Which one, and how.' }) },
    resolve: (_, { input: { id: globalId, baseUrl, apiKey } }, { connections }) =>
      changing.catch(async () => {
        const id = uuidOf('ProviderConnection', globalId)
        await connections().update({ id, baseUrl: baseUrl ?? undefined, apiKey: apiKey ?? undefined })
        return { id }
      }),
  }),
  removeProvider: t.field({
    type: RemoveProviderResult,
    description:
      'Removes a provider that was added. What runs at it ends as it does; what waits for it fails with MODEL_UNAVAILABLE. Needs ADMIN.',
    args: { input: t.arg({ type: RemoveProviderInput, required: true, description: 'Which one.' }) },
    resolve: (_, { input: { id } }, { connections }) =>
      removing.catch(async () => {
        await connections().remove(uuidOf('ProviderConnection', id))
        return { id }
      }),
  }),
}))
