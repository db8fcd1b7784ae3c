import { AppError } from '@sluice/core/app-error'
import type { ListedModel, ProviderEvent } from '@sluice/core/provider/provider'
import type { HttpTransport } from './http-transport.ts'
import { isContent, joinContent } from './join-content.ts'
import { asObject, type JsonObject } from './json-object.ts'
import { type ErrorOrigin, toProviderError } from './provider-error.ts'
import type { SseEvent } from './sse-parser.ts'
import { SseReader } from './sse-reader.ts'

/** What one event of a provider's protocol says in neutral events; it remembers what later events need. */
export type Translate = (event: SseEvent) => Iterable<ProviderEvent>

/** One call of a provider that answers with a stream. */
export interface StreamCall {
  readonly transport: HttpTransport
  readonly origin: ErrorOrigin
  readonly signal: AbortSignal
  /** Makes the request through the SDK. */
  readonly send: () => Promise<Response>
  readonly translate: Translate
}

/** Opens the stream and translates it up to its end mark; see {@link Provider.stream} for what it promises. */
export async function* streamAnswer({
  transport,
  origin,
  signal,
  send,
  translate,
}: StreamCall): AsyncGenerator<ProviderEvent> {
  try {
    signal.throwIfAborted()
    const body = transport.rawBody(await send())
    if (!body) throw notAStream(origin)
    using reader = new SseReader(body, signal)
    let isAccepted = false
    for (let batch = await reader.next(); batch !== null; batch = await reader.next()) {
      for (const neutral of joinContent(batch, translate)) {
        if (reader.hasFailed) signal.throwIfAborted()
        if (isContent(neutral)) reader.takeTurns() // the first is not kept waiting
        if (neutral.type === 'end') reader.drain()
        yield neutral
        if (neutral.type === 'end') return
      }
      if (!isAccepted && batch.length > 0) {
        isAccepted = true // only now: the first event may also be an error
        yield { type: 'accepted' }
      }
    }
    throw truncated(origin)
  } catch (error) {
    throw signal.aborted ? signal.reason : toProviderError(error, origin)
  }
}

/** Models of one list that are looked at. */
const maxModels = 1_000

/** One call for a list of models. */
export interface ListCall extends Omit<StreamCall, 'translate'> {
  readonly toModel: (entry: JsonObject, name: string) => ListedModel
}

/** Asks for the list that all three protocols answer with: `{ data: [{ id }] }`. */
export async function listOfModels({ transport, origin, signal, send, toModel }: ListCall): Promise<ListedModel[]> {
  try {
    signal.throwIfAborted()
    const response = await send()
    transport.rawBody(response)?.close()
    const data = asObject(await response.json().catch(() => null))['data']
    if (!Array.isArray(data)) throw notAList(origin)
    return data.slice(0, maxModels).flatMap((value: unknown) => {
      const entry = asObject(value)
      return typeof entry['id'] === 'string' && entry['id'] !== '' ? [toModel(entry, entry['id'])] : []
    })
  } catch (error) {
    throw signal.aborted ? signal.reason : toProviderError(error, origin)
  }
}

/** A number of tokens as a provider wrote it, or undefined. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** The text in a field, or '' when there is none. */
export function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function truncated({ provider }: ErrorOrigin): AppError {
  return new AppError('TRUNCATED', {
    message: `${provider} closed the stream before the end of the answer. What had arrived is kept; try again.`,
    retryable: true,
  })
}

function notAStream({ provider, addressVariable }: ErrorOrigin): AppError {
  return new AppError('MALFORMED_STREAM', {
    message: `${provider} answered with a document where a stream was asked for. Check ${addressVariable}.`,
  })
}

function notAList({ provider, addressVariable }: ErrorOrigin): AppError {
  return new AppError('MALFORMED_STREAM', {
    message: `${provider} did not answer with a list of models. Check ${addressVariable}.`,
  })
}
