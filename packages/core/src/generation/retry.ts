import type { AppError, ErrorCode } from '../app-error.ts'
import { parseModelId } from '../model-id.ts'
import type { Claim, Ending } from './run-log.ts'

/** How often and how soon a model that failed is asked again. */
export interface ModelRetry {
  /** How often, before another model or the end. Default: 2. */
  readonly retries: number
  /** Wait before the first retry, doubled for each further one, in milliseconds. Default: 500. */
  readonly baseDelayMs: number
}

/** For models of which nothing else is said. */
export const defaultRetry: ModelRetry = { retries: 2, baseDelayMs: 500 }

/** When a provider's failure is tried again. */
export interface RetryPolicy {
  /** Of the model that failed, not of the one that was asked for. */
  readonly of: (model: string) => ModelRetry
  /** The longest wait that a provider may ask for; beyond it, the call counts as failed. Default: 20,000. */
  readonly maxDelayMs: number
  /** The model to turn to when the claim's keeps failing, among those that it may ask; undefined for none. */
  readonly fallbackOf: (claim: Pick<Claim, 'requestedModel' | 'model' | 'allowedModels'>) => string | undefined
  /** 0 to 1, drawn anew for each wait, so that calls that failed together do not come back together. */
  readonly random: () => number
}

const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'PROVIDER_OVERLOADED',
  'PROVIDER_ERROR',
  'PROVIDER_UNREACHABLE',
])

type Again = Omit<Extract<Ending, { tag: 'retry' }>, 'tag' | 'bill' | 'askedToWaitMs'>

/**
 * What to do after a provider failed: try again, turn to the fallback, or (null) give up. Only failures before the first
 * content are tried again: afterwards the text on people's screens would be written twice.
 */
export function afterFailure(
  policy: RetryPolicy,
  { error, claim, hasContent }: { error: AppError; claim: Claim; hasContent: boolean },
): Again | null {
  if (hasContent || !transient.has(error.code)) return null
  const asked = error.retryAfterMs ?? 0
  const { retries, baseDelayMs } = policy.of(claim.model)
  if (claim.retries < retries && asked <= policy.maxDelayMs) {
    const backoff = baseDelayMs * 2 ** claim.retries * (0.5 + policy.random() / 2)
    const delayMs = Math.round(Math.max(asked, Math.min(backoff, policy.maxDelayMs)))
    return {
      delayMs,
      model: claim.model,
      retries: claim.retries + 1,
      warning: {
        kind: 'Warned',
        reason: 'RETRY',
        code: error.code,
        message: `${error.message} Trying again (${claim.retries + 1} of ${retries}).`,
        retryAfterMs: delayMs,
      },
    }
  }
  const model = policy.fallbackOf(claim)
  if (model === undefined || !parseModelId(model)) return null
  return {
    delayMs: 0,
    model,
    retries: 0,
    warning: {
      kind: 'Warned',
      reason: 'FALLBACK',
      code: error.code,
      message: `${error.message} Turning to ${model}.`,
      retryAfterMs: null,
    },
  }
}
