import { encodeGlobalID } from '@pothos/plugin-relay'
import { notFound } from '@sluice/core/app-error'
import { audienceSelect, authorSelect, namedAs, nameFor } from './author.ts'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { makeGenerationSuccess } from './generation-success.ts'
import { uuidOf } from './global-id.ts'
import { isHiddenFrom, partnerSelect } from './partner.ts'

/** A change of an output by somebody. */
const Revision = builder.prismaObject('Revision', {
  description:
    'An output with a span of it in other words. What the model wrote stays as it is, on the generation as text.',
  select: { id: true, generationId: true, number: true },
  fields: (t) => ({
    id: t.id({ description: 'Global id.', resolve: ({ id }) => encodeGlobalID('Revision', id) }),
    number: t.exposeInt('number', {
      description:
        'Rises with each revision of a generation. One that was taken back leaves a gap: each number stands for one text for ever.',
    }),
    text: t.string({
      // A whole text, which is made anew.
      complexity: 10,
      description: 'The whole text with it.',
      resolve: async ({ generationId, number }, _, { revisions }) => {
        const text = await revisions().textAfter({ generationId, number })
        if (text === null) throw notFound('revision')
        return text
      },
    }),
    start: t.exposeInt('start', { description: 'Where the span began, in UTF-16 code units of the text before it.' }),
    end: t.exposeInt('end', { description: 'Where it ended, likewise.' }),
    replaced: t.exposeString('replaced', { description: 'What stood there. Empty where something was only put in.' }),
    replacement: t.exposeString('replacement', {
      description: 'What stands there instead. Empty where something was only taken out.',
    }),
    instruction: t.string({
      nullable: true,
      select: (_, { viewer }) => ({
        source: {
          select: { isInternal: true, ...partnerSelect(viewer), refinement: { select: { instruction: true } } },
        },
      }),
      description:
        'What was asked for, where it accepts a refinement. Null otherwise, and where that is not shown to you.',
      resolve: ({ source }, _, { viewer }) =>
        source?.refinement && !isHiddenFrom(source, viewer) ? source.refinement.instruction : null,
    }),
    source: t.relation('source', {
      nullable: true,
      description: 'The generation that its words were taken from. Null where somebody wrote them.',
    }),
    author: t.string({
      select: (_, { viewer }) => ({
        author: { select: authorSelect },
        generation: { select: audienceSelect(viewer) },
      }),
      description: `Who made it. ${namedAs}`,
      resolve: ({ author, generation }, _, { viewer }) => nameFor(viewer, author, generation),
    }),
    isMine: t.boolean({
      select: { authorId: true },
      description: 'Whether you made it.',
      resolve: ({ authorId }, _, { viewer }) => authorId === viewer.id,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
})

/** Most of one generation that a list holds, the newest. */
const mostRevisions = 100

builder.prismaObjectFields('Generation', (t) => ({
  currentText: t.string({
    select: { output: true, currentText: true },
    description: 'The text of its newest revision, else text. Follow-ups are told this one.',
    resolve: async ({ id, output, currentText }, _, { textOf }) =>
      currentText ?? output ?? (await textOf(id))?.text ?? '',
  }),
  revisions: t.relation('revisions', {
    type: Revision,
    // Few have as many.
    complexity: { multiplier: 20 },
    description: `What has become of its output, oldest first: the last ${mostRevisions}, without those that were taken back.`,
    query: { where: { undoneAt: null }, orderBy: { number: 'asc' }, take: -mostRevisions },
  }),
}))

const ReviseGenerationInput = builder.inputType('ReviseGenerationInput', {
  description: 'What is to stand where, and upon what you decided it.',
  fields: (t) => ({
    generationId: t.id({ required: true, description: 'The generation, which must have ended.' }),
    after: t.int({
      required: true,
      description: 'The number of the newest of its revisions that you have seen; 0 for none.',
    }),
    start: t.int({ required: true, description: 'Where the span begins, in UTF-16 code units of currentText.' }),
    end: t.int({ required: true, description: 'Where it ends: at start to put something in.' }),
    quote: t.string({ required: true, description: 'What stands there.' }),
    replacement: t.string({
      required: true,
      description: 'What is to stand there instead, at most 200,000 characters; empty to take it out.',
    }),
    sourceId: t.id({
      description:
        'The generation of the same thread that the words come from. A refinement of this one is accepted by it. Default: none, you wrote them.',
    }),
  }),
})

const ReviseGenerationSuccess = makeGenerationSuccess('ReviseGenerationSuccess', {
  description: 'It stands there.',
  generation: 'The generation as it is now.',
})

const refusal = refusable('Forbidden', 'InvalidInput', 'NotFound', 'RevisionConflict', 'Unavailable')

const ReviseGenerationResult = refusal.resultOf(
  'ReviseGeneration',
  ReviseGenerationSuccess,
  'The generation, or why it was not revised. Then nothing has been changed.',
)

builder.mutationField('reviseGeneration', (t) =>
  t.field({
    type: ReviseGenerationResult,
    description:
      'Puts other words in place of a span of an output: accepts a refinement, takes a paragraph from an alternative, or corrects it by hand. Whoever sees the thread may. The same once more is harmless.',
    args: { input: t.arg({ type: ReviseGenerationInput, required: true, description: 'What is to stand where.' }) },
    resolve: (_, { input: { generationId, sourceId, ...input } }, { revisions }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', generationId)
        const source = typeof sourceId === 'string' ? uuidOf('Generation', sourceId) : null
        await revisions().revise({ ...input, generationId: id, sourceId: source })
        return { id }
      }),
  }),
)

const UndoRevisionInput = builder.inputType('UndoRevisionInput', {
  description: 'What to take back.',
  fields: (t) => ({
    generationId: t.id({ required: true, description: 'The generation.' }),
    number: t.int({ required: true, description: 'The number of its newest revision.' }),
  }),
})

const UndoRevisionSuccess = makeGenerationSuccess('UndoRevisionSuccess', {
  description: 'It is taken back, or was before.',
  generation: 'The generation as it is now.',
})

const UndoRevisionResult = refusal.resultOf(
  'UndoRevision',
  UndoRevisionSuccess,
  'The generation, or why nothing was taken back.',
)

builder.mutationField('undoRevision', (t) =>
  t.field({
    type: UndoRevisionResult,
    description:
      'Takes the newest revision of an output back, whoever made it; what was accepted by it is pending again. Twice is harmless.',
    args: { input: t.arg({ type: UndoRevisionInput, required: true, description: 'What to take back.' }) },
    resolve: (_, { input }, { revisions }) =>
      refusal.catch(async () => {
        const id = uuidOf('Generation', input.generationId)
        await revisions().undo({ generationId: id, number: input.number })
        return { id }
      }),
  }),
)
