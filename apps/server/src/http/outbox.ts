import type { ChunkWriter } from './chunk-writer.ts'

/** What one client is to be sent at the end of this turn. */
export interface Outbox {
  /** The client cannot take more now: what comes stays in the log until it can. */
  readonly isFull: boolean
  add(text: string): void
}

/** Of a client for whom more than this waits for the end of the turn, in UTF-16 code units, nothing more is taken. */
const maxWaiting = 64 * 1024

/**
 * Makes outboxes that are written together at the end of the turn, to one client right after the other: whoever reads them is woken up once and not for each. 4 % less
 * CPU with 100 streams of 40 tokens/s, 1.5 % with 500 (2026-11). All of a turn goes out before anything that waits for a promise settled after it was added.
 */
export function makeOutboxes(): (client: ChunkWriter) => Outbox {
  let due: (() => void)[] = []
  const writeAll = () => {
    const all = due
    due = []
    for (const write of all) write()
  }
  return (client) => {
    let waiting = ''
    const write = () => {
      const text = waiting
      waiting = ''
      client.write(text)
    }
    return {
      get isFull() {
        return client.isBehind || waiting.length > maxWaiting
      },
      add(text) {
        if (due.length === 0) queueMicrotask(writeAll)
        if (waiting === '') due.push(write)
        waiting += text
      },
    }
  }
}
