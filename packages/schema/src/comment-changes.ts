import { builder } from './builder.ts'
import { Comment } from './comment.ts'
import { refusable } from './error.ts'
import { Generation } from './generation.ts'
import { uuidOf } from './global-id.ts'
import { seenOr, visible } from './visible.ts'

const makeSuccess = (name: string, description: string) =>
  builder.objectRef<{ id: string }>(name).implement({
    description,
    fields: (t) => ({
      comment: t.prismaField({
        type: Comment,
        description: 'The comment as it is now.',
        resolve: (query, { id }, _, { prisma, viewer }) =>
          seenOr(prisma.comment.findFirst({ ...query, where: { id, ...visible.comments(viewer) } })),
      }),
    }),
  })

const AddCommentSuccess = makeSuccess(
  'AddCommentSuccess',
  'It is there. The same words at the same place, sent again within ten minutes, are one comment.',
)
const ResolveCommentSuccess = makeSuccess('ResolveCommentSuccess', 'It is so, or was so before.')

const DeleteCommentSuccess = builder.objectRef<{ id: string; generationId: string }>('DeleteCommentSuccess').implement({
  description: 'It is gone.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'What there was: the id that was given.' }),
    generation: t.prismaField({
      type: Generation,
      description: 'What it was about, as it is now.',
      resolve: (query, { generationId: id }, _, { prisma, viewer }) =>
        seenOr(prisma.generation.findFirst({ ...query, where: { id, ...visible.generations(viewer) } })),
    }),
  }),
})

const addRefusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const refusal = refusable('NotFound', 'Forbidden', 'Unavailable')

const AddCommentResult = addRefusal.resultOf('AddComment', AddCommentSuccess, 'The comment, or why there is none.')
const ResolveCommentResult = refusal.resultOf(
  'ResolveComment',
  ResolveCommentSuccess,
  'The comment, or why nothing was changed.',
)
const DeleteCommentResult = refusal.resultOf(
  'DeleteComment',
  DeleteCommentSuccess,
  'That it is gone, or why it is not.',
)

const AddCommentInput = builder.inputType('AddCommentInput', {
  description: 'What to say about what. A span has start, end and quote, or none of them.',
  fields: (t) => ({
    generationId: t.id({ required: true, description: 'The generation.' }),
    revision: t.int({
      description: 'The number of the revision whose text you speak of. Default: 0, the text as the model wrote it.',
    }),
    start: t.int({ description: 'Where the span begins in that text, in UTF-16 code units. Default: the whole.' }),
    end: t.int({ description: 'Where it ends, behind the last code unit: at most 10,000 after its beginning.' }),
    quote: t.string({ description: 'What stands there, to the code unit.' }),
    text: t.string({ required: true, description: 'What to say: 1 to 4,000 characters.' }),
  }),
})

const ResolveCommentInput = builder.inputType('ResolveCommentInput', {
  description: 'Which comment, and whether it is dealt with.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The comment.' }),
    isResolved: t.boolean({ required: true, description: 'Whether it is dealt with.' }),
  }),
})

const DeleteCommentInput = builder.inputType('DeleteCommentInput', {
  description: 'What to delete.',
  fields: (t) => ({ id: t.id({ required: true, description: 'The comment.' }) }),
})

builder.mutationFields((t) => ({
  addComment: t.field({
    type: AddCommentResult,
    description:
      'Says something about a generation, or about a span of its text. Whoever sees its thread may, and is told of it, partners too. 200 at most on one generation, 2,000 in a thread.',
    args: { input: t.arg({ type: AddCommentInput, required: true, description: 'What to say about what.' }) },
    resolve: (_, { input }, { comments }) =>
      addRefusal.catch(async () => ({
        id: await comments().add({
          generationId: uuidOf('Generation', input.generationId),
          text: input.text,
          revision: input.revision ?? 0,
          ...(typeof input.start === 'number' && { start: input.start }),
          ...(typeof input.end === 'number' && { end: input.end }),
          ...(typeof input.quote === 'string' && { quote: input.quote }),
        }),
      })),
  }),
  resolveComment: t.field({
    type: ResolveCommentResult,
    description: 'Says that a comment is dealt with, or is not any more. Whoever sees it may. Again changes nothing.',
    args: { input: t.arg({ type: ResolveCommentInput, required: true, description: 'Which one, and whether.' }) },
    resolve: (_, { input }, { comments }) =>
      refusal.catch(async () => {
        const id = uuidOf('Comment', input.id)
        await comments().resolve({ id, isResolved: input.isResolved })
        return { id }
      }),
  }),
  deleteComment: t.field({
    type: DeleteCommentResult,
    description: 'Deletes a comment for good. Whoever has written it may, and whoever may delete its thread.',
    args: { input: t.arg({ type: DeleteCommentInput, required: true, description: 'What to delete.' }) },
    resolve: (_, { input: { id } }, { comments }) =>
      refusal.catch(async () => ({ id, generationId: await comments().delete(uuidOf('Comment', id)) })),
  }),
}))
