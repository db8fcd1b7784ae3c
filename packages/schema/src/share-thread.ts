import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { ThreadVisibility } from './generation-enums.ts'
import { uuidOf } from './global-id.ts'
import { Thread } from './thread.ts'
import { visible } from './visible.ts'

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

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const ShareThreadResult = refusal.resultOf('ShareThread', ShareThreadSuccess, 'The thread, or why nothing was changed.')

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

builder.mutationField('shareThread', (t) =>
  t.field({
    type: ShareThreadResult,
    description:
      'Shows a thread to its space, or to nobody else any more. Whoever began it may, and an owner of the space takes back what is shared there.',
    args: {
      input: t.arg({ type: ShareThreadInput, required: true, description: 'Which thread, and who is to see it.' }),
    },
    resolve: (_, { input: { id, visibility } }, { spaces }) =>
      refusal.catch(async () => {
        const threadId = uuidOf('Thread', id)
        await spaces().share({ threadId, visibility })
        return { threadId }
      }),
  }),
)
