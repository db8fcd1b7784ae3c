import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { uuidOf } from './global-id.ts'
import { Thread } from './thread.ts'
import { seenOr, visible } from './visible.ts'

/** What a change of a thread answers: the thread. */
export const makeThreadSuccess = (name: string, description: string) =>
  builder.objectRef<{ threadId: string }>(name).implement({
    description,
    fields: (t) => ({
      thread: t.prismaField({
        type: Thread,
        description: 'The thread as it is now.',
        resolve: (query, { threadId }, _, { prisma, viewer }) =>
          seenOr(prisma.thread.findFirst({ ...query, where: { id: threadId, ...visible.threads(viewer) } })),
      }),
    }),
  })

const renameRefusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const RenameThreadResult = renameRefusal.resultOf(
  'RenameThread',
  makeThreadSuccess('RenameThreadSuccess', 'It is called so now, for everybody who sees it.'),
  'The thread, or why it was not renamed.',
)

const markRefusal = refusable('NotFound', 'Forbidden', 'Unavailable')
const MarkThreadResult = markRefusal.resultOf(
  'MarkThread',
  makeThreadSuccess('MarkThreadSuccess', 'It is marked so for you.'),
  'The thread, or why it was not marked.',
)

const RenameThreadInput = builder.inputType('RenameThreadInput', {
  description: 'Which thread, and what it is to be called.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The thread.' }),
    title: t.string({ required: true, description: 'Its new title: 1 to 200 characters on one line.' }),
  }),
})

const MarkThreadInput = builder.inputType('MarkThreadInput', {
  description: 'Which thread, and what it is to you. What is left out, or null, stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The thread.' }),
    isPinned: t.boolean({ description: 'Whether it is pinned.' }),
    isArchived: t.boolean({ description: 'Whether it is put aside.' }),
    leafId: t.id({ description: 'A generation of it: where the branch ends that you look at.' }),
    isSeen: t.boolean({
      description:
        'True: you have seen all of yours that ended in it so far. False: what of yours ended last is unread again.',
    }),
  }),
})

builder.mutationFields((t) => ({
  renameThread: t.field({
    type: RenameThreadResult,
    description: 'Gives a thread another title. Whoever began it may, and an owner of the space that shares it.',
    args: { input: t.arg({ type: RenameThreadInput, required: true, description: 'Which thread, and its title.' }) },
    resolve: (_, { input: { id, title } }, { threads }) =>
      renameRefusal.catch(async () => {
        const threadId = uuidOf('Thread', id)
        await threads().rename({ threadId, title })
        return { threadId }
      }),
  }),
  markThread: t.field({
    type: MarkThreadResult,
    description:
      'Pins a thread, puts it aside, or says what of it you look at and have seen. Whoever sees it may: the marks are their own.',
    args: { input: t.arg({ type: MarkThreadInput, required: true, description: 'Which thread, and how.' }) },
    resolve: (_, { input: { id, leafId, isPinned, isArchived, isSeen } }, { threads }) =>
      markRefusal.catch(async () => {
        const threadId = uuidOf('Thread', id)
        await threads().mark({
          threadId,
          leafId: typeof leafId === 'string' ? uuidOf('Generation', leafId) : undefined,
          isPinned: isPinned ?? undefined,
          isArchived: isArchived ?? undefined,
          isSeen: isSeen ?? undefined,
        })
        return { threadId }
      }),
  }),
}))
