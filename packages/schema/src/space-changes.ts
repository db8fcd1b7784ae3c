import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { SpaceRole, ThreadVisibility } from './generation-enums.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { Space } from './space.ts'
import { Thread } from './thread.ts'
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

const makeLinkSuccess = (name: string) =>
  builder.objectRef<{ secret: string }>(name).implement({
    description: 'Somebody may come in.',
    fields: (t) => ({
      path: t.string({
        description:
          "A path of this server that signs them in, once, within a day. Put the server's address before it, and give it to nobody else.",
        resolve: ({ secret }) => `/sign-in?token=${secret}`,
      }),
    }),
  })

const InviteToSpaceSuccess = makeLinkSuccess('InviteToSpaceSuccess')
const CreateSignInLinkSuccess = makeLinkSuccess('CreateSignInLinkSuccess')

const ShareThreadSuccess = builder.objectRef<{ threadId: string }>('ShareThreadSuccess').implement({
  description: 'It is done.',
  fields: (t) => ({
    thread: t.prismaField({
      type: Thread,
      nullable: true,
      description: 'The thread as it is now. Null when you do not see it any more.',
      resolve: (query, { threadId }, _, { prisma, viewer }) =>
        prisma.thread.findFirst({ ...query, where: { id: threadId, ...visible.threads(viewer) } }),
    }),
  }),
})

const creating = refusable('InvalidInput', 'Forbidden', 'Unavailable')
const changing = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')

const CreateSpaceResult = builder.unionType('CreateSpaceResult', {
  description: 'The space, or why there is none.',
  types: [CreateSpaceSuccess, ...creating.types],
  resolveType: (value) => creating.typeOf(value) ?? 'CreateSpaceSuccess',
})

const InviteToSpaceResult = builder.unionType('InviteToSpaceResult', {
  description: 'The invitation, or why there is none.',
  types: [InviteToSpaceSuccess, ...changing.types],
  resolveType: (value) => changing.typeOf(value) ?? 'InviteToSpaceSuccess',
})

const CreateSignInLinkResult = builder.unionType('CreateSignInLinkResult', {
  description: 'The link, or why there is none.',
  types: [CreateSignInLinkSuccess, ...changing.types],
  resolveType: (value) => changing.typeOf(value) ?? 'CreateSignInLinkSuccess',
})

const SetMemberRoleResult = builder.unionType('SetMemberRoleResult', {
  description: 'The space, or why nothing was changed.',
  types: [SetMemberRoleSuccess, ...changing.types],
  resolveType: (value) => changing.typeOf(value) ?? 'SetMemberRoleSuccess',
})

const RemoveMemberResult = builder.unionType('RemoveMemberResult', {
  description: 'The space, or why nothing was changed.',
  types: [RemoveMemberSuccess, ...changing.types],
  resolveType: (value) => changing.typeOf(value) ?? 'RemoveMemberSuccess',
})

const ShareThreadResult = builder.unionType('ShareThreadResult', {
  description: 'The thread, or why nothing was changed.',
  types: [ShareThreadSuccess, ...changing.types],
  resolveType: (value) => changing.typeOf(value) ?? 'ShareThreadSuccess',
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

const CreateSignInLinkInput = builder.inputType('CreateSignInLinkInput', {
  description: 'For whom.',
  fields: (t) => ({ principalId: t.id({ required: true, description: 'The person: the id of a viewer.' }) }),
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

const ShareThreadInput = builder.inputType('ShareThreadInput', {
  description: 'Which thread, and who is to see it.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The thread.' }),
    visibility: t.field({
      type: ThreadVisibility,
      required: true,
      description: 'Who sees it beside the one who began it.',
    }),
  }),
})

builder.mutationFields((t) => ({
  createSpace: t.field({
    type: CreateSpaceResult,
    description: 'Makes a space, of which you are the owner. Needs ADMIN.',
    args: { input: t.arg({ type: CreateSpaceInput, required: true, description: 'What it is to be called.' }) },
    resolve: (_, { input }, { spaces }) => creating.catch(async () => ({ spaceId: await spaces.create(input.name) })),
  }),
  inviteToSpace: t.field({
    type: InviteToSpaceResult,
    description: 'Lets somebody in who is not known here yet. Only an owner of the space may.',
    args: { input: t.arg({ type: InviteToSpaceInput, required: true, description: 'Whom, and as what.' }) },
    resolve: (_, { input: { spaceId, name, role } }, { spaces }) =>
      changing.catch(async () => ({ secret: await spaces.invite({ spaceId: uuidOf('Space', spaceId), name, role }) })),
  }),
  createSignInLink: t.field({
    type: CreateSignInLinkResult,
    description:
      'Makes a link for a person who is known here and has lost their browser or their link. Whoever has it is them. Needs ADMIN.',
    args: { input: t.arg({ type: CreateSignInLinkInput, required: true, description: 'For whom.' }) },
    resolve: (_, { input }, { spaces }) =>
      changing.catch(async () => ({ secret: await spaces.signInLink(asUuid(input.principalId)) })),
  }),
  setMemberRole: t.field({
    type: SetMemberRoleResult,
    description: 'Says what somebody is in a space. Only an owner of it may; a space keeps an owner.',
    args: { input: t.arg({ type: SetMemberRoleInput, required: true, description: 'Who, and what they are to be.' }) },
    resolve: (_, { input }, { spaces }) =>
      changing.catch(async () => {
        const spaceId = uuidOf('Space', input.spaceId)
        await spaces.setRole({ spaceId, principalId: asUuid(input.principalId), role: input.role })
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
        await spaces.remove({ spaceId, principalId: asUuid(input.principalId) })
        return { spaceId }
      }),
  }),
  shareThread: t.field({
    type: ShareThreadResult,
    description:
      'Shows a thread to its space, or to nobody else any more. Whoever began it may, and an owner of the space takes back what is shared there.',
    args: {
      input: t.arg({ type: ShareThreadInput, required: true, description: 'Which thread, and who is to see it.' }),
    },
    resolve: (_, { input: { id, visibility } }, { spaces }) =>
      changing.catch(async () => {
        const threadId = uuidOf('Thread', id)
        await spaces.share({ threadId, visibility })
        return { threadId }
      }),
  }),
}))
