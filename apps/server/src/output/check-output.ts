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
/** At once; others wait. Each is a thread of some 10 MB. */
const mostAtOnce = 2

/**
 * Makes a check of outputs against schemas, each in a thread of its own that can be ended: a pattern that somebody put in a schema may
 * backtrack for hours, and would hold up every stream of this process. Starting one takes 35 ms (2026-11).
 */
export function makeCheckOutput(): (output: OutputToCheck & { signal: AbortSignal }) => Promise<string | null> {
  const waiting: (() => void)[] = []
  let running = 0

  return async ({ schema, text, signal }) => {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await checkInThread({ schema, text }, signal)
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}

async function checkInThread(output: OutputToCheck, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted()
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
