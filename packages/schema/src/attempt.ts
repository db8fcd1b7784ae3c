import { builder } from './builder.ts'
import { ErrorCode } from './error.ts'
import { toErrorCode } from './error-code.ts'
import { AttemptOutcome } from './generation-enums.ts'
import { failureFor, isCostHiddenFrom, partnerSelect } from './partner.ts'
import { Usage, usageOf } from './usage.ts'

/** One try at a provider. */
export const Attempt = builder.prismaObject('Attempt', {
  description: 'One try at a provider.',
  fields: (t) => ({
    number: t.exposeInt('number', { description: 'Counted from 1.' }),
    provider: t.exposeString('provider', { description: 'Who was asked.' }),
    model: t.exposeString('model', { description: 'Which model was asked: provider:model.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When a worker took it on.' }),
    firstTokenAt: t.expose('firstTokenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first text or thinking came. Null when none did.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended. Null while it goes on.',
    }),
    outcome: t.expose('outcome', {
      type: AttemptOutcome,
      nullable: true,
      description: 'How it ended. Null while it goes on.',
    }),
    errorCode: t.field({
      type: ErrorCode,
      nullable: true,
      description: 'What went wrong, if anything did.',
      resolve: ({ errorCode }) => toErrorCode(errorCode),
    }),
    errorMessage: t.string({
      nullable: true,
      description: 'The same, for people.',
      resolve: ({ errorCode, errorMessage }, _, { viewer }) =>
        errorMessage === null ? null : failureFor(viewer, toErrorCode(errorCode) ?? 'INTERNAL', errorMessage),
    }),
    usage: t.field({
      type: Usage,
      nullable: true,
      description: 'Tokens used. Null when nothing is known.',
      resolve: ({ usage }) => usageOf(usage),
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      select: (_, { viewer }) => ({ cost: true, generation: { select: partnerSelect(viewer) } }),
      description:
        'US dollars. Null when the price is not known, or when it is not for you as a partner or through your share.',
      resolve: ({ cost, generation }, _, { viewer }) =>
        isCostHiddenFrom(generation, viewer) ? null : (cost?.toFixed() ?? null),
    }),
    partialText: t.exposeString('partialText', {
      nullable: true,
      description: 'What it had written when it was lost or given back; the next attempt began anew.',
    }),
  }),
})
