import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { JsonSchema } from '@sluice/core/generation/output-schema'

/** A text and what it must be. */
export interface OutputToCheck {
  readonly schema: JsonSchema
  readonly text: string
}

/** Longer than this and the check is ended; a sane one takes milliseconds. */
const timeoutMs = 5_000
/** At once; others wait, as long as a check before them may take. */
const mostAtOnce = 2

/**
 * Makes a check of outputs against schemas, each in a thread of its own that can be ended: a pattern that somebody put in a schema may
 * backtrack for hours, and would hold up every stream of this process. One takes 60 ms, most of it for the thread (2026-11).
 */
export function makeCheckOutput(): (output: OutputToCheck & { signal: AbortSignal }) => Promise<string | null> {
  const waiting = new Set<() => void>()
  let free = mostAtOnce

  const enter = async (signal: AbortSignal) => {
    signal.throwIfAborted()
    if (free > 0) {
      free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      if (waiting.delete(resolve)) reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    waiting.add(resolve)
    await promise.finally(() => signal.removeEventListener('abort', leave))
  }
  /** Hands the place on, so that nobody gets in between. */
  const exit = () => {
    const [next] = waiting
    if (next && waiting.delete(next)) next()
    else free += 1
  }
  return async ({ schema, text, signal }) => {
    await enter(signal)
    try {
      return await checkInThread({ schema, text }, signal)
    } finally {
      exit()
    }
  }
}

async function checkInThread(output: OutputToCheck, signal: AbortSignal): Promise<string | null> {
  const thread = new Worker(new URL('./output-thread.ts', import.meta.url), {
    workerData: output,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const tooLong = AbortSignal.timeout(timeoutMs)
  try {
    const [fault] = (await once(thread, 'message', { signal: AbortSignal.any([signal, tooLong]) })) as [string | null]
    return fault
  } catch (error) {
    signal.throwIfAborted()
    if (tooLong.aborted) return `Checking it took longer than ${timeoutMs / 1_000} s: simplify the schema.`
    return `It cannot be checked: ${error instanceof Error ? error.message : 'the check failed'}.`
  } finally {
    await thread.terminate()
  }
}
