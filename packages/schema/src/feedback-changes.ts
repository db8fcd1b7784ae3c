import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { FeedbackRating } from './feedback.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'

const generation = 'The generation as it is now, with your feedback on it.'
const GiveFeedbackSuccess = makeGenerationSuccess('GiveFeedbackSuccess', {
  description: 'It is kept, in place of what you said before.',
  generation,
})
const ChooseGenerationSuccess = makeGenerationSuccess('ChooseGenerationSuccess', {
  description: 'It is kept as feedback of yours.',
  generation,
})

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const GiveFeedbackResult = refusal.resultOf(
  'GiveFeedback',
  GiveFeedbackSuccess,
  'The generation, or why nothing was kept.',
)
const ChooseGenerationResult = refusal.resultOf(
  'ChooseGeneration',
  ChooseGenerationSuccess,
  'The generation, or why nothing was kept.',
)

const GiveFeedbackInput = builder.inputType('GiveFeedbackInput', {
  description: 'What you think of what.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The generation.' }),
    rating: t.field({
      type: FeedbackRating,
      description: 'The thumb. Null, the default, takes it back with its note.',
    }),
    note: t.string({ description: 'Why: at most 4,000 characters. Default: nothing.' }),
  }),
})

const ChooseGenerationInput = builder.inputType('ChooseGenerationInput', {
  description: 'Which you have taken of several.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The generation that you have taken.' }),
    over: t.idList({
      required: true,
      description:
        'What you might have taken instead: generations of the same thread, 20 at most. None takes your choice back.',
    }),
  }),
})

builder.mutationFields((t) => ({
  giveFeedback: t.field({
    type: GiveFeedbackResult,
    description: 'Rates a generation, in place of how you have rated it before. Whoever sees its thread may.',
    args: { input: t.arg({ type: GiveFeedbackInput, required: true, description: 'What you think of what.' }) },
    resolve: (_, { input }, { feedback }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.id)
        await feedback().give({ generationId: id, rating: input.rating ?? null, note: input.note ?? null })
        return { id }
      }),
  }),
  chooseGeneration: t.field({
    type: ChooseGenerationResult,
    description:
      'Keeps which of several generations of a thread you have taken. It adds to what you have chosen this one over before, and takes back that you chose one of those over it.',
    args: { input: t.arg({ type: ChooseGenerationInput, required: true, description: 'Which of which.' }) },
    resolve: (_, { input }, { feedback }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.id)
        await feedback().choose({ generationId: id, over: input.over.map((other) => uuidOf('Generation', other)) })
        return { id }
      }),
  }),
}))
