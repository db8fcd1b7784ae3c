import type { WatchEvent } from '@sluice/core/generation/event'
import type { GenerationPhase as Phase, GenerationStatus as Status } from '@sluice/core/generation/status'
import { builder, type FieldsOf } from './builder.ts'
import { ErrorCode } from './error.ts'
import { Generation } from './generation.ts'
import { GenerationPhase, GenerationStatus } from './generation-enums.ts'
import { failureFor, isCostHiddenFrom, partnerSelect } from './partner.ts'
import { plain } from './plain-field.ts'
import { EventReason, placeFields } from './queue-place.ts'
import { Usage } from './usage.ts'

type Body = WatchEvent['body']
type Kind = Body['kind']

/** An event of one subscription. */
export interface WatchedEvent {
  readonly generationId: string
  readonly seq: number
  readonly at: Date
  readonly body: { readonly kind: Kind }
  /** Whether its viewer is not shown what was asked: then neither what was thought about it. */
  readonly isHidden: boolean
  /** The text up to and with this event. */
  readonly soFar: () => Promise<string>
}

/** What all events have in common. */
export const GenerationEvent = builder.interfaceRef<WatchedEvent>('GenerationEvent').implement({
  description:
    'A fact about a generation. GenerationSnapshot, QueueMoved, KeepAlive and Reconnect belong to one stream and are not in the log: they carry the seq and cursor of the last logged event.',
  resolveType: ({ body }) => body.kind,
  fields: (t) => ({
    cursor: t.field({
      type: 'EventCursor',
      description: 'Where to go on from after a drop.',
      ...plain,
      resolve: ({ seq }) => seq,
    }),
    seq: t.exposeInt('seq', {
      description: 'Counts the events of one generation: 1, 2, 3 … without a gap.',
      ...plain,
    }),
    at: t.expose('at', {
      type: 'DateTime',
      description: 'When it was written, by the clock of the database.',
      ...plain,
    }),
    generation: t.prismaField({
      type: Generation,
      description: 'The generation as it is now, which may be later than the event.',
      resolve: (query, { generationId }, _, { prisma }) =>
        prisma.generation.findUniqueOrThrow({ ...query, where: { id: generationId } }),
    }),
  }),
})

/** One kind of event, to be given its fields. */
export function event<K extends Kind>(kind: K) {
  return builder.objectRef<WatchedEvent & { readonly body: Extract<Body, { kind: K }> }>(kind)
}

interface Standing {
  readonly body: { readonly status: Status; readonly phase: Phase | null }
}

/** Where a generation stands, for those kinds that say it. */
function standingFields<Parent extends Standing>(t: FieldsOf<Parent>, description: string) {
  return {
    status: t.field({ type: GenerationStatus, description, ...plain, resolve: ({ body }) => body.status }),
    phase: t.field({
      type: GenerationPhase,
      nullable: true,
      description: 'What it is doing.',
      ...plain,
      resolve: ({ body }) => body.phase,
    }),
  }
}

event('GenerationSnapshot').implement({
  description: 'Everything up to here in one piece. It replaces whatever you have.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    ...standingFields(t, 'Where it stands.'),
    text: t.string({ description: 'The text so far.', ...plain, resolve: ({ body }) => body.text }),
    thinking: t.string({
      description: 'The thinking so far. Empty where the prompt is not shown to you.',
      ...plain,
      resolve: ({ body, isHidden }) => (isHidden ? '' : body.thinking),
    }),
    usage: t.field({
      type: Usage,
      nullable: true,
      description: 'Tokens used, if known.',
      ...plain,
      resolve: ({ body }) => body.usage,
    }),
  }),
})

event('StatusChanged').implement({
  description: 'It moved on. Never says that it ended: that is one of the four last events.',
  interfaces: [GenerationEvent],
  fields: (t) => standingFields(t, 'Where it stands now.'),
})

event('QueueMoved').implement({
  description:
    'It waits, and here is where. Comes soon after a queued generation is watched, then whenever that changes. Applies until it is taken.',
  interfaces: [GenerationEvent],
  fields: (t) => placeFields(t, ({ body }) => body),
})

event('TextDelta').implement({
  description: 'More text.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    text: t.string({ description: 'What to append.', ...plain, resolve: ({ body }) => body.text }),
    soFar: t.string({
      description: 'The whole text up to here. For reading along in GraphiQL; programs append text instead.',
      resolve: ({ soFar }) => soFar(),
    }),
  }),
})

event('ThinkingDelta').implement({
  description: "More of the model's thinking.",
  interfaces: [GenerationEvent],
  fields: (t) => ({
    text: t.string({
      description: 'What to append. Empty where the prompt is not shown to you.',
      ...plain,
      resolve: ({ body, isHidden }) => (isHidden ? '' : body.text),
    }),
  }),
})

event('UsageUpdated').implement({
  description: 'What the attempt has used.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    usage: t.field({
      type: Usage,
      nullable: true,
      description: 'Tokens used.',
      ...plain,
      resolve: ({ body }) => body.usage,
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'US dollars. Null when the price is not known, or when it is not for you as a partner or through your share.',
      resolve: async ({ body, generationId }, _, { prisma, viewer }) => {
        if (body.cost === null) return null
        // Asked now and not when the stream began: roles change meanwhile. It comes once an attempt.
        const where = { id: generationId }
        const seen = await prisma.generation.findUnique({ where, select: partnerSelect(viewer) })
        return seen && !isCostHiddenFrom(seen, viewer) ? body.cost : null
      },
    }),
  }),
})

event('Warned').implement({
  description: 'Something is not as it should be, and Sluice deals with it.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    reason: t.field({
      type: EventReason,
      description: 'What Sluice does.',
      ...plain,
      resolve: ({ body }) => body.reason,
    }),
    code: t.field({ type: ErrorCode, description: 'What is wrong.', ...plain, resolve: ({ body }) => body.code }),
    message: t.string({
      description: 'The same, for people.',
      resolve: ({ body }, _, { viewer }) => failureFor(viewer, body.code, body.message),
    }),
    retryAfterMs: t.int({
      nullable: true,
      description: 'When it is tried again, in milliseconds.',
      ...plain,
      resolve: ({ body }) => body.retryAfterMs,
    }),
  }),
})

event('Restarted').implement({
  description: 'Its worker is gone and it is back in line. The text begins anew: drop what you have.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    reason: t.field({ type: EventReason, description: 'Why.', ...plain, resolve: ({ body }) => body.reason }),
  }),
})

event('KeepAlive').implement({
  description: 'Nothing new; the stream is alive. Comes after 15 s of silence. 40 s without anything are a drop.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    head: t.field({
      type: 'EventCursor',
      description: 'The end of the log; may be ahead of cursor.',
      ...plain,
      resolve: ({ body }) => body.head,
    }),
  }),
})

event('Reconnect').implement({
  description: 'The server is about to close this stream. Come back with your cursor.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    afterMs: t.int({
      description: 'How long to wait first, in milliseconds.',
      ...plain,
      resolve: ({ body }) => body.afterMs,
    }),
  }),
})

event('EventUnknown').implement({
  description: 'An event of a kind that this version of the server does not know. It counts in seq.',
  interfaces: [GenerationEvent],
})
