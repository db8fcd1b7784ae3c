import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'

const CancelGenerationInput = builder.inputType('CancelGenerationInput', {
  description: 'What to stop.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The generation.' }) }),
})

const CancelGenerationSuccess = makeGenerationSuccess('CancelGenerationSuccess', {
  description: 'It has been told to stop, or had ended before.',
  generation: 'The generation as it is now: CANCELLED if it waited, CANCELLING if it ran, else as it ended.',
})

const refusal = refusable('Forbidden', 'NotFound', 'Unavailable')

const CancelGenerationResult = refusal.resultOf(
  'CancelGeneration',
  CancelGenerationSuccess,
  'The generation, or why it could not be stopped.',
)

builder.mutationField('cancelGeneration', (t) =>
  t.field({
    type: CancelGenerationResult,
    description: 'Stops a generation, at its provider too. What was written and its cost are kept. Twice is harmless.',
    args: { input: t.arg({ type: CancelGenerationInput, required: true, description: 'What to stop.' }) },
    resolve: (_, args, { cancel }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', args.input.id)
        await cancel(id)
        return { id }
      }),
  }),
)
