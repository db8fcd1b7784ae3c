import { ErrorCode } from './error.ts'
import { FinishReason } from './generation-enums.ts'
import { event, GenerationEvent } from './generation-event.ts'
import { failureFor } from './partner.ts'
import { plain } from './plain-field.ts'

event('GenerationSucceeded').implement({
  description: 'The last event: the output is whole.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    finishReason: t.field({
      type: FinishReason,
      description: 'Why the model stopped.',
      ...plain,
      resolve: ({ body }) => body.finishReason,
    }),
  }),
})

event('GenerationFailed').implement({
  description: 'The last event: it failed. What had been written is kept.',
  interfaces: [GenerationEvent],
  fields: (t) => ({
    code: t.field({ type: ErrorCode, description: 'What went wrong.', ...plain, resolve: ({ body }) => body.code }),
    message: t.string({
      description: 'What happened and what to do about it.',
      resolve: ({ body }, _, { viewer }) => failureFor(viewer, body.code, body.message),
    }),
    retryable: t.boolean({
      description: 'Whether the same may succeed when it is started again.',
      ...plain,
      resolve: ({ body }) => body.retryable,
    }),
  }),
})

event('GenerationCancelled').implement({
  description: 'The last event: it was stopped on request. What had been written is kept.',
  interfaces: [GenerationEvent],
})

event('GenerationInterrupted').implement({
  description: 'The last event: its worker was lost too often. What had been written is kept.',
  interfaces: [GenerationEvent],
})
