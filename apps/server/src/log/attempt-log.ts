import type { EventBody } from '@sluice/core/generation/event'
import type { Claim, Ending, OpenLog, Written } from '@sluice/core/generation/run-log'
import { closingEvents, emptyTail, isClosing, phaseOf, type Tail, toEndRow } from './attempt-ending.ts'
import type { Frame, SealedEvent } from './flush.ts'

/** Events after which a checkpoint is due, and after which it waits no more: what a snapshot has to add up at most. */
const checkpointEvery = { due: 256, most: 512 }

/** Of what was written, kept to count tokens by when a provider does not. */
const maxBeginning = 8_192

/** After so many pieces the text is made one string again. V8 holds what was put together as a tree of its pieces: 25 kB for 800 tokens, whose text is 7 (2026-11). */
const maxPieces = 32

/** What the writer does for its logs. */
export interface AttemptLogHost {
  /** Something is there to flush; `length` UTF-16 code units more than before. */
  onAppend(log: AttemptLog, length: number, isFirstContent: boolean): void
  /** Resolves when the buffers have room again; undefined when they have it now. */
  room(log: AttemptLog): Promise<void> | undefined
}

/**
 * The log of one attempt: what is pending, what has been sealed for a flush, and what was written since the last
 * checkpoint. It never holds the whole text: with 200 answers of minutes that cost 38 MB a minute (2026-11).
 */
export class AttemptLog implements OpenLog {
  readonly claim: Claim
  /** UTF-16 code units that wait for a flush or its answer. */
  buffered = 0
  /** Settles once the ending is committed, or this worker has lost the generation. */
  readonly done = Promise.withResolvers<void>()
  readonly #host: AttemptLogHost
  #pending: EventBody[] = []
  #ending: Ending | undefined
  #sealed: Frame | null = null
  #sealedLength = 0
  /** What was written since the last checkpoint: now, up to the last seal, and up to the last commit. */
  #tail: Tail = emptyTail
  #sealedTail: Tail = emptyTail
  #committedTail: Tail = emptyTail
  #length = 0
  #beginning = ''
  #pieces = 0
  #head: number
  #checkpointAt: number
  /** Whether it is committed that the provider has answered. */
  #hasAnswered = false
  #isClosed = false

  constructor(claim: Claim, host: AttemptLogHost) {
    this.claim = claim
    this.#host = host
    this.#head = claim.head
    this.#checkpointAt = claim.head
  }

  append(body: EventBody): Promise<void> | undefined {
    if (this.#isClosed || this.#ending) return undefined
    let length = 0
    const wasEmpty = this.#length === 0
    if (body.kind === 'TextDelta' || body.kind === 'ThinkingDelta') {
      length = body.text.length
      this.#note(body)
      const last = this.#pending.at(-1)
      // Deltas between two flushes are one event.
      if (last?.kind === body.kind)
        this.#pending[this.#pending.length - 1] = { kind: body.kind, text: last.text + body.text }
      else this.#pending.push(body)
    } else this.#pending.push(body)
    this.buffered += length
    this.#host.onAppend(this, length, wasEmpty && length > 0)
    return this.#host.room(this)
  }

  get written(): Written {
    return { length: this.#length, beginning: this.#beginning }
  }

  #note({ kind, text: delta }: Extract<EventBody, { kind: 'TextDelta' | 'ThinkingDelta' }>): void {
    const { text, thinking } = this.#tail
    this.#tail = kind === 'TextDelta' ? { text: text + delta, thinking } : { text, thinking: thinking + delta }
    this.#length += delta.length
    if (this.#beginning.length < maxBeginning) this.#beginning += delta.slice(0, maxBeginning - this.#beginning.length)
    this.#pieces += 1
    if (this.#pieces % maxPieces === 0)
      for (const whole of [this.#tail.text, this.#tail.thinking, this.#beginning]) flatten(whole)
  }

  end(ending: Ending): Promise<void> {
    if (!this.#isClosed && !this.#ending) {
      this.#pending.push(...closingEvents(ending))
      this.#ending = ending
      this.#host.onAppend(this, 0, false)
    }
    return this.done.promise
  }

  /** Whether a frame is on its way to the log, and may be there: `seal` gives the same again. */
  get isSealed(): boolean {
    return this.#sealed !== null
  }

  /**
   * Gives everything pending its numbers. The same frame comes again until `settle` or `recast`.
   *
   * @param mayCheckpoint - false: a checkpoint that is due waits for another frame, if it has not waited for too long
   */
  seal(mayCheckpoint = true): Frame | null {
    if (this.#sealed || this.#isClosed || this.#pending.length === 0) return this.#sealed
    const events = this.#pending.map((body): SealedEvent => ({ seq: ++this.#head, body }))
    this.#pending = []
    const since = this.#head - this.#checkpointAt
    const isDue = !this.#ending && since >= (mayCheckpoint ? checkpointEvery.due : checkpointEvery.most)
    const checkpoint = isDue ? this.#tail : null
    if (isDue) {
      this.#checkpointAt = this.#head
      this.#tail = emptyTail
    }
    this.#sealedLength = this.buffered
    this.#sealedTail = this.#tail
    this.#sealed = {
      id: this.claim.id,
      attempt: this.claim.attempt,
      events,
      head: this.#head,
      phase: phaseOf(events),
      hasContent: this.#length > 0,
      answeredBy: this.#hasAnswered || this.#length === 0 ? null : this.claim.provider,
      checkpoint,
      end: this.#ending ? toEndRow(this.claim, this.#tail, this.#ending) : null,
    }
    return this.#sealed
  }

  /** The sealed frame is committed. */
  settle(): void {
    const frame = this.#sealed
    this.#sealed = null
    this.#hasAnswered ||= frame?.hasContent ?? false
    this.#committedTail = this.#sealedTail
    this.buffered -= this.#sealedLength
    if (frame?.end) this.close()
  }

  /** The row refused our end because someone has cancelled: the same frame again, ending as a cancellation. */
  recastAsCancelled(): void {
    if (!this.#sealed || !this.#ending) return
    const bill = this.#ending.bill
    this.#ending = { tag: 'ended', body: { kind: 'GenerationCancelled' }, bill }
    const kept = this.#sealed.events.filter(({ body }) => !isClosing(body)).map(({ body }) => body)
    this.#recast([...kept, ...closingEvents(this.#ending)])
  }

  /** Nothing of the sealed frame can be written: drop what it holds, and all text since the last commit, and end like this instead. */
  recastAsFailed(ending: Ending): void {
    this.#ending = ending
    this.#tail = this.#committedTail
    this.#recast(closingEvents(ending))
  }

  #recast(bodies: EventBody[]): void {
    const first = this.#sealed?.events[0]?.seq ?? this.#head + 1
    this.#head = first - 1
    this.#sealed = null
    this.#pending = bodies
  }

  /** Nothing more is written: it has ended, or the generation is not ours any more. */
  close(): void {
    this.#isClosed = true
    this.#pending = []
    this.#sealed = null
    this.buffered = 0
    this.done.resolve()
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get isDirty(): boolean {
    return !this.#isClosed && (this.#sealed !== null || this.#pending.length > 0)
  }
}

let looked = 0

/** V8 makes one piece of a string of which a character is looked at. It is kept, so that the optimiser does not leave the look out. */
function flatten(text: string): void {
  looked = text.charCodeAt(looked < 0 ? 1 : 0)
}
