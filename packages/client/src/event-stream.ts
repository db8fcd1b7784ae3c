import { Refused, SluiceError, Unreachable } from './errors.ts'
import { type Result, refusalByHead, refusalIn } from './refusal.ts'
import { makeSseParser } from './sse.ts'
import type { Send } from './transport.ts'

/** Characters of one event; a snapshot of the longest answers is far below. */
const eventLimit = 64_000_000

/** Which connection to open. */
export interface Opening {
  readonly signal: AbortSignal
  /** Called once the stream is there. */
  readonly onOpen: () => void
  /** Called for each sign of life: an event, or more of one. Comments are none. */
  readonly onLife: () => void
}

/** A subscription, and how to read what its one field sends; null is passed over. */
export interface Subscription<T> {
  readonly query: string
  readonly variables: object
  readonly field: string
  readonly read: (sent: unknown) => T | null
}

/** Opens one connection. Ends when the server closes it; throws Refused when it says no, anything else is a drop. */
export type OpenStream = <T>(subscription: Subscription<T>, opening: Opening) => AsyncGenerator<T, void>

/** An {@link OpenStream} in the distinct connections mode of GraphQL over SSE. */
export function makeOpenStream(send: Send): OpenStream {
  return async function* openStream({ query, variables, field, read }, { signal, onOpen, onLife }) {
    const response = await send({ query, variables }, { accept: 'text/event-stream', signal })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (!isStream || !response.body) throw await refusalOf(response)
    onOpen()
    const reader = response.body.getReader()
    try {
      const decoder = new TextDecoder()
      const parser = makeSseParser(eventLimit)
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        const messages = parse(parser, decoder.decode(value, { stream: true }))
        if (messages.length > 0 || parser.isInEvent()) onLife()
        for (const { name, data } of messages) {
          if (name === 'complete') return
          if (name !== 'next') continue
          const event = read(sentIn(data, field))
          if (event !== null) yield event
        }
      }
    } finally {
      void reader.cancel().catch(() => {}) // closes the connection; it may be gone already
    }
  }
}

function parse(parser: ReturnType<typeof makeSseParser>, text: string) {
  try {
    return parser.push(text)
  } catch (cause) {
    throw new SluiceError({ code: 'BAD_ANSWER', message: 'An event is too long to be one of Sluice.', cause })
  }
}

function sentIn(data: string, field: string): unknown {
  const result = JSON.parse(data) as Result
  const refusal = refusalIn(result)
  if (refusal) throw refusal
  return result.data?.[field]
}

/** A refusal with a code. What something in between says by a status alone is a drop, like any other. */
async function refusalOf(response: Response): Promise<SluiceError> {
  const result = (await response.json().catch(() => ({}))) as Result
  const refusal = refusalIn(result) ?? refusalByHead(response)
  return refusal instanceof Refused ? refusal : new Unreachable('The server did not open a stream.')
}
