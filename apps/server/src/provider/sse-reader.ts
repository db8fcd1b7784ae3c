import type { RawBody } from './http-transport.ts'
import { type SseEvent, SseParser } from './sse-parser.ts'

/** How long a provider may take to end the body after its end mark, before its socket is closed. */
const drainMs = 1_000

/** Above this much that nobody has asked for the socket is paused, and resumed when it is taken. */
const maxWaiting = { events: 256, bytes: 1024 * 1024 }

/**
 * Pulls server-sent events out of a raw body in batches: all that one chunk of the network completes. It listens to the
 * message instead of iterating it, because this is the hottest path of a worker. 200 streams of 40 tokens/s each, CPU per
 * token with requests included, November 2026: the openai SDK's iterator 55 us, our parser over fetch's body 37 us, this
 * 25 us.
 */
export class SseReader {
  readonly #body: RawBody
  readonly #signal: AbortSignal
  readonly #parser = new SseParser()
  readonly #abort = () => this.#fail(this.#signal.reason)
  #waiting: SseEvent[] = []
  #waitingBytes = 0
  #hasEnded = false
  #isDraining = false
  #isInTurns = false
  #failure: { readonly error: unknown } | null = null
  #wake: (() => void) | null = null

  constructor(body: RawBody, signal: AbortSignal) {
    this.#body = body
    this.#signal = signal
    body.message
      .on('data', (chunk: Buffer) => this.#read(chunk))
      .on('end', () => this.#end())
      .on('error', (error) => this.#fail(error))
      .on('close', () => {
        if (!this.#hasEnded) this.#fail(new Error('the connection closed in the middle of the answer'))
      })
    if (signal.aborted) this.#abort()
    else if (body.message.destroyed) this.#fail(body.message.errored ?? new Error('the connection closed at once'))
    else signal.addEventListener('abort', this.#abort, { once: true })
  }

  /**
   * The next events (never none), or null at the orderly end of the body.
   *
   * @throws the signal's reason when it aborts, the socket's error when it breaks, AppError MALFORMED_STREAM.
   */
  async next(): Promise<readonly SseEvent[] | null> {
    while (this.#waiting.length === 0 && !this.#failure && !this.#hasEnded) {
      if (this.#body.message.isPaused()) this.#body.message.resume()
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#failure && this.#signal.aborted) throw this.#signal.reason
    if (this.#waiting.length > 0) {
      const events = this.#waiting
      this.#waiting = []
      this.#waitingBytes = 0
      return events
    }
    if (this.#failure) throw this.#failure.error
    return null
  }

  /** Whether the signal has aborted, or the socket is broken: cheaper to ask than a signal that is made of others. */
  get hasFailed(): boolean {
    return this.#failure !== null
  }

  /** From now on the socket may wait for its turn, if many are read. */
  takeTurns(): void {
    this.#isInTurns = true
  }

  /** Says that the protocol's end mark has been read: what little is left is drained, so that the connection can be used again. */
  drain(): void {
    this.#isDraining = true
    if (this.#hasEnded) return
    const { message, turn, close } = this.#body
    turn[Symbol.dispose]()
    message.resume()
    const timer = setTimeout(close, drainMs).unref()
    message.once('close', () => clearTimeout(timer))
  }

  /** Closes the socket, unless the body has ended or is being drained. */
  [Symbol.dispose](): void {
    this.#signal.removeEventListener('abort', this.#abort)
    if (!this.#hasEnded && !this.#isDraining) this.#body.close()
  }

  #read(chunk: Buffer): void {
    if (this.#failure || this.#isDraining) return
    try {
      const events = this.#parser.push(chunk)
      if (events.length === 0) return
      this.#waitingBytes += chunk.length
      this.#waiting = this.#waiting.length === 0 ? events : this.#waiting.concat(events)
    } catch (error) {
      return this.#fail(error)
    }
    if (this.#waiting.length > maxWaiting.events || this.#waitingBytes > maxWaiting.bytes) this.#body.message.pause()
    if (this.#isInTurns) this.#body.turn.hold()
    this.#notify()
  }

  #end(): void {
    const rest = this.#parser.end()
    if (rest?.data === '[DONE]') this.#waiting.push(rest) // some servers leave out the last blank line; all else there is cut
    this.#hasEnded = true
    this.#notify()
  }

  #fail(error: unknown): void {
    this.#failure ??= { error }
    this.#body.close()
    this.#notify()
  }

  #notify(): void {
    this.#wake?.()
    this.#wake = null
  }
}
