import type { StartInput } from '@sluice/core/generation/start'
import type { GenerationParameters } from '@sluice/core/provider/provider'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { GenerationPriority, ReasoningEffort, WhileRunning } from './generation-enums.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'

/** What to set for the call. */
export const GenerationParametersInput = builder.inputType('GenerationParametersInput', {
  description: "What to set for the call; what is left out is the provider's default.",
  fields: (t) => ({
    temperature: t.float({ description: '0 to 2.' }),
    maxOutputTokens: t.int({ description: 'Tokens to write at most, 1 or more.' }),
    reasoningEffort: t.field({ type: ReasoningEffort, description: 'How much a model that can think should do so.' }),
  }),
})

const StartGenerationInput = builder.inputType('StartGenerationInput', {
  description: 'What to ask, and of whom.',
  fields: (t) => ({
    model: t.string({
      required: true,
      description: 'provider:model, for example "openai:gpt-5.2" or "builtin:extract".',
    }),
    prompt: t.string({ required: true, description: 'What to ask.' }),
    idempotencyKey: t.string({
      required: true,
      description:
        'Your own name for this start, 1 to 200 characters. The same key starts once, however often it is sent.',
    }),
    threadId: t.id({ description: 'The thread to go on with. Default: that of parentId, else a new one.' }),
    spaceId: t.id({ description: 'The space for a new thread. Default: your own.' }),
    parentId: t.id({ description: 'The generation to refine: its questions and answers come before the prompt.' }),
    whileRunning: t.field({
      type: WhileRunning,
      description: 'What to do when the generation that parentId names has not ended. Default: QUEUE.',
    }),
    instructions: t.string({ description: 'How to answer; what APIs call a system prompt.' }),
    parameters: t.field({ type: GenerationParametersInput, description: 'Settings of the call.' }),
    outputSchema: t.field({
      type: 'JSONObject',
      description:
        'A JSON Schema (2020-12), at most 64 KiB. The output is then JSON of that schema, also on the generation as json, or the generation fails with OUTPUT_INVALID. References within the schema only.',
    }),
    isInternal: t.boolean({
      description: 'Whether partners of its space are not shown what was asked. Default: false.',
    }),
    labels: t.stringList({ description: 'Marks of your own, at most 20 of 64 characters each, to filter by.' }),
    onBehalfOf: t.string({
      description: 'Services only: the person that this is for, so that the line is fair between them.',
    }),
    priority: t.field({
      type: GenerationPriority,
      description: 'How soon it is wanted, among all that its person has in line. Default: INTERACTIVE.',
    }),
  }),
})

type Input = typeof StartGenerationInput.$inferInput

/** GraphQL's nulls and global ids as core's input. */
function toStartInput({ threadId, spaceId, parentId, parameters, ...input }: Input): StartInput {
  return {
    model: input.model,
    prompt: input.prompt,
    idempotencyKey: input.idempotencyKey,
    threadId: typeof threadId === 'string' ? uuidOf('Thread', threadId) : undefined,
    spaceId: typeof spaceId === 'string' ? uuidOf('Space', spaceId) : undefined,
    parentId: typeof parentId === 'string' ? uuidOf('Generation', parentId) : undefined,
    whileRunning: input.whileRunning ?? undefined,
    instructions: input.instructions ?? undefined,
    parameters: toParameters(parameters ?? {}),
    outputSchema: input.outputSchema ?? undefined,
    isInternal: input.isInternal ?? undefined,
    labels: input.labels ?? [],
    onBehalfOf: input.onBehalfOf ?? undefined,
    priority: input.priority ?? undefined,
  }
}

/** GraphQL's nulls as what is not set. */
export function toParameters(set: typeof GenerationParametersInput.$inferInput): GenerationParameters {
  return {
    ...(typeof set.temperature === 'number' && { temperature: set.temperature }),
    ...(typeof set.maxOutputTokens === 'number' && { maxOutputTokens: set.maxOutputTokens }),
    ...(set.reasoningEffort && { reasoningEffort: set.reasoningEffort }),
  }
}

const StartGenerationSuccess = makeGenerationSuccess('StartGenerationSuccess', {
  description: 'It is in line, or has been started before under the same key.',
  generation: 'The generation as it is now.',
})

const refusal = refusable(
  'Forbidden',
  'InvalidInput',
  'NotFound',
  'ModelUnavailable',
  'IdempotencyConflict',
  'BudgetExceeded',
  'Overloaded',
  'Unavailable',
)

const StartGenerationResult = refusal.resultOf(
  'StartGeneration',
  StartGenerationSuccess,
  'The generation, or why none was started. A refused start leaves nothing behind.',
)

builder.mutationField('startGeneration', (t) =>
  t.field({
    type: StartGenerationResult,
    description:
      'Asks a model. Answers as soon as the generation is in line; watch generationEvents for what comes of it.',
    args: { input: t.arg({ type: StartGenerationInput, required: true, description: 'What to ask, and of whom.' }) },
    resolve: (_, { input }, { start }) => refusal.catch(async () => ({ id: await start(toStartInput(input)) })),
  }),
)
