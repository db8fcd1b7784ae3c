import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { uuidOf } from './global-id.ts'
import { Thread } from './thread.ts'
import { seenOr, visible } from './visible.ts'

const CancelThreadInput = builder.inputType('CancelThreadInput', {
  description: 'What to stop.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The thread.' }) }),
})

const CancelThreadSuccess = builder
  .objectRef<{ threadId: string; cancelled: number }>('CancelThreadSuccess')
  .implement({
    description: 'All that went on in it has been told to stop.',
    fields: (t) => ({
      thread: t.prismaField({
        type: Thread,
        description:
          'The thread. What waited in it is CANCELLED, what ran is CANCELLING until its worker has confirmed.',
        resolve: (query, { threadId }, _, { prisma, viewer }) =>
          seenOr(prisma.thread.findFirst({ ...query, where: { id: threadId, ...visible.threads(viewer) } })),
      }),
      cancelled: t.exposeInt('cancelled', {
        description: 'How many generations this call has stopped. 0 when nothing went on any more.',
      }),
    }),
  })

const refusal = refusable('Forbidden', 'NotFound', 'Unavailable')

const CancelThreadResult = refusal.resultOf(
  'CancelThread',
  CancelThreadSuccess,
  'The thread, or why it could not be stopped.',
)

builder.mutationField('cancelThread', (t) =>
  t.field({
    type: CancelThreadResult,
    description:
      'Stops every generation of a thread as cancelGeneration does, those that wait for others among them. Twice is harmless.',
    args: { input: t.arg({ type: CancelThreadInput, required: true, description: 'What to stop.' }) },
    resolve: (_, { input }, { cancelThread }) =>
      refusal.catch(async () => {
        const threadId = uuidOf('Thread', input.id)
        return { threadId, cancelled: await cancelThread(threadId) }
      }),
  }),
)
