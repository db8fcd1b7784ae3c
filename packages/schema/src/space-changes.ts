import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { SpaceRole } from './generation-enums.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { makeLinkSuccess } from './sign-in-link.ts'
import { Space } from './space.ts'
import { visible } from './visible.ts'

const makeSpaceSuccess = (name: string) =>
  builder.objectRef<{ spaceId: string }>(name).implement({
    description: 'It is done.',
    fields: (t) => ({
      space: t.prismaField({
        type: Space,
        nullable: true,
        description: 'The space as it is now. Null when you have left it.',
        resolve: (query, { spaceId }, _, { prisma, viewer }) =>
          prisma.space.findFirst({ ...query, where: { id: spaceId, ...visible.spaces(viewer) } }),
      }),
    }),
  })

const CreateSpaceSuccess = makeSpaceSuccess('CreateSpaceSuccess')
const SetMemberRoleSuccess = makeSpaceSuccess('SetMemberRoleSuccess')
const RemoveMemberSuccess = makeSpaceSuccess('RemoveMemberSuccess')

const InviteToSpaceSuccess = makeLinkSuccess('InviteToSpaceSuccess')

const SetSpaceModelsSuccess = makeSpaceSuccess('SetSpaceModelsSuccess')

const creating = refusable('InvalidInput', 'Forbidden', 'Unavailable')
const changing = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')

const CreateSpaceResult = creating.resultOf('CreateSpace', CreateSpaceSuccess, 'The space, or why there is none.')

const InviteToSpaceResult = changing.resultOf(
  'InviteToSpace',
  InviteToSpaceSuccess,
  'The invitation, or why there is none.',
)

const SetMemberRoleResult = changing.resultOf(
  'SetMemberRole',
  SetMemberRoleSuccess,
  'The space, or why nothing was changed.',
)

const RemoveMemberResult = changing.resultOf(
  'RemoveMember',
  RemoveMemberSuccess,
  'The space, or why nothing was changed.',
)

const SetSpaceModelsResult = changing.resultOf(
  'SetSpaceModels',
  SetSpaceModelsSuccess,
  'The space, or why nothing was changed.',
)

const SetSpaceModelsInput = builder.inputType('SetSpaceModelsInput', {
  description: 'Which models partners may ask.',
  fields: (t) => ({
    spaceId: t.id({ required: true, description: 'The space.' }),
    models: t.stringList({
      description: 'provider:model, 200 at most; with none they may ask nothing there. Default: all.',
    }),
  }),
})

const CreateSpaceInput = builder.inputType('CreateSpaceInput', {
  description: 'What it is to be called.',
  fields: (t) => ({ name: t.string({ required: true, description: '1 to 100 characters.' }) }),
})

const InviteToSpaceInput = builder.inputType('InviteToSpaceInput', {
  description: 'Whom to let in, and as what.',
  fields: (t) => ({
    spaceId: t.id({ required: true, description: 'The space.' }),
    name: t.string({
      required: true,
      description: 'What people will call them: 1 to 100 characters, and nobody else here.',
    }),
    role: t.field({ type: SpaceRole, required: true, description: 'What they are to be there.' }),
  }),
})

const SetMemberRoleInput = builder.inputType('SetMemberRoleInput', {
  description: 'Who, and what they are to be.',
  fields: (t) => ({
    spaceId: t.id({ required: true, description: 'The space.' }),
    principalId: t.id({ required: true, description: 'Whom: the id of a viewer. One who is not in it comes in.' }),
    role: t.field({ type: SpaceRole, required: true, description: 'What they are to be there.' }),
  }),
})

const RemoveMemberInput = builder.inputType('RemoveMemberInput', {
  description: 'Who is to go.',
  fields: (t) => ({
    spaceId: t.id({ required: true, description: 'The space.' }),
    principalId: t.id({ required: true, description: 'Whom: the id of a viewer. With your own you leave.' }),
  }),
})

builder.mutationFields((t) => ({
  createSpace: t.field({
    type: CreateSpaceResult,
    description: 'Makes a space, of which you are the owner. Needs ADMIN.',
    args: { input: t.arg({ type: CreateSpaceInput, required: true, description: 'What it is to be called.' }) },
    resolve: (_, { input }, { spaces }) => creating.catch(async () => ({ spaceId: await spaces().create(input.name) })),
  }),
  inviteToSpace: t.field({
    type: InviteToSpaceResult,
    description: 'Lets somebody in who is not known here yet. Only an owner of the space may.',
    args: { input: t.arg({ type: InviteToSpaceInput, required: true, description: 'Whom, and as what.' }) },
    resolve: (_, { input: { spaceId, name, role } }, { spaces }) =>
      changing.catch(async () => ({
        secret: await spaces().invite({ spaceId: uuidOf('Space', spaceId), name, role }),
      })),
  }),
  setSpaceModels: t.field({
    type: SetSpaceModelsResult,
    description:
      'Says which models the partners of a space may ask there, also when another falls back. What waits in line ends when its turn comes, if it may not be asked any more. Only an owner may.',
    args: { input: t.arg({ type: SetSpaceModelsInput, required: true, description: 'Which models.' }) },
    resolve: (_, { input }, { spaces }) =>
      changing.catch(async () => {
        const spaceId = uuidOf('Space', input.spaceId)
        await spaces().setModels({ spaceId, models: input.models ?? null })
        return { spaceId }
      }),
  }),
  setMemberRole: t.field({
    type: SetMemberRoleResult,
    description: 'Says what somebody is in a space. Only an owner of it may; a space keeps an owner.',
    args: { input: t.arg({ type: SetMemberRoleInput, required: true, description: 'Who, and what they are to be.' }) },
    resolve: (_, { input }, { spaces }) =>
      changing.catch(async () => {
        const spaceId = uuidOf('Space', input.spaceId)
        await spaces().setRole({ spaceId, principalId: asUuid(input.principalId), role: input.role })
        return { spaceId }
      }),
  }),
  removeMember: t.field({
    type: RemoveMemberResult,
    description:
      'Ends a membership: open streams of what the space shares end within 10 s. Only an owner may, and everybody for themselves.',
    args: { input: t.arg({ type: RemoveMemberInput, required: true, description: 'Who is to go.' }) },
    resolve: (_, { input }, { spaces }) =>
      changing.catch(async () => {
        const spaceId = uuidOf('Space', input.spaceId)
        await spaces().remove({ spaceId, principalId: asUuid(input.principalId) })
        return { spaceId }
      }),
  }),
}))
