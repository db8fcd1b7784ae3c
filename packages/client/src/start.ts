import { startDocument } from './documents.ts'
import { type ExceededBudget, Refused, type SluiceErrorCode } from './errors.ts'
import type { GenerationStatus, StartGenerationInput } from './generated/operations.ts'
import type { Request } from './request.ts'

/** What to ask, and of whom. Without a key of your own one is made: then one call starts once, however often it is sent. */
export type StartInput = Omit<StartGenerationInput, 'idempotencyKey'> & { readonly idempotencyKey?: string | undefined }

/** It is in line, or has been started before under the same key. */
export interface Started {
  readonly id: string
  readonly status: GenerationStatus
  readonly threadId: string
  readonly idempotencyKey: string
}

/** A random key for one intended start. `randomUUID` is missing on pages that came over plain http from another host. */
export function makeIdempotencyKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Starts one generation. @throws what {@link Request} throws; Refused when the server says no */
export async function startGeneration(request: Request, input: StartInput, signal?: AbortSignal): Promise<Started> {
  const idempotencyKey = input.idempotencyKey ?? makeIdempotencyKey()
  const { id, status, thread } = await request({
    document: startDocument,
    variables: { input: { ...input, idempotencyKey } },
    read({ startGeneration: result }) {
      if (result.__typename !== 'StartGenerationSuccess') throw refusalOf(result)
      return result.generation
    },
    signal,
  })
  return { id, status, threadId: thread.id, idempotencyKey }
}

interface Refusal {
  readonly __typename: string
  readonly code?: SluiceErrorCode
  readonly message?: string
  readonly retryable?: boolean
  readonly retryAfterMs?: number
  readonly path?: string | null
  readonly budget?: ExceededBudget | null
}

/** A typed error of a result; of one that this version does not know perhaps only the name is there. */
export function refusalOf({ __typename, code = 'BAD_ANSWER', message = __typename, ...rest }: Refusal): Refused {
  return new Refused({ code, message, ...rest })
}
