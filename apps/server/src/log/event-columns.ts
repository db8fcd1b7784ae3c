import type { EventBody } from '@sluice/core/generation/event'
import { encodePayload } from './event-codec.ts'

/** The events of one generation. */
interface Part {
  readonly id: string
  readonly attempt: number
  readonly events: readonly { readonly seq: number; readonly body: EventBody }[]
}

/** The columns `id`, `seq`, `attempt`, `kind` and `payload` of events, each as the text of a PostgreSQL array. */
export interface EventColumns {
  readonly count: number
  readonly columns: readonly string[]
}

/**
 * The columns of all these events. Ids are uuids and kinds are words of ours: neither they nor numbers need quotes, for which both drivers would look in each value
 * (0.2 ms for 100 events their way, 0.04 this way; 2026-11).
 */
export function eventColumns(parts: readonly Part[]): EventColumns {
  const [ids, seqs, attempts, kinds, payloads]: [string[], number[], number[], string[], string[]] = [
    [],
    [],
    [],
    [],
    [],
  ]
  for (const { id, attempt, events } of parts) {
    for (const { seq, body } of events) {
      ids.push(id)
      seqs.push(seq)
      attempts.push(attempt)
      kinds.push(body.kind)
      payloads.push(quoted(encodePayload(body)))
    }
  }
  return { count: ids.length, columns: [ids, seqs, attempts, kinds, payloads].map((values) => `{${values.join(',')}}`) }
}

/** JSON has no control character in it, so that JSON's own quoting is that of PostgreSQL's arrays: a backslash before each quote and each backslash. */
const quoted = JSON.stringify as (json: string) => string
