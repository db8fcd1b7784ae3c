import type { BudgetPeriod, BudgetScope, BudgetUnit, ErrorCode } from './generated/operations.ts'

/**
 * What programs branch on: the server's own codes, those for a request that is no GraphQL of its, and this client's:
 * UNREACHABLE (nothing answered, or half of it), BAD_ANSWER (what answered is no Sluice that this version understands),
 * CANCELLED and INTERRUPTED (how a generation ended), TIME_LIMIT and ABORTED (it goes on without us).
 */
export type SluiceErrorCode =
  | ErrorCode
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'REQUEST_ENTITY_TOO_LARGE'
  | 'UNREACHABLE'
  | 'BAD_ANSWER'
  | 'CANCELLED'
  | 'INTERRUPTED'
  | 'TIME_LIMIT'
  | 'ABORTED'

/** A budget that has no room for a start. Amounts are decimals as text, and null where they are not for you. */
export interface ExceededBudget {
  readonly scope: BudgetScope
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
  readonly limit: string | null
  readonly used: string | null
  readonly reserved: string | null
  readonly resetsAt: string
}

interface Details {
  readonly code: SluiceErrorCode
  readonly message: string
  readonly retryable?: boolean
  readonly cause?: unknown
}

/** The root of all that this client throws, but for the reason of an aborted signal. */
export class SluiceError extends Error {
  override readonly name: string = 'SluiceError'
  readonly code: SluiceErrorCode
  /** Whether the same may succeed later without being changed. */
  readonly retryable: boolean

  constructor({ code, message, retryable = false, cause }: Details) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.retryable = retryable
  }
}

/** The server answered, and said no. */
export class Refused extends SluiceError {
  override readonly name = 'Refused'
  /** How long to wait before trying again, where the server says so (OVERLOADED). */
  readonly retryAfterMs: number | null
  /** Which value of the input is meant, where the server says so (INVALID_INPUT). */
  readonly path: string | null
  /** The budget that has no room, where the server says so (BUDGET_EXCEEDED). */
  readonly budget: ExceededBudget | null

  constructor(
    details: Details & {
      readonly retryAfterMs?: number | null
      readonly path?: string | null
      readonly budget?: ExceededBudget | null
    },
  ) {
    super(details)
    this.retryAfterMs = details.retryAfterMs ?? null
    this.path = details.path ?? null
    this.budget = details.budget ?? null
  }
}

/** Nothing answered in time, or nothing that can be understood. Whether the request arrived is not known. */
export class Unreachable extends SluiceError {
  override readonly name = 'Unreachable'

  constructor(message: string, cause?: unknown) {
    super({ code: 'UNREACHABLE', message, retryable: true, cause })
  }
}

/** The generation ended, and not with success. What had been written is in `text`. */
export class NotSucceeded extends SluiceError {
  override readonly name = 'NotSucceeded'
  readonly generationId: string
  readonly status: 'FAILED' | 'CANCELLED' | 'INTERRUPTED'
  readonly text: string

  constructor(
    details: Details & {
      readonly generationId: string
      readonly status: 'FAILED' | 'CANCELLED' | 'INTERRUPTED'
      readonly text: string
    },
  ) {
    super(details)
    this.generationId = details.generationId
    this.status = details.status
    this.text = details.text
  }
}

/** `run` stopped waiting. The generation goes on: watch it, or cancel it, by its id. */
export class LeftRunning extends SluiceError {
  override readonly name = 'LeftRunning'
  /** Null when it is not known whether it was started: start it again with the same key to learn that. */
  readonly generationId: string | null
  readonly idempotencyKey: string

  constructor(
    details: Details & {
      readonly code: 'TIME_LIMIT' | 'ABORTED'
      readonly generationId: string | null
      readonly idempotencyKey: string
    },
  ) {
    super(details)
    this.generationId = details.generationId
    this.idempotencyKey = details.idempotencyKey
  }
}
