import { costRange } from '@sluice/core/budget/estimate'
import type { StartEstimate } from '@sluice/core/budget/estimate-start'
import { Budget } from './budget.ts'
import { builder } from './builder.ts'
import { describe } from './generation-enums.ts'
import { uuidOf } from './global-id.ts'
import { GenerationParametersInput, toParameters } from './start-generation.ts'

const BudgetVerdict = builder.enumType('BudgetVerdict', {
  description: 'What budgets say to a start.',
  values: describe<'ROOM' | 'APPROVAL' | 'REFUSED'>({
    ROOM: 'All have room for it.',
    APPROVAL: 'It would wait for approval.',
    REFUSED: 'It would be refused with BudgetExceeded.',
  }),
})

const verdicts = { room: 'ROOM', approval: 'APPROVAL', refused: 'REFUSED' } as const

const GenerationEstimate = builder.objectRef<StartEstimate>('GenerationEstimate').implement({
  description: 'What a start would use, reckoned without asking its provider, and what budgets would say to it now.',
  fields: (t) => ({
    inputTokens: t.exposeInt('inputTokens', {
      description: 'Tokens of instructions, history and prompt. Models count differently, by some tens of per cent.',
    }),
    maxOutputTokens: t.exposeInt('outputTokens', {
      description: 'Tokens that are reserved for the answer: maxOutputTokens of the parameters, else 8,192.',
    }),
    minCost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars for the input alone. Null when the price is not known.',
      resolve: (estimate) => costRange(estimate)?.least ?? null,
    }),
    maxCost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars with all of the answer. Null when the price is not known.',
      resolve: (estimate) => costRange(estimate)?.most ?? null,
    }),
    verdict: t.field({
      type: BudgetVerdict,
      description: 'What budgets would say to it now.',
      resolve: ({ verdict }) => verdicts[verdict],
    }),
    exceeded: t.field({
      type: [Budget],
      description: 'The budgets that have no room for it. Empty with ROOM.',
      resolve: ({ over }) => [...over],
    }),
  }),
})

const EstimateGenerationInput = builder.inputType('EstimateGenerationInput', {
  description: 'What would be asked, and of whom.',
  fields: (t) => ({
    model: t.string({ required: true, description: 'provider:model.' }),
    prompt: t.string({ required: true, description: 'What to ask.' }),
    threadId: t.id({ description: 'The thread to go on with.' }),
    spaceId: t.id({ description: 'The space for a new thread. Default: your own.' }),
    parentId: t.id({ description: 'The generation to refine.' }),
    instructions: t.string({ description: 'How to answer.' }),
    parameters: t.field({ type: GenerationParametersInput, description: 'Settings of the call.' }),
    outputSchema: t.field({
      type: 'JSONObject',
      description: 'A JSON Schema for the output, which is read with the prompt.',
    }),
  }),
})

builder.queryField('estimateGeneration', (t) =>
  t.field({
    type: GenerationEstimate,
    description: 'Reckons what a start would use, and asks the budgets. Nothing is started or reserved.',
    complexity: 20,
    args: { input: t.arg({ type: EstimateGenerationInput, required: true, description: 'What would be asked.' }) },
    resolve: (_, { input }, { estimate }) =>
      estimate({
        model: input.model,
        prompt: input.prompt,
        instructions: input.instructions ?? undefined,
        parameters: toParameters(input.parameters ?? {}),
        outputSchema: input.outputSchema ?? undefined,
        threadId: typeof input.threadId === 'string' ? uuidOf('Thread', input.threadId) : undefined,
        spaceId: typeof input.spaceId === 'string' ? uuidOf('Space', input.spaceId) : undefined,
        parentId: typeof input.parentId === 'string' ? uuidOf('Generation', input.parentId) : undefined,
      }),
  }),
)
