import { setTimeout as delay } from 'node:timers/promises'
import { isDatabaseAway } from '../log/database-error.ts'

/** Between two tries. */
const againMs = 250

/**
 * Reads, and tries again while the database is away, for `patienceMs` at most.
 *
 * @throws what the last try threw
 */
export async function whileAway<T>(read: () => Promise<T>, patienceMs: number): Promise<T> {
  const deadline = performance.now() + patienceMs
  while (true) {
    try {
      return await read()
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > deadline) throw error
      await delay(againMs)
    }
  }
}
