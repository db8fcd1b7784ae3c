import { builder } from './builder.ts'
import type { RateStanding } from './context.ts'

const RateLimit = builder.objectRef<RateStanding>('RateLimit').implement({
  description:
    'What you have left to read with. Queries and streams are refused with TOO_MANY_REQUESTS when it is used up; mutations are charged and never refused. Each process of the server counts for itself.',
  fields: (t) => ({
    cost: t.exposeInt('cost', {
      description: 'What this request costs: about one for each field that it may answer with.',
    }),
    limit: t.exposeInt('limit', { description: 'How much a minute.' }),
    remaining: t.exposeInt('remaining', { description: 'What is left of that after this request.' }),
    resetAt: t.expose('resetAt', { type: 'DateTime', description: 'When all of it is there again.' }),
  }),
})

builder.queryField('rateLimit', (t) =>
  t.field({
    type: RateLimit,
    description: 'What you have left to read with in this minute, and what this request costs.',
    complexity: 0,
    resolve: (_, __, { rateLimit }) => rateLimit.standing(),
  }),
)
