import type { ObjectRef } from '@pothos/core'
import { AppError, type ErrorCode as Code, errorCodes } from '@sluice/core/app-error'
import type { ShownBudget } from '@sluice/core/budget/budget'
import { BudgetExceeded as BudgetExceededError } from '@sluice/core/budget/budget-exceeded'
import { InvalidInput as InvalidInputError } from '@sluice/core/invalid-input'
import { Budget } from './budget.ts'
import { builder } from './builder.ts'

const values = Object.fromEntries(Object.entries(errorCodes).map(([code, description]) => [code, { description }]))

/** Every code, with what it means. */
export const ErrorCode = builder.enumType('ErrorCode', {
  description:
    'What went wrong, for programs to branch on. More may be added: treat one that you do not know like INTERNAL.',
  values: values as Record<Code, { description: string }>,
})

/** A refusal as it is answered. Not the AppError itself: graphql-js takes an Error that is returned for one that is thrown. */
interface Refusal {
  readonly code: Code
  readonly message: string
  readonly retryable: boolean
  readonly retryAfterMs: number | null
  readonly path: string | null
  /** With BUDGET_EXCEEDED: the budget that has no room. */
  readonly budget: ShownBudget | null
}

const ErrorInterface = builder.interfaceRef<Refusal>('Error').implement({
  description: 'A refusal or failure with a code for programs and a message for people.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What happened and what to do about it.' }),
    code: t.expose('code', { type: ErrorCode, description: 'What programs branch on.' }),
    retryable: t.exposeBoolean('retryable', {
      description: 'Whether the same request may succeed later without being changed.',
    }),
  }),
})

const NotFound = builder.objectRef<Refusal>('NotFound').implement({
  description: errorCodes.NOT_FOUND,
  interfaces: [ErrorInterface],
})

const Forbidden = builder.objectRef<Refusal>('Forbidden').implement({
  description: errorCodes.FORBIDDEN,
  interfaces: [ErrorInterface],
})

const NotInLine = builder.objectRef<Refusal>('NotInLine').implement({
  description: errorCodes.NOT_IN_LINE,
  interfaces: [ErrorInterface],
})

const RevisionConflict = builder.objectRef<Refusal>('RevisionConflict').implement({
  description: errorCodes.REVISION_CONFLICT,
  interfaces: [ErrorInterface],
})

const ModelUnavailable = builder.objectRef<Refusal>('ModelUnavailable').implement({
  description: errorCodes.MODEL_UNAVAILABLE,
  interfaces: [ErrorInterface],
})

const IdempotencyConflict = builder.objectRef<Refusal>('IdempotencyConflict').implement({
  description: errorCodes.IDEMPOTENCY_CONFLICT,
  interfaces: [ErrorInterface],
})

const InvalidInput = builder.objectRef<Refusal>('InvalidInput').implement({
  description: errorCodes.INVALID_INPUT,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    path: t.string({
      nullable: true,
      description: 'Which value of the input, for example "parameters.temperature".',
      resolve: ({ path }) => path,
    }),
  }),
})

const Overloaded = builder.objectRef<Refusal>('Overloaded').implement({
  description: errorCodes.OVERLOADED,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterMs: t.int({
      description: 'How long to wait before trying again, in milliseconds.',
      resolve: ({ retryAfterMs }) => retryAfterMs ?? 1_000,
    }),
  }),
})

const Unavailable = builder.objectRef<Refusal>('Unavailable').implement({
  description: errorCodes.UNAVAILABLE,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterMs: t.int({
      description: 'How long to wait before trying again, in milliseconds.',
      resolve: ({ retryAfterMs }) => retryAfterMs ?? 1_000,
    }),
  }),
})

const NoSecretKey = builder.objectRef<Refusal>('NoSecretKey').implement({
  description: errorCodes.NO_SECRET_KEY,
  interfaces: [ErrorInterface],
})

const BudgetExceeded = builder.objectRef<Refusal>('BudgetExceeded').implement({
  description: errorCodes.BUDGET_EXCEEDED,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    budget: t.field({
      type: Budget,
      nullable: true,
      description: 'The budget that has no room; of several the one that begins anew last.',
      resolve: ({ budget }) => budget,
    }),
  }),
})

const refusals = {
  BudgetExceeded,
  Forbidden,
  NotFound,
  NotInLine,
  RevisionConflict,
  NoSecretKey,
  ModelUnavailable,
  IdempotencyConflict,
  InvalidInput,
  Overloaded,
  Unavailable,
}

const typeOf: Partial<Record<Code, keyof typeof refusals>> = {
  BUDGET_EXCEEDED: 'BudgetExceeded',
  FORBIDDEN: 'Forbidden',
  NOT_FOUND: 'NotFound',
  NOT_IN_LINE: 'NotInLine',
  REVISION_CONFLICT: 'RevisionConflict',
  NO_SECRET_KEY: 'NoSecretKey',
  MODEL_UNAVAILABLE: 'ModelUnavailable',
  IDEMPOTENCY_CONFLICT: 'IdempotencyConflict',
  INVALID_INPUT: 'InvalidInput',
  OVERLOADED: 'Overloaded',
  UNAVAILABLE: 'Unavailable',
}

/** The refusals that a mutation may answer with, and what turns a thrown one into its answer. */
export function refusable(...names: (keyof typeof refusals)[]) {
  const types = names.map((name) => refusals[name])
  return {
    /** The union of a mutation's success, which is called `<mutation>Success`, and these refusals. */
    resultOf<T extends object>(
      mutation: string,
      success: ObjectRef<typeof builder.$inferSchemaTypes, T>,
      description: string,
    ) {
      return builder.unionType(`${mutation}Result`, {
        description,
        types: [success, ...types],
        resolveType: (value) => (isRefusal(value) && typeOf[value.code]) || `${mutation}Success`,
      })
    },
    /** Runs `work`; a refusal among `names` is answered, everything else is thrown on. */
    async catch<T>(work: () => Promise<T>): Promise<T | Refusal> {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        const name = typeOf[error.code]
        if (!name || !names.includes(name)) throw error
        const { code, message, retryable, retryAfterMs = null } = error
        const path = error instanceof InvalidInputError ? error.path : null
        const budget = error instanceof BudgetExceededError ? error.budget : null
        return { code, message, retryable, retryAfterMs, path, budget }
      }
    },
  }
}

function isRefusal(value: object): value is Refusal {
  return 'code' in value && 'retryable' in value
}
