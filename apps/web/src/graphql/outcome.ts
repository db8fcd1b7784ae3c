import { RequestError } from './api.ts'
import type { ErrorCode } from './generated/graphql.ts'

/**
 * Why something was not done. `code` is null when none was given, as when the server did not answer: then it may have been
 * done after all. `path` is the value to blame, where one is.
 */
export type Refusal = { code: ErrorCode | null; message: string; path?: string | null }
export type Outcome<Done> = { done: Done } | { refused: Refusal }

/** What a mutation's result union came to: its success, or the refusal among its members. Never throws a {@link RequestError}. */
export async function outcomeOf<Result extends object>(
  answer: Promise<Result>,
): Promise<Outcome<Exclude<Result, { code: ErrorCode }>>> {
  try {
    const result = await answer
    return isRefusal(result) ? { refused: result } : { done: result as Exclude<Result, { code: ErrorCode }> }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { refused: error }
  }
}

const isRefusal = (result: object): result is Refusal => 'code' in result && 'message' in result

/** INTERNAL and UNAVAILABLE may come after everything was written. */
const unanswering: ReadonlySet<ErrorCode | null> = new Set([null, 'INTERNAL', 'UNAVAILABLE'])

/** Whether what was refused may have been done all the same. */
export const mayHaveBeenDone = ({ code }: Pick<Refusal, 'code'>): boolean => unanswering.has(code)
