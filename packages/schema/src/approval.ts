import { encodeGlobalID } from '@pothos/plugin-relay'
import { costRange } from '@sluice/core/budget/estimate'
import { builder } from './builder.ts'
import type { HeldGeneration } from './context.ts'
import { refusable } from './error.ts'
import { Generation } from './generation.ts'
import { uuidOf } from './global-id.ts'
import { Space } from './space.ts'
import { makeTogether, type Together } from './together.ts'
import { visible } from './visible.ts'

/** One of a list, of which spaces and generations are read together. */
interface ListedApproval extends HeldGeneration {
  readonly together: Together<HeldGeneration>
}

const Approval = builder.objectRef<ListedApproval>('Approval').implement({
  description:
    'A generation that waits for your yes or no. Where its thread is not shared with you, this is all that you are told of it.',
  fields: (t) => ({
    id: t.id({
      description: 'The id of the generation, for approveGeneration and declineGeneration.',
      resolve: ({ id }) => encodeGlobalID('Generation', id),
    }),
    askedBy: t.exposeString('askedBy', { description: 'What people call the one who started it.' }),
    model: t.exposeString('model', { description: 'The model that is asked for: provider:model.' }),
    since: t.expose('since', { type: 'DateTime', description: 'Since when it waits.' }),
    tokens: t.int({
      description: 'Tokens that it may use at most, as reckoned when it was started.',
      resolve: ({ estimate }) => estimate.inputTokens + estimate.outputTokens,
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars that it may cost at most. Null when the price is not known.',
      resolve: ({ estimate }) => costRange(estimate)?.most ?? null,
    }),
    space: t.prismaField({
      type: Space,
      nullable: true,
      description: 'Where it was started. Null when you are not in it.',
      resolve: async (query, { spaceId, together }, _, { prisma, viewer }) => {
        const spaces = await together({ of: 'space', query }, (all) => {
          const ids = [...new Set(all.map((held) => held.spaceId))]
          return prisma.space.findMany({ ...query, where: { id: { in: ids }, ...visible.spaces(viewer) } })
        })
        return spaces.find(({ id }) => id === spaceId) ?? null
      },
    }),
    generation: t.prismaField({
      type: Generation,
      nullable: true,
      description: 'The generation itself. Null when you do not see its thread.',
      resolve: async (query, { id, together }, _, { prisma, viewer }) => {
        const generations = await together({ of: 'generation', query }, (all) => {
          const ids = all.map((held) => held.id)
          return prisma.generation.findMany({ ...query, where: { id: { in: ids }, ...visible.generations(viewer) } })
        })
        return generations.find((generation) => generation.id === id) ?? null
      },
    }),
  }),
})

builder.queryField('approvals', (t) =>
  t.field({
    type: [Approval],
    description:
      'What waits for your yes or no because a budget has no room for it: in spaces that you own, with ADMIN everywhere. The oldest first, 100 at most.',
    complexity: { multiplier: 20 },
    resolve: async (_, __, { approvals }) => {
      const held = await approvals().list()
      const together = makeTogether(held)
      return held.map((each) => ({ ...each, together }))
    },
  }),
)

const makeAnswerSuccess = (name: string, description: string) =>
  builder.objectRef<{ id: string }>(name).implement({
    description,
    fields: (t) => ({
      generation: t.prismaField({
        type: Generation,
        nullable: true,
        description: 'The generation as it is now. Null when you do not see its thread.',
        resolve: (query, { id }, _, { prisma, viewer }) =>
          prisma.generation.findFirst({ ...query, where: { id, ...visible.generations(viewer) } }),
      }),
    }),
  })

const ApproveGenerationSuccess = makeAnswerSuccess('ApproveGenerationSuccess', 'It is in line.')
const DeclineGenerationSuccess = makeAnswerSuccess('DeclineGenerationSuccess', 'It has ended as CANCELLED.')

const refusal = refusable('NotFound', 'Forbidden', 'Unavailable')

const ApproveGenerationResult = refusal.resultOf(
  'ApproveGeneration',
  ApproveGenerationSuccess,
  'The generation, or why it waits on.',
)

const DeclineGenerationResult = refusal.resultOf(
  'DeclineGeneration',
  DeclineGenerationSuccess,
  'The generation, or why it waits on.',
)

const ApproveGenerationInput = builder.inputType('ApproveGenerationInput', {
  description: 'Which generation.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The generation.' }) }),
})

const DeclineGenerationInput = builder.inputType('DeclineGenerationInput', {
  description: 'Which generation.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The generation.' }) }),
})

builder.mutationFields((t) => ({
  approveGeneration: t.field({
    type: ApproveGenerationResult,
    description:
      'Lets a generation run for which a budget has no room. An owner of its space may where that is a budget of the space or its partners; else it takes ADMIN.',
    args: { input: t.arg({ type: ApproveGenerationInput, required: true, description: 'Which generation.' }) },
    resolve: (_, { input }, { approvals }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.id)
        await approvals().approve(id)
        return { id }
      }),
  }),
  declineGeneration: t.field({
    type: DeclineGenerationResult,
    description:
      'Ends a generation for which a budget has no room. An owner of its space may, and with ADMIN everybody; whoever started it cancels it.',
    args: { input: t.arg({ type: DeclineGenerationInput, required: true, description: 'Which generation.' }) },
    resolve: (_, { input }, { approvals }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.id)
        await approvals().decline(id)
        return { id }
      }),
  }),
}))
