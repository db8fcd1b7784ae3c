import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { uuidOf } from './global-id.ts'
import { makeThreadSuccess } from './thread-changes.ts'

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'IdempotencyConflict', 'Unavailable')

const ForkThreadResult = refusal.resultOf(
  'ForkThread',
  makeThreadSuccess('ForkThreadSuccess', 'A thread of your own, or the one that was begun before under the same key.'),
  'The new thread, or why none was begun. A refused fork leaves nothing behind.',
)

const ForkThreadInput = builder.inputType('ForkThreadInput', {
  description: 'Up to where to copy.',
  fields: (t) => ({
    generationId: t.id({
      required: true,
      description:
        'The last generation to copy: it and all that it refines, which must have ended; 1,000 of them and 16 MB of text at most.',
    }),
    title: t.string({
      description: 'What the new thread is called, 1 to 200 characters. Default: as the one that it is of.',
    }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Your own name for this fork, 1 to 200 characters, other than those of your starts. The same key forks once, however often it is sent.',
    }),
  }),
})

builder.mutationField('forkThread', (t) =>
  t.field({
    type: ForkThreadResult,
    description:
      'Begins a private thread of your own with copies of all from the root to a generation, for you to go on from. It belongs to the same space where you are in it, else to your own. Copies cost nothing; what you are not shown is not copied.',
    args: { input: t.arg({ type: ForkThreadInput, required: true, description: 'Up to where to copy.' }) },
    resolve: (_, { input: { generationId, title, idempotencyKey } }, { threads }) =>
      refusal.catch(async () => ({
        threadId: await threads().fork({
          generationId: uuidOf('Generation', generationId),
          title: title ?? undefined,
          idempotencyKey,
        }),
      })),
  }),
)
