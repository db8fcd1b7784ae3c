import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { asUuid, uuidOf } from './global-id.ts'
import { Thread } from './thread.ts'
import { visible } from './visible.ts'

/** What lets people watch one thread who do not see it otherwise, without its secret. */
const Share = builder.prismaNode('Share', {
  id: { field: 'id', description: 'Global id.' },
  description:
    'What lets people watch one thread, read only, who do not see it otherwise. Its secret is shown once, when it is made.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.shares(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    prefix: t.exposeString('prefix', { description: 'How its secret begins, to tell it from others.' }),
    createdBy: t.string({
      select: { createdBy: { select: { name: true } } },
      description: 'Who made it. It ends when they may not share the thread any more.',
      resolve: ({ createdBy }) => createdBy.name,
    }),
    showsPrompts: t.exposeBoolean('showsPrompts', {
      description: 'Whether it shows what was asked, and what was thought about it. What is internal it never shows.',
    }),
    showsCost: t.exposeBoolean('showsCost', {
      description: 'Whether it shows what generations cost, as far as whoever made it is shown that.',
    }),
    requiresSignIn: t.exposeBoolean('requiresSignIn', {
      description: 'Whether it works for those alone who have signed in here.',
    }),
    principalIds: t.exposeIDList('principalIds', {
      description: 'Who alone may use it: ids of viewers. Empty for whoever has its secret.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'From when on it does not hold.' }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked, if it was.',
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When somebody last looked through it, to the minute. Null if nobody has.',
    }),
  }),
})

builder.prismaObjectFields(Thread, (t) => ({
  isShareable: t.boolean({
    select: { id: true },
    description: 'Whether you may make shares of it, and end them.',
    resolve: async ({ id }, _, { prisma, viewer }) =>
      (await prisma.thread.findFirst({ where: { id, ...visible.shareable(viewer) }, select: { id: true } })) !== null,
  }),
  shares: t.relation('shares', {
    description: 'Its shares, newest first, 100 at most. Empty for those who may not share it.',
    query: (_, { viewer }) => ({ where: visible.shares(viewer), orderBy: { id: 'desc' }, take: 100 }),
  }),
}))

const CreateShareSuccess = builder.objectRef<{ id: string; secret: string }>('CreateShareSuccess').implement({
  description: 'A share, with its secret.',
  fields: (t) => ({
    share: t.prismaField({
      type: Share,
      description: 'The share.',
      resolve: (query, { id }, _, { prisma }) => prisma.share.findUniqueOrThrow({ ...query, where: { id } }),
    }),
    secret: t.exposeString('secret', {
      description:
        'What is sent in the header x-sluice-share to look through it. Shown this once; Sluice keeps a hash of it only.',
    }),
    path: t.string({
      description:
        "The page that shows it: put the server's address before it. What comes after the # no browser sends to anybody, so it stands in no log.",
      resolve: ({ secret }) => `/s#${secret}`,
    }),
  }),
})

const RevokeShareSuccess = builder.objectRef<{ id: string }>('RevokeShareSuccess').implement({
  description: 'It does not hold any more. Its open streams end within 10 s.',
  fields: (t) => ({
    share: t.prismaField({
      type: Share,
      description: 'The share.',
      resolve: (query, { id }, _, { prisma }) => prisma.share.findUniqueOrThrow({ ...query, where: { id } }),
    }),
  }),
})

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const CreateShareResult = refusal.resultOf('CreateShare', CreateShareSuccess, 'The share, or why none was made.')
const RevokeShareResult = refusal.resultOf('RevokeShare', RevokeShareSuccess, 'The share, or why it was not revoked.')

const CreateShareInput = builder.inputType('CreateShareInput', {
  description: 'Which thread, and what of it is shown to whom, until when.',
  fields: (t) => ({
    threadId: t.id({ required: true, description: 'The thread.' }),
    showsPrompts: t.boolean({
      description:
        'Whether what was asked is shown, and what was thought about it; what is internal is not. Default: false.',
    }),
    showsCost: t.boolean({
      description: 'Whether it is shown what generations cost, as far as you are shown that. Default: false.',
    }),
    requiresSignIn: t.boolean({
      description: 'Whether it works for those alone who have signed in here. Default: false, and true with names.',
    }),
    principalIds: t.idList({
      description:
        'Who alone may use it, 50 at most: ids of viewers, whether they are in the space or not. Default: whoever has its secret.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'From when on it does not hold: within a year. Default: a week from now.',
    }),
  }),
})

const RevokeShareInput = builder.inputType('RevokeShareInput', {
  description: 'Which share to end.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The share.' }) }),
})

builder.mutationFields((t) => ({
  createShare: t.field({
    type: CreateShareResult,
    description:
      'Makes a share of a thread: a link by which it can be watched, and nothing else. Whoever began the thread may, as long as they are in its space, and owners and staff of a space that it is shown to.',
    args: { input: t.arg({ type: CreateShareInput, required: true, description: 'What is shown to whom.' }) },
    resolve: (_, { input }, { shares }) =>
      refusal.catch(() =>
        shares().create({
          threadId: uuidOf('Thread', input.threadId),
          showsPrompts: input.showsPrompts ?? undefined,
          showsCost: input.showsCost ?? undefined,
          requiresSignIn: input.requiresSignIn ?? undefined,
          principalIds: input.principalIds?.map(asUuid),
          expiresAt: input.expiresAt ?? undefined,
        }),
      ),
  }),
  revokeShare: t.field({
    type: RevokeShareResult,
    description: 'Ends a share at once, whoever made it. Again changes nothing. Whoever may make one may.',
    args: { input: t.arg({ type: RevokeShareInput, required: true, description: 'Which one.' }) },
    resolve: (_, { input }, { shares }) =>
      refusal.catch(async () => {
        const id = uuidOf('Share', input.id)
        await shares().revoke(id)
        return { id }
      }),
  }),
}))
