import { encodeGlobalID } from '@pothos/plugin-relay'
import { openLimit } from '@sluice/core/activity/activity'
import { AppError } from '@sluice/core/app-error'
import type { GraphQLResolveInfo } from 'graphql'
import { ActivityEvent, type ToldEvent } from './activity-event.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { isUuid, uuidOf } from './global-id.ts'
import { mapEvents } from './map-events.ts'
import { isHiddenFrom, partnerSelect } from './partner.ts'
import { makeWatched } from './so-far.ts'
import { visible } from './visible.ts'

const PositionInput = builder.inputType('Position', {
  description: 'A generation whose events you want, and from where.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The generation.' }),
    after: t.field({
      type: 'EventCursor',
      description: 'The last of its events that you have. Default: none, and you get a snapshot of it.',
    }),
  }),
})

builder.subscriptionField('activity', (t) =>
  t.field({
    type: ActivityEvent,
    description:
      'All that you follow, on one connection: first how things stand, then every change of any of your generations, new ones included, and all events of those that you have open. To open others, subscribe again with positions.',
    args: {
      open: t.arg({
        type: [PositionInput],
        description: `Those whose events you want, ${openLimit} at most. Default: none.`,
      }),
      since: t.arg({
        type: 'ActivityCursor',
        description: 'The last event that you have. Default: none, and you are told of those that go on.',
      }),
    },
    subscribe: (_, { open, since }, context, info) => follow(context, { open: open ?? [], since: since ?? null }, info),
    resolve: (event) => event,
  }),
)

interface Asked {
  readonly open: readonly (typeof PositionInput.$inferInput)[]
  readonly since: number | null
}

/** Refuses the whole only for what makes no sense; that one of the open ones cannot be watched is an event of the stream. */
async function follow(
  context: Context,
  { open, since }: Asked,
  info: GraphQLResolveInfo,
): Promise<AsyncGenerator<ToldEvent, void>> {
  if (open.length > openLimit) {
    throw new AppError('INVALID_INPUT', { message: `Open ${openLimit} generations at most on one stream.` })
  }
  if (since !== null && since < 0) {
    throw new AppError('BAD_CURSOR', { message: 'This is no cursor of ours. Subscribe again without one.' })
  }
  const asked = open.map(({ id, after }) => ({ id, uuid: uuidOf('Generation', id), after: after ?? null }))
  const seen = await visibleAmong(
    context,
    asked.map(({ uuid }) => uuid),
  )
  const watched = new Map([...seen].map(([id, isHidden]) => [id, makeWatched(context, { id, isHidden }, info)]))
  // What may not be seen keeps the name that it was asked by, so that the refusal tells which one it was.
  const positions = asked.map(({ id, uuid, after }) => {
    const isVisible = seen.has(uuid)
    return { id: isVisible ? uuid : id, after, isVisible }
  })
  const unique = [...new Map(positions.map((position) => [position.id, position])).values()]
  return mapEvents(context.activity({ open: unique, since }), ({ cursor, at, body }) => ({
    cursor,
    at,
    body,
    generationId: 'id' in body ? globalIdOf(body.id) : '',
    watched: body.kind === 'GenerationActivity' ? (watched.get(body.id)?.(body.event) ?? null) : null,
  }))
}

function globalIdOf(id: string): string {
  return isUuid(id) ? encodeGlobalID('Generation', id) : id
}

/** Which of these the viewer sees, and which of them without what was asked. */
async function visibleAmong(
  { prisma, viewer }: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  if (ids.length === 0) return new Map()
  const where = { id: { in: [...ids] }, ...visible.generations(viewer) }
  const found = await prisma.generation.findMany({
    where,
    select: { id: true, isInternal: true, ...partnerSelect(viewer) },
  })
  return new Map(found.map((generation) => [generation.id, isHiddenFrom(generation, viewer)]))
}
