import { AppError, type ErrorCode as Code, errorCodes } from '@sluice/core/app-error'
import { InvalidInput as InvalidInputError } from '@sluice/core/generation/start'
import { builder } from './builder.ts'

const values = Object.fromEntries(Object.entries(errorCodes).map(([code, description]) => [code, { description }]))

/** Every code, with what it means. */
export const ErrorCode = builder.enumType('ErrorCode', {
  description:
    'What went wrong, for programs to branch on. More may be added: treat one that you do not know like INTERNAL.',
  values: values as Record<Code, { description: string }>,
})

const ErrorInterface = builder.interfaceRef<AppError>('Error').implement({
  description: 'A refusal or failure with a code for programs and a message for people.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What happened and what to do about it.' }),
    code: t.expose('code', { type: ErrorCode, description: 'What programs branch on.' }),
    retryable: t.exposeBoolean('retryable', {
      description: 'Whether the same request may succeed later without being changed.',
    }),
  }),
})

const NotFound = builder.objectRef<AppError>('NotFound').implement({
  description: errorCodes.NOT_FOUND,
  interfaces: [ErrorInterface],
})

const ModelUnavailable = builder.objectRef<AppError>('ModelUnavailable').implement({
  description: errorCodes.MODEL_UNAVAILABLE,
  interfaces: [ErrorInterface],
})

const IdempotencyConflict = builder.objectRef<AppError>('IdempotencyConflict').implement({
  description: errorCodes.IDEMPOTENCY_CONFLICT,
  interfaces: [ErrorInterface],
})

const InvalidInput = builder.objectRef<AppError>('InvalidInput').implement({
  description: errorCodes.INVALID_INPUT,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    path: t.string({
      nullable: true,
      description: 'Which value of the input, for example "parameters.temperature".',
      resolve: (error) => (error instanceof InvalidInputError ? error.path : null),
    }),
  }),
})

const Overloaded = builder.objectRef<AppError>('Overloaded').implement({
  description: errorCodes.OVERLOADED,
  interfaces: [ErrorInterface],
  fields: (t) => ({
    retryAfterMs: t.int({
      description: 'How long to wait before trying again, in milliseconds.',
      resolve: (error) => error.retryAfterMs ?? 1_000,
    }),
  }),
})

const refusals = { NotFound, ModelUnavailable, IdempotencyConflict, InvalidInput, Overloaded }

const typeOf: Partial<Record<Code, keyof typeof refusals>> = {
  NOT_FOUND: 'NotFound',
  MODEL_UNAVAILABLE: 'ModelUnavailable',
  IDEMPOTENCY_CONFLICT: 'IdempotencyConflict',
  INVALID_INPUT: 'InvalidInput',
  OVERLOADED: 'Overloaded',
}

/** The refusals that a mutation may answer with, and what turns a thrown one into its answer. */
export function refusable(...names: (keyof typeof refusals)[]) {
  return {
    types: names.map((name) => refusals[name]),
    /** The name of the type that stands for this error; undefined for a value that is none of them. */
    typeOf: (value: unknown) => (value instanceof AppError ? typeOf[value.code] : undefined),
    /** Runs `work`; a refusal among `names` is answered, everything else is thrown on. */
    async catch<T>(work: () => Promise<T>): Promise<T | AppError> {
      try {
        return await work()
      } catch (error) {
        const name = error instanceof AppError ? typeOf[error.code] : undefined
        if (error instanceof AppError && name && names.includes(name)) return error
        throw error
      }
    },
  }
}
