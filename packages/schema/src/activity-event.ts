import type { ActivityEvent as CoreEvent } from '@sluice/core/activity/event'
import { builder } from './builder.ts'
import { ErrorCode } from './error.ts'
import { Generation } from './generation.ts'
import { GenerationEvent, type WatchedEvent } from './generation-event.ts'
import { visible } from './visible.ts'

type Body = CoreEvent['body']
type Kind = Body['kind']

/** An event of one activity stream. */
export interface ToldEvent extends Pick<CoreEvent, 'cursor' | 'at'> {
  readonly body: { readonly kind: Kind }
  /** The generation that it is about, as the client names it; empty where it is about none. */
  readonly generationId: string
  /** The event of an open generation, where this is one. */
  readonly watched: WatchedEvent | null
}

/** What all events of `activity` have in common. */
export const ActivityEvent = builder.interfaceRef<ToldEvent>('ActivityEvent').implement({
  description: 'Something that happened among your generations, or a sign that the stream lives.',
  resolveType: ({ body }) => body.kind,
  fields: (t) => ({
    cursor: t.expose('cursor', {
      type: 'ActivityCursor',
      description: 'Where to go on from after a drop: give it back as `since`. You may then be told of a change twice.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was sent.' }),
  }),
})

function event<K extends Kind>(kind: K) {
  return builder.objectRef<ToldEvent & { readonly body: Extract<Body, { kind: K }> }>(kind)
}

event('ActivitySnapshot').implement({
  description: 'How things stand. The first event of every stream; comes again when you have fallen too far behind.',
  interfaces: [ActivityEvent],
  fields: (t) => ({
    generations: t.prismaField({
      type: [Generation],
      description:
        'All that go on, and what else has changed since the cursor that you gave; newest first, 200 at most.',
      complexity: { multiplier: 200 },
      resolve: (query, { body }, _, { prisma, viewer }) =>
        prisma.generation.findMany({
          ...query,
          where: { id: { in: [...body.ids] }, ...visible.generations(viewer) },
          orderBy: { id: 'desc' },
        }),
    }),
    more: t.boolean({
      description: 'Whether there are more than these. What you show beside them is then to be read anew.',
      resolve: ({ body }) => body.hasMore,
    }),
  }),
})

event('GenerationChanged').implement({
  description:
    'One of your generations is new, or its status, phase, hold, model, revision, comments, isUnread, state as a refinement or place in your own line has changed.',
  interfaces: [ActivityEvent],
  fields: (t) => ({
    generationId: t.exposeID('generationId', { description: 'Which one.' }),
    generation: t.prismaField({
      type: Generation,
      nullable: true,
      description:
        'The generation as it is now, which may be later than the change. Null when you may not see it any more.',
      resolve: (query, { body }, _, { prisma, viewer }) =>
        prisma.generation.findFirst({ ...query, where: { id: body.id, ...visible.generations(viewer) } }),
    }),
  }),
})

event('GenerationActivity').implement({
  description: 'An event of a generation that you have open. After its last event no more of these come for it.',
  interfaces: [ActivityEvent],
  fields: (t) => ({
    generationId: t.exposeID('generationId', { description: 'Which one.' }),
    event: t.field({
      type: GenerationEvent,
      description: 'The event, as `generationEvents` would send it. KeepAlive and Reconnect are not among them.',
      resolve: ({ watched }) => {
        if (!watched) throw new Error('An activity of a generation came without its event')
        return watched
      },
    }),
  }),
})

event('PositionRefused').implement({
  description: 'One of those that you have open cannot be watched from there. Everything else goes on.',
  interfaces: [ActivityEvent],
  fields: (t) => ({
    generationId: t.exposeID('generationId', { description: 'Which one.' }),
    code: t.field({
      type: ErrorCode,
      description: 'NOT_FOUND or BAD_CURSOR.',
      resolve: ({ body }) => body.refusal.code,
    }),
    message: t.string({ description: 'What to do about it.', resolve: ({ body }) => body.refusal.message }),
  }),
})

event('ActivityKeepAlive').implement({
  description: 'Nothing has changed for 15 s. If nothing at all comes for 40 s, the connection has dropped.',
  interfaces: [ActivityEvent],
  fields: () => ({}),
})

event('ActivityReconnect').implement({
  description: 'The server is about to close this stream. Come back with your cursors.',
  interfaces: [ActivityEvent],
  fields: (t) => ({
    afterMs: t.int({
      description: 'How long to wait before that, in milliseconds.',
      resolve: ({ body }) => body.afterMs,
    }),
  }),
})
