import { encodeGlobalID } from '@pothos/plugin-relay'
import type { RefinementState as State } from '@sluice/core/revision/refinement'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { describe } from './generation-enums.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'
import { isHiddenFrom, partnerSelect } from './partner.ts'
import { GenerationParametersInput, toParameters } from './start-generation.ts'

const RefinementState = builder.enumType('RefinementState', {
  description: 'What has become of what a refinement suggests.',
  values: describe<State>({
    PENDING: 'Nobody has decided.',
    ACCEPTED: 'It stands in the text, in a revision.',
    REFUSED: 'Somebody has refused it. It can be accepted still.',
  }),
})

/** What makes a generation a refinement. */
const Refinement = builder.prismaObject('Refinement', {
  description:
    "The span of another generation's output that this one rewrites. Its own text is what is to stand there.",
  select: { generationId: true },
  fields: (t) => ({
    of: t.relation('of', { description: 'The generation whose span it rewrites; its parent.' }),
    revision: t.exposeInt('revision', {
      description: 'The number of the revision that the span is of; 0 for the output as the model wrote it.',
    }),
    start: t.exposeInt('start', { description: 'Where the span begins, in UTF-16 code units of that text.' }),
    end: t.exposeInt('end', { description: 'Where it ends, likewise.' }),
    quote: t.string({
      select: (_, { viewer }) => ({
        quote: true,
        generation: { select: { isInternal: true, ...partnerSelect(viewer) } },
      }),
      description: 'What stands there. Empty where the prompt is not shown to you.',
      resolve: ({ quote, generation }, _, { viewer }) => (isHiddenFrom(generation, viewer) ? '' : quote),
    }),
    instruction: t.string({
      select: (_, { viewer }) => ({
        instruction: true,
        generation: { select: { isInternal: true, ...partnerSelect(viewer) } },
      }),
      description: 'What is to become of it. Empty where the prompt is not shown to you.',
      resolve: ({ instruction, generation }, _, { viewer }) => (isHiddenFrom(generation, viewer) ? '' : instruction),
    }),
    commentId: t.id({
      nullable: true,
      select: { commentId: true },
      description: 'The comment that became the instruction, if one did.',
      resolve: ({ commentId }) => commentId && encodeGlobalID('Comment', commentId),
    }),
    state: t.field({
      type: RefinementState,
      select: {
        refusedAt: true,
        generation: { select: { givenTo: { where: { undoneAt: null }, take: 1, select: { id: true } } } },
      },
      description: 'What has become of what it suggests.',
      resolve: ({ refusedAt, generation }): State => {
        if (generation.givenTo.length > 0) return 'ACCEPTED'
        return refusedAt === null ? 'PENDING' : 'REFUSED'
      },
    }),
  }),
})

builder.prismaObjectField('Generation', 'refinement', (t) =>
  t.relation('refinement', {
    type: Refinement,
    nullable: true,
    description:
      'What it rewrites, where that is a span of another. Then its text is the replacement alone, and it is no turn of the conversation.',
  }),
)

const RefineSpanInput = builder.inputType('RefineSpanInput', {
  description: 'Which span is to be rewritten, how, and by which model.',
  fields: (t) => ({
    generationId: t.id({ required: true, description: 'The generation, which must have ended.' }),
    revision: t.int({
      required: true,
      description: 'The number of its newest revision, that the span is of; 0 where there is none.',
    }),
    start: t.int({ required: true, description: 'Where the span begins, in UTF-16 code units of currentText.' }),
    end: t.int({ required: true, description: 'Where it ends.' }),
    quote: t.string({ required: true, description: 'What stands there.' }),
    instruction: t.string({ required: true, description: 'What is to become of it, 1 to 4,000 characters.' }),
    model: t.string({ required: true, description: 'provider:model.' }),
    parameters: t.field({ type: GenerationParametersInput, description: 'Settings of the call.' }),
    commentId: t.id({ description: 'The comment that becomes the instruction, to be found by it.' }),
    idempotencyKey: t.string({
      required: true,
      description: 'Your own name for this start, as for startGeneration.',
    }),
    isInternal: t.boolean({
      description: 'Whether partners of its space are not shown what was asked. Default: false.',
    }),
  }),
})

const RefineSpanSuccess = makeGenerationSuccess('RefineSpanSuccess', {
  description: 'What rewrites the span is in line, or has been started before under the same key.',
  generation: 'The generation that rewrites it, as it is now. Its prompt was written by the server.',
})

const refining = refusable(
  'Forbidden',
  'InvalidInput',
  'NotFound',
  'RevisionConflict',
  'ModelUnavailable',
  'IdempotencyConflict',
  'BudgetExceeded',
  'Overloaded',
  'Unavailable',
)

const RefineSpanResult = refining.resultOf(
  'RefineSpan',
  RefineSpanSuccess,
  'The generation that rewrites it, or why none was started. A refused start leaves nothing behind.',
)

builder.mutationField('refineSpan', (t) =>
  t.field({
    type: RefineSpanResult,
    description:
      'Asks a model to rewrite one span of an output. The text stays as it is until somebody accepts that with reviseGeneration.',
    args: { input: t.arg({ type: RefineSpanInput, required: true, description: 'Which span, how, and by whom.' }) },
    resolve: (_, { input: { generationId, commentId, parameters, isInternal, ...input } }, { revisions }) =>
      refining.catch(async () => {
        const id = await revisions().refine({
          ...input,
          of: uuidOf('Generation', generationId),
          commentId: typeof commentId === 'string' ? uuidOf('Comment', commentId) : null,
          parameters: toParameters(parameters ?? {}),
          isInternal: isInternal ?? undefined,
        })
        return { id }
      }),
  }),
)

const RefuseRefinementInput = builder.inputType('RefuseRefinementInput', {
  description: 'What to refuse.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The generation that rewrites the span.' }) }),
})

const RefuseRefinementSuccess = makeGenerationSuccess('RefuseRefinementSuccess', {
  description: 'It is refused.',
  generation: 'The generation that would have rewritten it. It goes on if it has not ended: cancelGeneration stops it.',
})

const refusing = refusable('Forbidden', 'NotFound', 'RevisionConflict', 'Unavailable')

const RefuseRefinementResult = refusing.resultOf(
  'RefuseRefinement',
  RefuseRefinementSuccess,
  'The generation, or why it was not refused.',
)

builder.mutationField('refuseRefinement', (t) =>
  t.field({
    type: RefuseRefinementResult,
    description: 'Refuses what a refinement suggests. Whoever sees the thread may. Twice is harmless.',
    args: { input: t.arg({ type: RefuseRefinementInput, required: true, description: 'What to refuse.' }) },
    resolve: (_, args, { revisions }) =>
      refusing.catch(async () => {
        const id = uuidOf('Generation', args.input.id)
        await revisions().refuse(id)
        return { id }
      }),
  }),
)
