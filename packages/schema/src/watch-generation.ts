import type { WatchEvent } from '@sluice/core/generation/event'
import type { LiveStream } from '@sluice/core/generation/watch'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { GenerationEvent } from './generation-event.ts'
import { uuidOf } from './global-id.ts'
import { mapEvents } from './map-events.ts'
import { isHiddenFrom, partnerSelect } from './partner.ts'
import { makeWatched } from './so-far.ts'
import { seenOr, visible } from './visible.ts'

builder.subscriptionField('generationEvents', (t) =>
  t.field({
    type: GenerationEvent,
    description:
      'Everything that happens to one generation: first a snapshot, or with `after` the events since, then live. Ends after its last event; a stream that closes without one has dropped, and is to be taken up again with the last cursor.',
    args: {
      id: t.arg.id({ required: true, description: 'The generation.' }),
      after: t.arg({
        type: 'EventCursor',
        description: 'The last event that you have. Default: none, and you get a snapshot.',
      }),
    },
    subscribe: async (_, { id, after }, context, info) => {
      const uuid = uuidOf('Generation', id)
      const { events, isHidden } = await watchGeneration(context, { id: uuid, after: after ?? null })
      return mapEvents(events, makeWatched(context, { id: uuid, isHidden }, info))
    },
    resolve: (event) => event,
  }),
)

/** Refusals come before the stream, as the one error of the response; the stream itself then begins at once. */
async function watchGeneration(
  context: Context,
  { id, after }: { id: string; after: number | null },
): Promise<{ events: LiveStream<WatchEvent>; isHidden: boolean }> {
  const isHidden = await findHidden(context, id)
  if (after !== null) await context.checkWatch({ id, after })
  return { events: context.watch({ id, after }), isHidden }
}

/** Whether what was asked is not shown to the viewer. Roles are read only where it depends on them, which is seldom. */
async function findHidden({ prisma, viewer }: Context, id: string): Promise<boolean> {
  const where = { id, ...visible.generations(viewer) }
  const seen = await seenOr(prisma.generation.findFirst({ where, select: { isInternal: true } }))
  if (!seen.isInternal && !viewer.share) return false
  const select = { isInternal: true, ...partnerSelect(viewer) }
  return isHiddenFrom(await seenOr(prisma.generation.findFirst({ where, select })), viewer)
}
