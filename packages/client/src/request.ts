import type { Document } from './documents.ts'
import { Refused, SluiceError, type SluiceErrorCode, Unreachable } from './errors.ts'
import { type Result, refusalByHead, refusalIn } from './refusal.ts'
import type { Operation, Send } from './transport.ts'
import { backoffMs, makeDeadline, wait } from './wait.ts'

/** Tries of one request: with the pauses between them about 9 s, in which a server restarts, or longer where it says so. */
const tryLimit = 6
/** No try waits longer for its answer. */
const timeoutMs = 30_000
/** No pause is longer, whatever the server says. */
const longestPauseMs = 20_000

/** What to ask, and how to read what comes. */
export interface Question<Data, Variables, Answer> {
  readonly document: Document<Data, Variables>
  readonly variables: Variables
  /** Takes the answer out of the data; throws {@link Refused} when it is a refusal. */
  readonly read: (data: Data) => Answer
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends a query or mutation. One whose outcome is not known is sent again as it is, a few times: reads, cancel, and starts
 * by their key can be repeated. So is one that a server could not deal with for want of its database, or because more was read in
 * a minute than allowed.
 *
 * @throws Refused, Unreachable, SluiceError (BAD_ANSWER); the signal's reason
 */
export type Request = <Data, Variables, Answer>(question: Question<Data, Variables, Answer>) => Promise<Answer>

/** A {@link Request} over `send`. */
export function makeRequest(send: Send): Request {
  return async ({ document, variables, read, signal }) => {
    for (let tries = 1; ; tries++) {
      signal?.throwIfAborted()
      try {
        return read((await requestOnce(send, { query: document, variables }, signal)) as Parameters<typeof read>[0])
      } catch (error) {
        signal?.throwIfAborted()
        if (tries === tryLimit || !isPassing(error)) throw error
        const askedMs = error instanceof Refused ? (error.retryAfterMs ?? 0) : 0
        await wait(Math.min(Math.max(askedMs, backoffMs(tries - 1)), longestPauseMs), signal)
      }
    }
  }
}

/** INTERNAL may come after the thing was done. */
const passingCodes: ReadonlySet<SluiceErrorCode> = new Set<SluiceErrorCode>([
  'UNREACHABLE',
  'INTERNAL',
  'UNAVAILABLE',
  'TOO_MANY_REQUESTS',
])
const isPassing = (error: unknown) => error instanceof SluiceError && passingCodes.has(error.code)

async function requestOnce(send: Send, operation: Operation, signal: AbortSignal | undefined): Promise<unknown> {
  const deadline = makeDeadline(signal, timeoutMs, () => new Error(`No answer within ${timeoutMs / 1000} s`))
  try {
    const response = await send(operation, { accept: 'application/json', signal: deadline.signal }).catch(unreachable)
    const text = await response.text().catch(unreachable)
    const result = parseResult(text)
    const refusal = (result && refusalIn(result)) ?? refusalByHead(response)
    if (refusal) throw refusal
    if (!result?.data) throw new Unreachable('The answer of the server was cut off, or is none of Sluice.')
    return result.data
  } finally {
    deadline.release()
  }
}

function unreachable(cause: unknown): never {
  throw new Unreachable('The server cannot be reached.', cause)
}

function parseResult(text: string): Result | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : null
  } catch {
    return null // an error page of something in between, or half of an answer
  }
}
