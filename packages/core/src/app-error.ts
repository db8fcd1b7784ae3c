/**
 * Every way in which Sluice says no, or in which a generation can fail. The text beside a code is what the schema and
 * docs/protocol.md print; the message of an error says what to do about that one case.
 */
export const errorCodes = {
  UNAUTHENTICATED: 'Nobody is signed in, or the session or token is not valid any more.',
  FORBIDDEN: 'The token that was used, or the role that you have, does not allow this.',
  NOT_FOUND: 'There is no such thing, or the viewer may not see it; the two are not told apart.',
  INVALID_INPUT: 'A value in the input breaks a stated rule.',
  BAD_CURSOR: 'The cursor was not issued by this server for this stream.',
  MODEL_UNAVAILABLE: 'No configured provider serves this model.',
  IDEMPOTENCY_CONFLICT: 'The idempotency key was used before with a different input.',
  NO_SECRET_KEY: 'The operator has given this server no key to encrypt secrets with.',
  NOT_IN_LINE: 'What is to be moved, or what it is to go before, does not wait in line any more.',
  REVISION_CONFLICT:
    'The text, or what was to become of it, has been changed by a revision that the caller has not seen.',
  BUDGET_EXCEEDED: 'A budget has no room for what this may use at most.',
  TOO_MANY_REQUESTS:
    'More has been read in this minute than allowed. Try again after the stated time; starts are never refused for it.',
  OVERLOADED:
    'The line is full, a limit on open streams is reached, or a password was tried too often. Try again after the stated time.',
  UNAVAILABLE: "Sluice's database is away or full. Nothing is half written; try again.",
  PROVIDER_AUTH: 'The provider refused the credentials that this server is configured with.',
  PROVIDER_QUOTA: 'The account at the provider has no credit or quota left.',
  MODEL_NOT_FOUND: 'The provider does not know the model.',
  CONTEXT_TOO_LONG: 'Prompt and history are longer than the model can read.',
  PROVIDER_REJECTED: 'The provider rejected the request as invalid.',
  RATE_LIMITED: 'The provider limits the rate of calls.',
  PROVIDER_OVERLOADED: 'The provider is overloaded.',
  PROVIDER_ERROR: 'The provider failed internally.',
  PROVIDER_UNREACHABLE: 'No connection to the provider, or it broke.',
  ADDRESS_REFUSED: "The provider's address leads to a network that this server does not connect to for people.",
  TRUNCATED: 'The provider closed the stream before the end of the answer.',
  MALFORMED_STREAM: 'The provider sent something that does not follow its protocol.',
  CONTENT_FILTERED: "The provider's content filter stopped the answer.",
  FIRST_TOKEN_TIMEOUT: 'The provider did not begin to answer in time.',
  SILENCE_TIMEOUT: 'The provider stopped sending in the middle of the answer.',
  TOTAL_TIMEOUT: 'The answer took longer than allowed in all.',
  OUTPUT_INVALID: 'The answer is not the JSON that its schema asks for.',
  PARENT_FAILED: 'The generation that this one refines did not succeed.',
  WORKER_LOST: 'The worker that ran it was lost more often than Sluice tries again.',
  INTERNAL: 'A fault of Sluice itself. The message carries an id that stands in the log of the server.',
} as const

/** A code of {@link errorCodes}: what programs branch on. New ones may be added; nobody branches on a message. */
export type ErrorCode = keyof typeof errorCodes

/** What an {@link AppError} says besides its code. */
export interface AppErrorOptions {
  /** Written for the person who sees it: what happened, and what to do. Never holds a key, an address with a password, or a stack. */
  message: string
  /** Whether the same request may succeed later without being changed. Default: false. */
  retryable?: boolean
  /** How long to wait before trying again, in milliseconds, where the other side said so. */
  retryAfterMs?: number
  /** What lies behind it, for the log of the server only. */
  cause?: unknown
}

/** The one kind of error that crosses a boundary in Sluice. Everything else is a bug and is masked at the edge. */
export class AppError extends Error {
  override readonly name: string = 'AppError'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, { message, retryable = false, retryAfterMs, cause }: AppErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.retryable = retryable
    this.retryAfterMs = retryAfterMs
  }
}

/** The answer for an id that does not exist and for one that the viewer may not see. */
export function notFound(what: string): AppError {
  return new AppError('NOT_FOUND', { message: `There is no such ${what}, or you may not see it.` })
}

/** Whatever was thrown, as an AppError; what is not one becomes INTERNAL with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  return new AppError('INTERNAL', { message: 'Something went wrong inside Sluice.', cause: thrown })
}
