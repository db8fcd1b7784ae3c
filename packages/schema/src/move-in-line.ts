import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'

const MoveInLineInput = builder.inputType('MoveInLineInput', {
  description: 'What to move, and where to. Both wait in line, for the same person.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The generation to move.' }),
    before: t.id({
      description:
        'The generation that it is to go before; its priority is taken over. Default: none, it goes to the end of those with its own priority.',
    }),
  }),
})

const MoveInLineSuccess = makeGenerationSuccess('MoveInLineSuccess', {
  description: 'It has its new place.',
  generation: 'The generation as it is now: perhaps already taken on.',
})

const refusal = refusable('Forbidden', 'NotFound', 'NotInLine', 'Unavailable')

const MoveInLineResult = refusal.resultOf('MoveInLine', MoveInLineSuccess, 'The generation, or why it was not moved.')

builder.mutationField('moveInLine', (t) =>
  t.field({
    type: MoveInLineResult,
    description:
      "Reorders what one person has in line. Nobody else's place changes: the turns stay as they are, and are spent on other things.",
    args: { input: t.arg({ type: MoveInLineInput, required: true, description: 'What to move, and where to.' }) },
    resolve: (_, { input }, { moveInLine }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.id)
        await moveInLine({ id, before: typeof input.before === 'string' ? uuidOf('Generation', input.before) : null })
        return { id }
      }),
  }),
)
