import { StringDecoder } from 'node:string_decoder'
import { AppError } from '@sluice/core/app-error'

/** One server-sent event. `event` is empty when the stream does not name it; `id` and `retry` are of no use here. */
export interface SseEvent {
  readonly event: string
  readonly data: string
}

/** Characters of one event, over all of its lines: far above any honest delta, far below what would hurt the process. */
const maxEventLength = 8 * 1024 * 1024

const lineFeed = 10
const space = 32
const byteOrderMark = 0xfeff

/**
 * Takes `text/event-stream` bytes as the network cuts them and gives whole events: LF, CR LF and CR line ends,
 * comments, events of several data lines. A line that arrives in many chunks is kept as pieces and joined once, so that
 * the cost stays linear.
 */
export class SseParser {
  readonly #limit: number
  readonly #decoder = new StringDecoder('utf8')
  #pieces: string[] = []
  #pendingLength = 0
  #event = ''
  #data: string | null = null
  #endedWithCr = false
  #isAtStart = true

  constructor(limit: number = maxEventLength) {
    this.#limit = limit
  }

  /**
   * The events that these bytes complete.
   *
   * @throws AppError MALFORMED_STREAM when one event grows beyond the limit.
   */
  push(bytes: Uint8Array): SseEvent[] {
    const events: SseEvent[] = []
    let text = this.#decoder.write(bytes)
    if (text === '') return events
    if (this.#isAtStart && text.charCodeAt(0) === byteOrderMark) text = text.slice(1)
    this.#isAtStart = false
    if (this.#endedWithCr && text.charCodeAt(0) === lineFeed) text = text.slice(1)
    this.#endedWithCr = false
    this.#readLines(text, events)
    return events
  }

  /** What stood at the end of the stream without the blank line that completes an event, or null. It may be cut in the middle. */
  end(): SseEvent | null {
    const rest = this.#takeLine(this.#decoder.end())
    if (rest !== '') this.#readField(rest)
    return this.#takeEvent()
  }

  #readLines(text: string, events: SseEvent[]): void {
    let from = 0
    let cr = text.indexOf('\r')
    for (;;) {
      const lf = text.indexOf('\n', from)
      if (cr !== -1 && cr < from) cr = text.indexOf('\r', from)
      const isCr = cr !== -1 && (lf === -1 || cr < lf)
      const end = isCr ? cr : lf
      if (end === -1) break
      const line = this.#takeLine(text.slice(from, end))
      from = end + 1
      if (isCr && lf === from) from += 1
      else if (isCr) this.#endedWithCr = from === text.length
      const event = line === '' ? this.#takeEvent() : this.#readField(line)
      if (event) events.push(event)
    }
    if (from === text.length) return
    this.#pieces.push(text.slice(from))
    this.#grow(text.length - from)
  }

  #readField(line: string): null {
    if (line.startsWith('data:')) {
      const value = line.slice(line.charCodeAt(5) === space ? 6 : 5)
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`
      this.#grow(value.length)
    } else if (line.startsWith('event:')) {
      this.#event = line.slice(line.charCodeAt(6) === space ? 7 : 6)
    } else if (line === 'data') {
      this.#data = this.#data === null ? '' : `${this.#data}\n`
    }
    return null
  }

  #takeLine(tail: string): string {
    if (this.#pieces.length === 0) return tail
    const head = this.#pieces.join('')
    this.#pieces = []
    this.#pendingLength -= head.length
    return head + tail
  }

  #takeEvent(): SseEvent | null {
    const taken = this.#data === null ? null : { event: this.#event, data: this.#data }
    this.#event = ''
    this.#data = null
    this.#pendingLength = 0
    return taken
  }

  #grow(length: number): void {
    this.#pendingLength += length
    if (this.#pendingLength <= this.#limit) return
    throw new AppError('MALFORMED_STREAM', {
      message: `The provider sent one event of more than ${this.#limit.toLocaleString('en-US')} characters. Check that its address is that of a model server.`,
    })
  }
}
