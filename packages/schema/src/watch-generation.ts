import { notFound } from '@sluice/core/app-error'
import type { WatchEvent } from '@sluice/core/generation/event'
import { BREAK, type FieldNode, type GraphQLResolveInfo, visit } from 'graphql'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { GenerationEvent, type WatchedEvent } from './generation-event.ts'
import { uuidOf } from './global-id.ts'
import { visible } from './visible.ts'

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
    subscribe: async (_, { id, after }, context, info) =>
      watchGeneration(context, {
        id: uuidOf('Generation', id),
        after: after ?? null,
        keepsText: asksFor('soFar', info),
      }),
    resolve: (event) => event,
  }),
)

interface WatchAsked {
  readonly id: string
  readonly after: number | null
  /** Whether the text so far is asked for. */
  readonly keepsText: boolean
}

/** Refusals come before the stream, as the one error of the response; the stream itself then begins at once. */
async function watchGeneration(
  context: Context,
  { id, after, keepsText }: WatchAsked,
): Promise<AsyncGenerator<WatchedEvent>> {
  const where = { id, ...visible.generations(context.viewer) }
  if (!(await context.prisma.generation.findFirst({ where, select: { id: true } }))) throw notFound('generation')
  await context.checkWatch({ id, after })
  const soFar = makeSoFar((seq) => context.textUpTo(id, seq))
  return map(context.watch({ id, after }), (event) => {
    if (keepsText) soFar.note(event)
    return { ...event, generationId: id, soFar: () => soFar.upTo(event.seq) }
  })
}

async function* map<In, Out>(events: AsyncIterable<In>, change: (event: In) => Out): AsyncGenerator<Out> {
  for await (const event of events) yield change(event)
}

/** Whether this operation selects a field of that name anywhere. */
function asksFor(name: string, { operation, fragments }: GraphQLResolveInfo): boolean {
  let found = false
  const look = {
    Field(node: FieldNode) {
      if (node.name.value !== name) return undefined
      found = true
      return BREAK
    },
  }
  for (const root of [operation, ...Object.values(fragments)]) visit(root, look)
  return found
}

/** The text so far of one stream. Kept only where it is asked for: 200 streams that kept it grew by 15 MB a minute (2026-11). */
function makeSoFar(read: (seq: number) => Promise<string>): {
  note(event: WatchEvent): void
  upTo(seq: number): Promise<string>
} {
  let text: string | null = null
  return {
    note({ body }) {
      if (body.kind === 'GenerationSnapshot') text = body.text
      else if (body.kind === 'Restarted') text = ''
      else if (body.kind === 'TextDelta' && text !== null) text += body.text
    },
    async upTo(seq) {
      text ??= await read(seq)
      return text
    },
  }
}
