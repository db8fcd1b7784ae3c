import type { GenerationParameters } from '../provider/provider.ts'
import type { EventBody, TerminalBody } from './event.ts'
import type { JsonSchema } from './output-schema.ts'
import type { Usage } from './usage.ts'

/** A generation that this process has taken on. */
export interface Claim {
  readonly id: string
  /** Which attempt this is, counted from 1. With the worker's id it is what lets us write. */
  readonly attempt: number
  /** `seq` of the last event that the log holds. */
  readonly head: number
  readonly provider: string
  /** The model's id, `provider:model`. */
  readonly model: string
  readonly requestedModel: string
  readonly prompt: string
  readonly instructions: string | null
  readonly parameters: GenerationParameters
  /** What the output must be as JSON; null for free text. */
  readonly outputSchema: JsonSchema | null
  readonly parentId: string | null
  /** How often a provider's failure was tried again so far. */
  readonly retries: number
  /** The models that whoever started it may ask in its space, when it was taken on; null for all. */
  readonly allowedModels: readonly string[] | null
}

/** What an attempt cost. `usage` and `cost` are null where nothing is known. */
export interface Bill {
  readonly usage: Usage | null
  /** US dollars as a decimal string. */
  readonly cost: string | null
}

/** How a worker lets go of a generation. */
export type Ending =
  | {
      readonly tag: 'ended'
      readonly body: TerminalBody
      readonly bill: Bill
      /** For how long the provider asked to be left alone; absent when it did not. */
      readonly askedToWaitMs?: number | null
    }
  /** Back to the line after `delayMs`, on `model`, which differs from the claim's after a fallback. */
  | {
      readonly tag: 'retry'
      readonly warning: Extract<EventBody, { kind: 'Warned' }>
      readonly delayMs: number
      readonly model: string
      readonly retries: number
      readonly bill: Bill
      /** For how long the provider asked to be left alone; null when it did not. */
      readonly askedToWaitMs: number | null
    }
  /** Given back unfinished, because this process shuts down. */
  | { readonly tag: 'returned'; readonly bill: Bill }

/** How much an attempt has written, for counting what its provider did not. */
export interface Written {
  /** Text and thinking, in UTF-16 code units. */
  readonly length: number
  /** At most the first 8,192 of them. */
  readonly beginning: string
}

/** The log of one attempt as its runner writes it. */
export interface OpenLog {
  /** What has been written so far, committed or not. The text itself is in the log; nobody holds it whole in memory. */
  readonly written: Written
  /** Adds an event. The promise, if any, resolves when the buffer has room again: wait for it before reading on. */
  append(body: EventBody): Promise<void> | undefined
  /** Writes the ending with all that is still buffered, in one transaction; resolves once committed or known to be out of our hands. */
  end(ending: Ending): Promise<void>
}

/** Where runners write. */
export interface RunLog {
  open(claim: Claim): OpenLog
}
