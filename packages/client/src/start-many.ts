import { Refused, SluiceError } from './errors.ts'
import { makeIdempotencyKey, type Started, type StartInput } from './start.ts'
import { wait } from './wait.ts'

/** How to start many. */
export interface StartManyOptions {
  /** Requests at a time. Default: 8. */
  readonly concurrency?: number | undefined
  /** How long to wait in all for room in a line that stays full. Default: 10 minutes. */
  readonly waitForRoomMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What has come of one input. With the key the same start can be sent again. */
export type StartOutcome =
  | { readonly started: Started; readonly error: null; readonly idempotencyKey: string }
  | { readonly started: null; readonly error: SluiceError; readonly idempotencyKey: string }

type Start = (input: StartInput, signal?: AbortSignal) => Promise<Started>

/** Lets requests through, but not before the time that the server has named. */
function makeGate(waitForRoomMs: number) {
  let opensAt = 0
  let fullSince: number | null = null
  return {
    async pass(signal: AbortSignal | undefined) {
      for (let left = opensAt - Date.now(); left > 0; left = opensAt - Date.now()) {
        await wait(left, signal)
        if (signal?.aborted) return
      }
    },
    open() {
      fullSince = null
    },
    /** Answers false when it has waited long enough. */
    holdBack(retryAfterMs: number) {
      fullSince ??= Date.now()
      const pauseMs = Math.max(retryAfterMs, 100) * (1 + Math.random() / 4)
      if (Date.now() + pauseMs - fullSince > waitForRoomMs) return false
      opensAt = Math.max(opensAt, Date.now() + pauseMs)
      return true
    },
  }
}

function aborted(cause: unknown): SluiceError {
  return new SluiceError({ code: 'ABORTED', message: 'Stopped before an answer came.', retryable: true, cause })
}

/**
 * Starts many generations, a few at a time, and answers what has come of each, in the order of the inputs. While the line
 * is full all of them wait as long as the server says. Never rejects: what was not started says why.
 */
export async function startMany(
  start: Start,
  inputs: readonly StartInput[],
  { concurrency = 8, waitForRoomMs = 600_000, signal }: StartManyOptions = {},
): Promise<StartOutcome[]> {
  const gate = makeGate(waitForRoomMs)

  const startOne = async (given: StartInput): Promise<StartOutcome> => {
    const idempotencyKey = given.idempotencyKey ?? makeIdempotencyKey()
    for (;;) {
      await gate.pass(signal)
      try {
        const started = await start({ ...given, idempotencyKey }, signal)
        gate.open()
        return { started, error: null, idempotencyKey }
      } catch (error) {
        const isFull = error instanceof Refused && error.code === 'OVERLOADED'
        if (isFull && gate.holdBack(error.retryAfterMs ?? 1_000)) continue
        return { started: null, error: error instanceof SluiceError ? error : aborted(error), idempotencyKey }
      }
    }
  }

  const outcomes: StartOutcome[] = []
  const queue = inputs.entries()
  const work = async () => {
    for (const [index, input] of queue) outcomes[index] = await startOne(input)
  }
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work))
  return outcomes
}
