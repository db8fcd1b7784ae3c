import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until `look` answers something other than null, undefined or false, and answers that.
 *
 * @throws Error naming `what` after `timeoutMs` (default 15 s)
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { timeoutMs = 15_000, everyMs = 20 } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  while (true) {
    const seen = await look()
    if (seen !== null && seen !== undefined && seen !== false) return seen
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`)
    await delay(everyMs)
  }
}
