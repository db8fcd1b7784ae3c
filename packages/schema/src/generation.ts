import type { ErrorCode as Code } from '@sluice/core/app-error'
import { titleOf } from '@sluice/core/generation/start'
import { priorityOf } from '@sluice/core/line/priority'
import type { GenerationParameters as Parameters } from '@sluice/core/provider/provider'
import { Attempt } from './attempt.ts'
import { builder } from './builder.ts'
import { ErrorCode } from './error.ts'
import { toErrorCode } from './error-code.ts'
import {
  FinishReason,
  GenerationHold,
  GenerationPhase,
  GenerationPriority,
  GenerationStatus,
  ReasoningEffort,
} from './generation-enums.ts'
import { asUuid } from './global-id.ts'
import { areCallersHiddenFrom, failureFor, isCostHiddenFrom, isHiddenFrom, partnerSelect } from './partner.ts'
import { QueuePlace } from './queue-place.ts'
import { Usage, usageOf } from './usage.ts'
import { visible } from './visible.ts'

const GenerationParameters = builder.objectRef<Parameters>('GenerationParameters').implement({
  description: "What was set for the call. Null stands for the provider's default.",
  fields: (t) => ({
    temperature: t.float({ nullable: true, description: '0 to 2.', resolve: (set) => set.temperature ?? null }),
    maxOutputTokens: t.int({
      nullable: true,
      description: 'Tokens written at most.',
      resolve: (set) => set.maxOutputTokens ?? null,
    }),
    reasoningEffort: t.field({
      type: ReasoningEffort,
      nullable: true,
      description: 'How much to think.',
      resolve: (set) => set.reasoningEffort ?? null,
    }),
  }),
})

const GenerationError = builder
  .objectRef<{ code: Code; message: string; retryable: boolean }>('GenerationError')
  .implement({
    description: 'Why a generation failed.',
    fields: (t) => ({
      code: t.expose('code', { type: ErrorCode, description: 'What programs branch on.' }),
      message: t.exposeString('message', { description: 'What happened and what to do about it.' }),
      retryable: t.exposeBoolean('retryable', {
        description: 'Whether the same may succeed when it is started again.',
      }),
    }),
  })

/** One thing asked of one model. */
export const Generation = builder.prismaNode('Generation', {
  id: { field: 'id', description: 'Global id.' },
  description: 'One thing asked of one model: input in, a log of events and one output out.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ id: asUuid(id), ...visible.generations(viewer) }),
  fields: (t) => ({
    thread: t.relation('thread', { description: 'The conversation that it belongs to.' }),
    parent: t.relation('parent', {
      nullable: true,
      description: 'The generation that it refines; always of the same thread.',
    }),
    requestedModel: t.exposeString('requestedModel', { description: 'The model that was asked for: provider:model.' }),
    model: t.exposeString('model', { description: 'The model that answers; another than asked for after a fallback.' }),
    provider: t.exposeString('provider', { description: 'Who answers.' }),
    isMine: t.boolean({
      select: { ownerId: true },
      description: 'Whether you started it.',
      resolve: ({ ownerId }, _, { viewer }) => ownerId === viewer.id,
    }),
    isInternal: t.exposeBoolean('isInternal', {
      description:
        'Whether partners of its space are shown neither what was asked nor what was thought about it. The output is shown.',
    }),
    title: t.string({
      select: (_, { viewer }) => ({ prompt: true, isInternal: true, ...partnerSelect(viewer) }),
      description:
        'The first line of its prompt, cut at a word near 80 characters. Empty where that is not shown to you.',
      resolve: (generation, _, { viewer }) => (isHiddenFrom(generation, viewer) ? '' : titleOf(generation.prompt)),
    }),
    prompt: t.string({
      select: (_, { viewer }) => ({ prompt: true, isInternal: true, ...partnerSelect(viewer) }),
      description: 'What was asked. Empty where it is internal and you are a partner, or your share does not show it.',
      resolve: (generation, _, { viewer }) => (isHiddenFrom(generation, viewer) ? '' : generation.prompt),
    }),
    instructions: t.string({
      nullable: true,
      select: (_, { viewer }) => ({ instructions: true, isInternal: true, ...partnerSelect(viewer) }),
      description: 'How to answer, if that was said. Null where the prompt is not shown to you.',
      resolve: (generation, _, { viewer }) => (isHiddenFrom(generation, viewer) ? null : generation.instructions),
    }),
    parameters: t.field({
      type: GenerationParameters,
      select: { parameters: true },
      description: 'What was set for the call.',
      // Written by `start`, which takes nothing else in.
      resolve: ({ parameters }) => parameters as Parameters,
    }),
    labels: t.stringList({
      select: { labels: true },
      description: "The caller's own marks, to filter by. Empty through a share.",
      resolve: ({ labels }, _, { viewer }) => (viewer.share ? [] : labels),
    }),
    onBehalfOf: t.string({
      nullable: true,
      select: (_, { viewer }) => ({ onBehalfOf: true, ...partnerSelect(viewer) }),
      description: 'The person that a service started it for. Null for partners.',
      resolve: (generation, _, { viewer }) => (areCallersHiddenFrom(generation, viewer) ? null : generation.onBehalfOf),
    }),
    status: t.expose('status', { type: GenerationStatus, description: 'Where it stands.' }),
    phase: t.expose('phase', {
      type: GenerationPhase,
      nullable: true,
      description: 'What it is doing, while it runs.',
    }),
    hold: t.expose('hold', {
      type: GenerationHold,
      nullable: true,
      description: 'Why it is not in line yet, while it is queued.',
    }),
    priority: t.field({
      type: GenerationPriority,
      select: { priority: true },
      description: 'How soon it is wanted, among all that its person has in line.',
      resolve: ({ priority }) => priorityOf(priority),
    }),
    queue: t.field({
      type: QueuePlace,
      nullable: true,
      select: { status: true },
      description: 'Where it stands in line. Null unless it is queued.',
      resolve: ({ id, status }, _, { placeOf }) => (status === 'QUEUED' ? placeOf(id) : null),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was started by its caller.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a worker first took it on.',
    }),
    firstTokenAt: t.expose('firstTokenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first text or thinking of its last attempt came.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended. Null while it goes on.',
    }),
    text: t.string({
      select: { output: true, status: true, head: true },
      description: 'The output; while it goes on, the text so far.',
      // Of one in line it is the text up to its cursor, even when it has been taken on since.
      resolve: async ({ id, output, status, head }, _, { textOf, textUpTo }) => {
        if (output !== null) return output
        if (status === 'QUEUED') return head > 1 ? textUpTo(id, head) : ''
        return (await textOf(id))?.text ?? ''
      },
    }),
    outputSchema: t.field({
      type: 'JSON',
      nullable: true,
      select: (_, { viewer }) => ({ outputSchema: true, isInternal: true, ...partnerSelect(viewer) }),
      description:
        'The JSON Schema that its output must follow, if one was given. Null where the prompt is not shown to you.',
      resolve: (generation, _, { viewer }): unknown =>
        isHiddenFrom(generation, viewer) ? null : generation.outputSchema,
    }),
    json: t.field({
      type: 'JSON',
      nullable: true,
      select: { output: true, outputSchema: true, status: true },
      description: 'The output as JSON. Null without outputSchema, and unless it succeeded.',
      resolve: ({ output, outputSchema, status }): unknown =>
        outputSchema !== null && status === 'SUCCEEDED' && output !== null ? JSON.parse(output) : null,
    }),
    thinking: t.string({
      select: (_, { viewer }) => ({ thinking: true, isInternal: true, ...partnerSelect(viewer) }),
      description: "The model's thinking, as far as the provider shows it. Empty where the prompt is not shown to you.",
      resolve: async ({ id, thinking, ...generation }, _, { textOf, viewer }) =>
        isHiddenFrom(generation, viewer) ? '' : (thinking ?? (await textOf(id))?.thinking ?? ''),
    }),
    finishReason: t.expose('finishReason', {
      type: FinishReason,
      nullable: true,
      description: 'Why the model stopped, once it succeeded.',
    }),
    error: t.field({
      type: GenerationError,
      nullable: true,
      select: { errorCode: true, errorMessage: true, errorRetryable: true, status: true },
      description: 'Why it failed or was interrupted. Null otherwise.',
      resolve: ({ errorCode, errorMessage, errorRetryable, status }, _, { viewer }) => {
        const code = status === 'FAILED' || status === 'INTERRUPTED' ? toErrorCode(errorCode) : null
        const message = code && failureFor(viewer, code, errorMessage ?? '')
        return code && { code, message: message ?? '', retryable: errorRetryable ?? false }
      },
    }),
    usage: t.field({
      type: Usage,
      nullable: true,
      select: { usage: true },
      description: 'Tokens used by its last attempt. Null while nothing is known.',
      resolve: ({ usage }) => usageOf(usage),
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      select: (_, { viewer }) => ({ cost: true, ...partnerSelect(viewer) }),
      description:
        'US dollars for its last attempt. Null while it goes on, when the price is not known, or when it is not for you as a partner or through your share.',
      resolve: (generation, _, { viewer }) =>
        isCostHiddenFrom(generation, viewer) ? null : (generation.cost?.toFixed() ?? null),
    }),
    attempts: t.relation('attempts', {
      type: Attempt,
      description: 'Every try at a provider, in order.',
      query: { orderBy: { number: 'asc' } },
    }),
    cursor: t.field({
      type: 'EventCursor',
      select: { head: true, status: true },
      description: 'The last event of its log. Watch from here to see only what is new.',
      // Of one reading with the text, so that whoever goes on from here misses nothing and has nothing twice.
      resolve: async ({ id, head, status }, _, { headOf }) =>
        status === 'RUNNING' || status === 'CANCELLING' ? ((await headOf(id)) ?? head) : head,
    }),
  }),
})
