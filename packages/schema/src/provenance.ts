import { AppError } from '@sluice/core/app-error'
import type { SentMessage as Message } from '@sluice/core/generation/provider-request'
import { builder } from './builder.ts'
import { Generation } from './generation.ts'
import { GenerationEvent } from './generation-event.ts'
import { isHiddenFrom, partnerSelect } from './partner.ts'

const MessageRole = builder.enumType('MessageRole', {
  description: 'Who speaks in a message.',
  values: {
    SYSTEM: { description: 'Instructions: how to answer.' },
    USER: { description: 'Whoever asks.' },
    ASSISTANT: { description: 'The model.' },
  } satisfies Record<Message['role'], { description: string }>,
})

const SentMessage = builder.objectRef<Message>('SentMessage').implement({
  description: 'One message of what a provider is sent.',
  fields: (t) => ({
    role: t.expose('role', { type: MessageRole, description: 'Who speaks.' }),
    text: t.exposeString('text', {
      description: 'What they say. Empty for a question of somebody else that is internal, to partners.',
    }),
  }),
})

/** Most events of one answer. */
const mostEvents = 200
const usualEvents = 100

function limitOf(first: number | null | undefined): number {
  const limit = first ?? usualEvents
  if (limit >= 1 && limit <= mostEvents) return limit
  throw new AppError('INVALID_INPUT', {
    message: `From 1 to ${mostEvents} events. Ask for the next ones with after.`,
  })
}

function placeOf(after: number | null | undefined): number {
  if (typeof after !== 'number') return 0
  if (after >= 0) return after
  throw new AppError('BAD_CURSOR', { message: 'This is no cursor of ours. Ask without one.' })
}

builder.prismaObjectFields(Generation, (t) => ({
  sentMessages: t.field({
    type: [SentMessage],
    select: (_, { viewer }) => ({ isCopy: true, isInternal: true, ...partnerSelect(viewer) }),
    description:
      'What its provider is sent to read, in order: instructions, the questions and answers that it refines, and its prompt. As it was for its last attempt, whatever has been revised since; before the first as it would be now. Empty where the prompt is not shown to you, and of a copy, for which no provider was asked.',
    // Built anew from the whole history for each, which a list of generations would do by the hundred.
    complexity: { field: 100, multiplier: 100 },
    resolve: ({ id, ...generation }, _, { viewer, sentMessages }) =>
      generation.isCopy || isHiddenFrom(generation, viewer)
        ? []
        : sentMessages(id, (turn) => isHiddenFrom({ ...generation, ...turn }, viewer)),
  }),
  events: t.field({
    type: [GenerationEvent],
    select: (_, { viewer }) => ({ isInternal: true, ...partnerSelect(viewer) }),
    description: `What its log holds, in order, but for the pieces of text and thinking, which stand on the generation: so seq has gaps. ${mostEvents} at most.`,
    args: {
      after: t.arg({ type: 'EventCursor', description: 'Only what comes after this event. Default: all.' }),
      first: t.arg.int({ description: `How many at most, 1 to ${mostEvents}. Default: ${usualEvents}.` }),
    },
    // A query of its own for each.
    complexity: ({ first }) => ({ field: 20, multiplier: first ?? usualEvents }),
    resolve: async ({ id, ...generation }, { after, first }, { viewer, eventsOf, textUpTo }) => {
      const isHidden = isHiddenFrom(generation, viewer)
      const events = await eventsOf(id, { after: placeOf(after), limit: limitOf(first) })
      return events.map((event) => ({
        ...event,
        generationId: id,
        isHidden,
        soFar: () => textUpTo(id, event.seq),
      }))
    },
  }),
}))
