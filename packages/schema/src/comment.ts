import { mostComments } from '@sluice/core/comment/comment'
import { audienceSelect, authorSelect, namedAs, nameFor } from './author.ts'
import { builder } from './builder.ts'
import { Generation } from './generation.ts'
import { asUuid } from './global-id.ts'
import { manageSelect, mayManage, visible } from './visible.ts'

/** What somebody has said about a generation, or about a span of its text. */
export const Comment = builder.prismaNode('Comment', {
  id: { field: 'id', description: 'Global id.' },
  description:
    'What somebody has said about a generation, or about a span of its text. Whoever sees the thread sees it, partners too, and nobody through a share.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.comments(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    generation: t.relation('generation', { description: 'What it is about.' }),
    author: t.string({
      select: (_, { viewer }) => ({
        author: { select: authorSelect },
        generation: { select: audienceSelect(viewer) },
      }),
      description: `Who has said it. ${namedAs}`,
      resolve: ({ author, generation }, _, { viewer }) => nameFor(viewer, author, generation),
    }),
    isMine: t.boolean({
      select: { authorId: true },
      description: 'Whether you have said it.',
      resolve: ({ authorId }, _, { viewer }) => authorId === viewer.id,
    }),
    mayDelete: t.boolean({
      select: (_, { viewer }) => ({
        authorId: true,
        generation: { select: { thread: { select: manageSelect(viewer) } } },
      }),
      description: 'Whether you may delete it: it is yours, or you may delete its thread.',
      resolve: ({ authorId, generation: { thread } }, _, { viewer }) =>
        authorId === viewer.id || mayManage(thread, viewer),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was said.' }),
    text: t.exposeString('text', { description: 'What was said: 1 to 4,000 characters.' }),
    revision: t.exposeInt('revision', {
      description: 'The number of the revision whose text it speaks of; 0 for the text as the model wrote it.',
    }),
    start: t.exposeInt('start', {
      nullable: true,
      description: 'Where its span begins in that text, in UTF-16 code units. Null when it speaks of the whole.',
    }),
    end: t.exposeInt('end', {
      nullable: true,
      description: 'Where its span ends, behind the last code unit. Null when it speaks of the whole.',
    }),
    quote: t.exposeString('quote', {
      nullable: true,
      description: 'What stands in its span. Null when it speaks of the whole.',
    }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it is dealt with. Null while it is open.',
    }),
    resolvedBy: t.string({
      nullable: true,
      select: (_, { viewer }) => ({
        resolvedBy: { select: authorSelect },
        generation: { select: audienceSelect(viewer) },
      }),
      description: `Who has said that it is dealt with. Null while it is open. ${namedAs}`,
      resolve: ({ resolvedBy, generation }, _, { viewer }) => resolvedBy && nameFor(viewer, resolvedBy, generation),
    }),
  }),
})

builder.prismaObjectFields(Generation, (t) => ({
  comments: t.relation('comments', {
    description: `What people have said about it, the oldest first, ${mostComments} at most. A new one is a change of the generation, which its owner's activity tells of; others ask again.`,
    query: (_, { viewer }) => ({
      where: visible.comments(viewer),
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: mostComments,
    }),
  }),
}))
