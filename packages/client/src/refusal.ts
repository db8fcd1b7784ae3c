import { Refused, SluiceError, type SluiceErrorCode, Unreachable } from './errors.ts'

/** A GraphQL result as it came over the line. */
export interface Result {
  readonly data?: Partial<Record<string, unknown>> | null
  readonly errors?: readonly { readonly message?: string; readonly extensions?: Partial<Record<string, unknown>> }[]
}

/** The first error of a result, if there is one. */
export function refusalIn({ errors }: Result): Refused | null {
  const error = errors?.[0]
  if (!error) return null
  const { code, retryable, retryAfterMs } = error.extensions ?? {}
  return new Refused({
    code: typeof code === 'string' ? (code as SluiceErrorCode) : 'INTERNAL',
    message: error.message ?? 'The server refused and did not say why.',
    retryable: retryable === true,
    retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
  })
}

/** What an answer says that holds no GraphQL result; null when it may be half of one. */
export function refusalByHead({ status, url, headers }: Response): SluiceError | null {
  if (status === 401) return new Refused({ code: 'UNAUTHENTICATED', message: 'The server does not know this token.' })
  if (status >= 500 || status === 408 || status === 429) return new Unreachable(`The server answered with ${status}.`)
  const isJson = headers.get('content-type')?.includes('json') === true
  if (status < 400 && isJson) return null
  return new SluiceError({ code: 'BAD_ANSWER', message: `No Sluice answers at ${url} (HTTP status ${status}).` })
}
