import { AppError, type ErrorCode } from '@sluice/core/app-error'
import { AddressRefused } from './address-guard.ts'
import { asObject, type JsonObject } from './json-object.ts'
import { retryAfterMs } from './retry-after.ts'
import { scrub } from './scrub.ts'

/** Which provider an error comes from, and what to name in the advice. */
export interface ErrorOrigin {
  readonly provider: string
  /** The model that was asked; null when the list of models was. */
  readonly model: string | null
  /** The environment variable that holds the key. */
  readonly keyVariable: string
  /** The environment variable or setting that holds the address. */
  readonly addressVariable: string
  /** Taken out of every message, should a provider quote it. */
  readonly apiKey: string | null
}

/** What is known of a provider's error, whatever its protocol. */
export interface ErrorFacts {
  /** HTTP status; null in a stream, or when there was no answer. */
  readonly status: number | null
  readonly code: string | null
  readonly type: string | null
  readonly message: string
  readonly headers?: Headers | undefined
}

/** An SDK's error, or whatever else a call threw, as an AppError. An AppError passes. */
export function toProviderError(thrown: unknown, origin: ErrorOrigin): AppError {
  if (thrown instanceof AppError) return thrown
  const error = asObject(thrown)
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  if (typeof error['status'] === 'number') {
    const headers = error['headers'] instanceof Headers ? error['headers'] : undefined
    return providerError({ ...bodyFacts(error['error'], message), status: error['status'], headers }, origin)
  }
  if (causes(thrown).some((cause) => cause instanceof AddressRefused)) {
    return appError('ADDRESS_REFUSED', { message: '', status: null, code: null, type: null }, origin)
  }
  const socketCode = networkCode(thrown)
  if (socketCode?.startsWith('HPE_'))
    return appError('MALFORMED_STREAM', { message: socketCode, status: null, code: socketCode, type: null }, origin)
  return appError(
    'PROVIDER_UNREACHABLE',
    { status: null, code: socketCode, type: null, message: rootMessage(thrown) },
    origin,
  )
}

/**
 * What an error object says: `{ error: { type, code, message } }` as all protocols write it, the inner object alone, or
 * a bare string (Ollama). A numeric code is a status (vLLM, OpenRouter).
 */
export function bodyFacts(body: unknown, fallback: string): ErrorFacts {
  const outer = asObject(body)
  const inner = typeof outer['error'] === 'object' && outer['error'] !== null ? asObject(outer['error']) : outer
  const text = [inner['message'], outer['error'], body].find((value) => typeof value === 'string')
  const code = inner['code']
  return {
    status: typeof code === 'number' && code >= 400 ? code : null,
    code: typeof code === 'string' ? code : errorCodeInDetails(inner),
    type: typeof inner['type'] === 'string' && inner['type'] !== 'error' ? inner['type'] : null,
    message: typeof text === 'string' && text !== '' ? text : fallback,
  }
}

/** The error that these facts amount to: a name that says it exactly comes before a status that says it roughly. */
export function providerError(facts: ErrorFacts, origin: ErrorOrigin): AppError {
  const code = byName(facts.code) ?? byName(facts.type) ?? byMessage(facts) ?? byStatus(facts)
  return appError(code === 'MODEL_NOT_FOUND' && origin.model === null ? 'PROVIDER_REJECTED' : code, facts, origin)
}

const names: Readonly<Record<string, ErrorCode>> = {
  insufficient_quota: 'PROVIDER_QUOTA',
  billing_hard_limit_reached: 'PROVIDER_QUOTA',
  billing_not_active: 'PROVIDER_QUOTA',
  billing_error: 'PROVIDER_QUOTA',
  context_length_exceeded: 'CONTEXT_TOO_LONG',
  exceed_context_size_error: 'CONTEXT_TOO_LONG', // llama.cpp
  model_not_found: 'MODEL_NOT_FOUND',
  DeploymentNotFound: 'MODEL_NOT_FOUND', // Azure
  not_found_error: 'MODEL_NOT_FOUND',
  invalid_api_key: 'PROVIDER_AUTH',
  authentication_error: 'PROVIDER_AUTH',
  permission_error: 'PROVIDER_AUTH',
  rate_limit_exceeded: 'RATE_LIMITED',
  rate_limit_error: 'RATE_LIMITED',
  overloaded_error: 'PROVIDER_OVERLOADED',
  server_is_overloaded: 'PROVIDER_OVERLOADED',
  slow_down: 'PROVIDER_OVERLOADED',
  content_filter: 'CONTENT_FILTERED', // Azure
  content_policy_violation: 'CONTENT_FILTERED',
  bio_policy: 'CONTENT_FILTERED',
  misalignment_policy_violation: 'CONTENT_FILTERED',
  invalid_prompt: 'PROVIDER_REJECTED',
}

function byName(name: string | null): ErrorCode | undefined {
  return name !== null && Object.hasOwn(names, name) ? names[name] : undefined
}

/**
 * Two things that some providers say in words only, and only in a refusal of the request: that the prompt is too long
 * (Anthropic: "prompt is too long: 210000 tokens > 200000 maximum", "exceed context limit"; vLLM: "maximum context
 * length"; llama.cpp and Ollama: "context size", "context length") and that the credit is used up (Anthropic: "Your
 * credit balance is too low"). The one place where words decide.
 */
function byMessage({ status, type, message }: ErrorFacts): ErrorCode | undefined {
  const isRefusal = status === 400 || status === 413 || status === 422 || type === 'invalid_request_error'
  if (!isRefusal) return undefined
  if (/prompt is too long|exceeds? (the )?(available )?context|maximum context length/i.test(message))
    return 'CONTEXT_TOO_LONG'
  if (/credit balance is too low/i.test(message)) return 'PROVIDER_QUOTA'
  return undefined
}

function byStatus({ status, type }: ErrorFacts): ErrorCode {
  if (status === null) return type === 'invalid_request_error' ? 'PROVIDER_REJECTED' : 'PROVIDER_ERROR'
  if (status === 401 || status === 403) return 'PROVIDER_AUTH'
  if (status === 402) return 'PROVIDER_QUOTA'
  if (status === 404) return 'MODEL_NOT_FOUND'
  if (status === 429) return 'RATE_LIMITED'
  if (status === 503 || status === 529) return 'PROVIDER_OVERLOADED'
  return status === 408 || status >= 500 ? 'PROVIDER_ERROR' : 'PROVIDER_REJECTED'
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'RATE_LIMITED',
  'PROVIDER_OVERLOADED',
  'PROVIDER_ERROR',
  'PROVIDER_UNREACHABLE',
  'TRUNCATED',
])

function appError(code: ErrorCode, facts: ErrorFacts, origin: ErrorOrigin): AppError {
  const said = scrub(facts.message, origin.apiKey)
  const waitMs = retryAfterMs(facts.headers)
  const isRetryable = retryableCodes.has(code)
  return new AppError(code, {
    message: scrub(`${advice(code, origin)}${said === '' ? '' : ` It said: ${said}`}`, origin.apiKey),
    retryable: isRetryable,
    ...(isRetryable && waitMs !== null && { retryAfterMs: waitMs }),
    cause: new Error(
      `${origin.provider} ${[facts.status, facts.type, facts.code].filter((fact) => fact !== null).join(' ')}: ${said}`,
    ),
  })
}

function advice(code: ErrorCode, { provider, model, keyVariable, addressVariable }: ErrorOrigin): string {
  switch (code) {
    case 'PROVIDER_AUTH':
      return `${provider} refused the credentials, or they do not allow this model. Check ${keyVariable}.`
    case 'PROVIDER_QUOTA':
      return `The account at ${provider} has no credit or quota left. Top it up, or choose another provider's model.`
    case 'MODEL_NOT_FOUND':
      return `${provider} does not know the model ${model}. Choose one of its list, or check ${addressVariable}.`
    case 'CONTEXT_TOO_LONG':
      return `The prompt and what precedes it are too long for ${model}. Shorten the prompt or choose a model with a larger context.`
    case 'RATE_LIMITED':
      return `${provider} limits the rate of calls. Try again in a while.`
    case 'PROVIDER_OVERLOADED':
      return `${provider} is overloaded. Try again in a while, or choose another model.`
    case 'PROVIDER_UNREACHABLE':
      return `No connection to ${provider}, or it broke. Check that it runs and that ${addressVariable} is right.`
    case 'ADDRESS_REFUSED':
      return `The address of ${provider} leads to a network that Sluice does not connect to for people. An operator can allow it: SLUICE_ALLOWED_HOSTS.`
    case 'CONTENT_FILTERED':
      return `The content filter of ${provider} stopped the answer. Put the prompt in other words.`
    case 'PROVIDER_ERROR':
      return `${provider} failed internally. Try again.`
    case 'MALFORMED_STREAM':
      return `${provider} sent something that is not part of its protocol. Check ${addressVariable}.`
    default:
      return `${provider} rejected the request${model === null ? '' : ` to ${model}`}. Change it, or check ${addressVariable}.`
  }
}

function errorCodeInDetails(error: JsonObject): string | null {
  const code = asObject(error['details'])['error_code']
  return typeof code === 'string' ? code : null
}

/** The deepest code in the chain of causes, such as ECONNREFUSED or HPE_INVALID_CONSTANT. */
function networkCode(thrown: unknown): string | null {
  let code: string | null = null
  for (const error of causes(thrown)) {
    const found = asObject(error)['code']
    if (typeof found === 'string') code = found
  }
  return code
}

/** The innermost message: an SDK wraps "connect ECONNREFUSED 127.0.0.1:1" into "Connection error." */
function rootMessage(thrown: unknown): string {
  const innermost = causes(thrown).findLast((error) => error instanceof Error && error.message !== '')
  return innermost instanceof Error ? innermost.message : ''
}

function causes(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  for (let error = thrown; error !== undefined && error !== null && chain.length < 8; error = asObject(error)['cause'])
    chain.push(error)
  return chain
}
