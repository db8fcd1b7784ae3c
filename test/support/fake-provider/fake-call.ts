import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import {
  type Dialect,
  type EndReason,
  type FakeUsage,
  type Protocol,
  promptOf,
  type Speaker,
  type StreamErrorType,
} from './dialect.ts'

/** How a call is answered with an HTTP status and a body instead of a stream. */
export interface StatusOptions {
  /** Default: an error as the protocol writes it. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The protocol's own word for what went wrong: OpenAI's `code`, Anthropic's `type`. */
  readonly errorType?: string
  readonly message?: string
}

/** One call that a client made, and what a script can do to it. Every method is the same in all protocols. */
export interface FakeCall {
  readonly protocol: Protocol
  /** The text of the last user message. */
  readonly prompt: string
  /** The parsed body. */
  readonly request: Readonly<Record<string, unknown>>
  /** Without those that carry credentials. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether it came with this API key. */
  hasKey(apiKey: string): boolean
  /** On the clock of `performance.now()`. */
  readonly startedAt: number
  readonly closedAt: number | null
  /** True once the answer is over or the client has gone; scripts stop then. */
  readonly isClosed: boolean
  /** True when the client went away before the answer was over. */
  readonly isAbandoned: boolean
  /** Resolves when the answer is over or the client has gone. */
  readonly closed: Promise<void>
  /** A number for the TCP connection, the same for calls that share one. */
  readonly connection: number
  /** Bytes that the client has not taken yet. */
  readonly bufferedBytes: number

  /** Sends the HTTP headers and the protocol's opening events; what writes content does so by itself. */
  open(): void
  text(delta: string): void
  thinking(delta: string): void
  /** Text in which the model declines. */
  refusal(delta: string): void
  /** Sets the usage that the protocol will tell; before the first content, if Anthropic's `message_start` is to carry it. */
  usage(usage: FakeUsage): void
  /** The protocol's end mark, and the end of the body. */
  end(reason?: EndReason): void
  /** Answers with a status. Only before anything else. */
  status(code: number, options?: StatusOptions): void
  /** An error inside the stream, and the end of the body. */
  streamError(type: StreamErrorType): void
  /** An event that is not JSON. */
  malformed(): void
  /** An orderly end of the body without the protocol's end mark. */
  truncate(): void
  /** Resets the TCP connection. */
  reset(): void
  /** What keeps a connection alive and says nothing: a comment, or `ping`. */
  keepAlive(): void
  /** Bytes of one's own; only the HTTP headers go before them. */
  raw(bytes: string | Uint8Array): void
  /** Ends the body and says no more: after {@link FakeCall.raw}. */
  finish(): void
  /** What `text` would write, for {@link FakeCall.raw}. */
  frame(delta: string): string
}

/** Plays the answer to the calls that it was registered for. When it returns without having ended the answer, the answer hangs. */
export type Script = (call: FakeCall) => Promise<void> | void

const secretHeaders = new Set(['authorization', 'x-api-key', 'api-key', 'cookie', 'proxy-authorization'])

/** A call out of a request whose body has been read. Back-pressure is ignored: a slow client costs memory here. */
export class HttpCall implements FakeCall {
  readonly protocol: Protocol
  readonly prompt: string
  readonly headers: Readonly<Record<string, string>>
  readonly startedAt = performance.now()
  readonly closed: Promise<void>
  readonly connection: number
  readonly request: Readonly<Record<string, unknown>>
  readonly #dialect: Dialect
  readonly #speaker: Speaker
  readonly #req: IncomingMessage
  readonly #res: ServerResponse
  #usage: FakeUsage | null = null
  #hasPreamble = false
  #closedAt: number | null = null
  #isAbandoned = false

  constructor(dialect: Dialect, request: Readonly<Record<string, unknown>>, { req, res }: Exchange) {
    this.protocol = dialect.protocol
    this.prompt = promptOf(request)
    this.request = request
    this.headers = withoutSecrets(req)
    this.connection = connectionNumber(req.socket)
    this.#dialect = dialect
    this.#speaker = dialect.speaker(request)
    this.#req = req
    this.#res = res
    this.closed = new Promise((resolve) => {
      res.on('close', () => {
        this.#closedAt = performance.now()
        this.#isAbandoned = !res.writableFinished
        resolve()
      })
    })
  }

  hasKey(apiKey: string) {
    const { authorization, 'x-api-key': key } = this.#req.headers
    return authorization === `Bearer ${apiKey}` || key === apiKey
  }

  get closedAt() {
    return this.#closedAt
  }

  get isClosed() {
    return this.#closedAt !== null
  }

  get isAbandoned() {
    return this.#isAbandoned
  }

  get bufferedBytes() {
    return this.#res.writableLength + this.#req.socket.writableLength
  }

  open() {
    if (this.#hasPreamble) return
    this.#hasPreamble = true
    this.raw(this.#speaker.preamble(this.#usage))
  }

  text(delta: string) {
    this.#say(this.#speaker.text(delta))
  }

  thinking(delta: string) {
    this.#say(this.#speaker.thinking(delta))
  }

  refusal(delta: string) {
    this.#say(this.#speaker.refusal(delta))
  }

  usage(usage: FakeUsage) {
    this.#usage = usage
  }

  end(reason: EndReason = 'STOP') {
    this.#say(this.#speaker.end(reason, this.#usage))
    this.#res.end()
  }

  status(code: number, { body, headers, errorType = 'fake_error', message = `a fake ${code}` }: StatusOptions = {}) {
    this.#res.writeHead(code, { 'content-type': 'application/json', ...headers })
    this.#res.end(typeof body === 'string' ? body : JSON.stringify(body ?? this.#dialect.errorBody(errorType, message)))
  }

  streamError(type: StreamErrorType) {
    this.#say(this.#speaker.error(type))
    this.#res.end()
  }

  malformed() {
    this.#say('event: message\ndata: {"broken":\n\n')
  }

  truncate() {
    this.open()
    this.#res.end()
  }

  reset() {
    this.#req.socket.resetAndDestroy()
  }

  keepAlive() {
    this.#say(this.#speaker.keepAlive())
  }

  raw(bytes: string | Uint8Array) {
    if (this.isClosed || this.#res.writableEnded || bytes.length === 0) return
    if (!this.#res.headersSent) this.#res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    this.#res.write(bytes)
  }

  finish() {
    this.#res.end()
  }

  frame(delta: string) {
    return this.#speaker.text(delta)
  }

  #say(frame: string) {
    this.open()
    this.raw(frame)
  }
}

interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

function withoutSecrets(req: IncomingMessage): Readonly<Record<string, string>> {
  const shown = Object.entries(req.headersDistinct).filter(([name]) => !secretHeaders.has(name))
  return Object.fromEntries(shown.map(([name, values]) => [name, values?.join(', ') ?? '']))
}

const connections = new WeakMap<Socket, number>()
let connectionCount = 0

function connectionNumber(socket: Socket): number {
  const number = connections.get(socket) ?? ++connectionCount
  connections.set(socket, number)
  return number
}
