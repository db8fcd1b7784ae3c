import { LeftRunning, NotSucceeded } from './errors.ts'
import { type GenerationEvent, isTerminal, type TerminalEvent } from './events.ts'
import { emptyView, fold, type Usage } from './fold.ts'
import type { FinishReason, GenerationQuery } from './generated/operations.ts'
import { makeIdempotencyKey, type Started, type StartInput } from './start.ts'
import { makeDeadline } from './wait.ts'
import type { WatchOptions } from './watch.ts'

/** One generation with all that there is of it. */
export type Generation = NonNullable<GenerationQuery['generation']>

/** How to run. */
export interface RunOptions {
  /** After so long `run` gives up waiting; the generation goes on. Default: never. */
  readonly timeoutMs?: number | undefined
  /** Gives up waiting; the generation goes on. */
  readonly signal?: AbortSignal | undefined
  /** Called for each event, in order, each once. */
  readonly onEvent?: ((event: GenerationEvent) => void) | undefined
}

/** What has come of a generation that succeeded. `Json` is what the outputSchema of its start describes. */
export interface RunResult<Json = unknown> {
  readonly id: string
  readonly threadId: string
  readonly text: string
  /** The text as JSON, which the server has checked against outputSchema. Null without one. */
  readonly json: Json | null
  /** LENGTH: the text stops at the limit of tokens. REFUSAL: it is the model declining. */
  readonly finishReason: FinishReason
  /** Null when nothing is known. */
  readonly usage: Usage | null
  /** US dollars, as a decimal. Null when the price is not known. */
  readonly cost: string | null
}

/** What {@link run} is made of. */
export interface RunPorts {
  readonly start: (input: StartInput, signal?: AbortSignal) => Promise<Started>
  readonly watch: (id: string, options: WatchOptions) => AsyncIterable<GenerationEvent>
  readonly read: (id: string, signal?: AbortSignal) => Promise<Generation>
}

class TimeLimit extends Error {}

/**
 * Starts one generation and waits for its end, through any drops of the line.
 *
 * @throws NotSucceeded, LeftRunning; Refused, Unreachable when it could not be started
 */
export async function run<Json = unknown>(
  ports: RunPorts,
  input: StartInput,
  options: RunOptions = {},
): Promise<RunResult<Json>> {
  const { timeoutMs = Infinity, onEvent } = options
  const idempotencyKey = input.idempotencyKey ?? makeIdempotencyKey()
  const deadline = makeDeadline(options.signal, timeoutMs, () => new TimeLimit(`After ${timeoutMs} ms`))
  const { signal } = deadline
  let started: Started | null = null
  try {
    started = await ports.start({ ...input, idempotencyKey }, signal)
    const { id, threadId } = started
    const { end, view } = await seeTheEnd(ports.watch(id, { signal }), onEvent)
    if (end.__typename !== 'GenerationSucceeded') throw notSucceeded(end, id, view.text)
    // Events before a snapshot may have said the cost. Without an answer we go by what was seen: the text is whole.
    const { usage, cost } = await ports.read(id, signal).catch(() => view)
    const json = input.outputSchema ? (JSON.parse(view.text) as Json) : null
    return { id, threadId, text: view.text, json, finishReason: end.finishReason, usage, cost }
  } catch (error) {
    if (signal.aborted && error === signal.reason) throw leftRunning(error, started?.id ?? null, idempotencyKey)
    throw error
  } finally {
    deadline.release()
  }
}

async function seeTheEnd(events: AsyncIterable<GenerationEvent>, onEvent: RunOptions['onEvent']) {
  let view = emptyView
  for await (const event of events) {
    view = fold(view, event)
    onEvent?.(event)
    if (isTerminal(event)) return { end: event, view }
  }
  throw new Error('A watch ends with the terminal event')
}

function notSucceeded(
  end: Exclude<TerminalEvent, { __typename: 'GenerationSucceeded' }>,
  generationId: string,
  text: string,
): NotSucceeded {
  switch (end.__typename) {
    case 'GenerationFailed': {
      const { code, message, retryable } = end
      return new NotSucceeded({ code, message, retryable, status: 'FAILED', generationId, text })
    }
    case 'GenerationCancelled': {
      const message = `Generation ${generationId} was cancelled.`
      return new NotSucceeded({ code: 'CANCELLED', message, status: 'CANCELLED', generationId, text })
    }
    case 'GenerationInterrupted': {
      const message = `Generation ${generationId} was interrupted: it lost its worker too often.`
      return new NotSucceeded({
        code: 'INTERRUPTED',
        message,
        retryable: true,
        status: 'INTERRUPTED',
        generationId,
        text,
      })
    }
  }
}

function leftRunning(cause: unknown, generationId: string | null, idempotencyKey: string): LeftRunning {
  const isTimeLimit = cause instanceof TimeLimit
  const why = isTimeLimit ? 'The time limit is reached' : 'Waiting was given up'
  const where =
    generationId === null
      ? `it is not known whether the generation was started; its idempotency key is ${idempotencyKey}.`
      : `generation ${generationId} goes on.`
  const code = isTimeLimit ? 'TIME_LIMIT' : 'ABORTED'
  return new LeftRunning({ code, message: `${why}; ${where}`, retryable: true, cause, generationId, idempotencyKey })
}
