import { mostChosenOver, type FeedbackRating as Rating } from '@sluice/core/feedback/feedback'
import { audienceSelect, authorSelect, namedAs, nameFor } from './author.ts'
import { builder } from './builder.ts'
import { Generation } from './generation.ts'
import { asUuid } from './global-id.ts'
import { visible } from './visible.ts'

/** How somebody rates a generation. */
export const FeedbackRating = builder.enumType('FeedbackRating', {
  description: 'How somebody rates a generation.',
  values: {
    UP: { description: 'Thumbs up.' },
    DOWN: { description: 'Thumbs down.' },
  } satisfies Record<Rating, { description: string }>,
})

builder.prismaNode('Feedback', {
  id: { field: 'id', description: 'Global id.' },
  description:
    'What one person thinks of a generation: a thumb with a note, and over what they have chosen it. Whoever started the generation sees it, and owners and staff of its space; other partners see their own alone.',
  select: { id: true },
  nullable: true,
  findUnique: (id, { viewer }) => ({ AND: [visible.feedback(viewer)], id: asUuid(id) }),
  fields: (t) => ({
    rating: t.expose('rating', {
      type: FeedbackRating,
      nullable: true,
      description: 'The thumb. Null when they have only chosen.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'Why, in their words. Null when they did not say.' }),
    chosenOver: t.prismaField({
      type: [Generation],
      select: { chosenOver: true },
      // A query of its own for each, which a list of lists would send by the thousand.
      complexity: { field: 20 },
      description: `Over which generations of its thread they have chosen it, the latest first, ${mostChosenOver.kept} at most.`,
      resolve: async (query, { chosenOver }, _, { prisma, viewer }) => {
        if (chosenOver.length === 0) return []
        const where = { id: { in: chosenOver }, ...visible.generations(viewer) }
        const found = await prisma.generation.findMany({ ...query, where })
        return found.toSorted((one, other) => chosenOver.indexOf(one.id) - chosenOver.indexOf(other.id))
      },
    }),
    author: t.string({
      select: (_, { viewer }) => ({
        author: { select: authorSelect },
        generation: { select: audienceSelect(viewer) },
      }),
      description: `Whose it is. ${namedAs}`,
      resolve: ({ author, generation }, _, { viewer }) => nameFor(viewer, author, generation),
    }),
    isMine: t.boolean({
      select: { authorId: true },
      description: 'Whether it is yours.',
      resolve: ({ authorId }, _, { viewer }) => authorId === viewer.id,
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When they last changed it.' }),
  }),
})

/** Most of one generation that a list holds. */
const most = 100

builder.prismaObjectFields(Generation, (t) => ({
  feedback: t.relation('feedback', {
    description: `What people think of it, the latest first, ${most} at most. Partners see their own, and all on what they have started.`,
    query: (_, { viewer }) => ({
      where: visible.feedback(viewer),
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: most,
    }),
  }),
}))
