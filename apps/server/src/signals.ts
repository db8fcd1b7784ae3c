import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'
import { z } from 'zod'

/**
 * What processes tell each other. Each is only a hint that saves waiting for the next poll: `queued` that something
 * joined the line, `cancel` that a flag stands on a generation of that worker, `flushed` that this worker has
 * committed, `appended` that someone else has written an event or changed what people see of a generation, `hello` that a process has come, `providers` that one was added, changed or removed.
 */
export type Signal =
  | { readonly kind: 'queued' | 'hello' | 'appended' | 'providers' }
  | { readonly kind: 'cancel' | 'flushed'; readonly workerId: string }

/** Hints between the parts of one process and, on PostgreSQL, between processes. */
export interface Signals {
  /** Tells this process at once and the others soon; never fails, for every receiver also polls. */
  send(signal: Signal): void
  on(receive: (signal: Signal, from: { isHere: boolean }) => void): void
  /** Whether other processes are there to be told. Kept up to date by whoever renews the lease. */
  hasPeers: boolean
  dispose(): Promise<void>
}

const channel = 'sluice'

/** Signals over one small NOTIFY each, sent outside any transaction; on PGlite nothing leaves the process. */
export async function createSignals(database: Database): Promise<Signals> {
  const here = randomUUID()
  const receivers: ((signal: Signal, from: { isHere: boolean }) => void)[] = []
  const deliver = (signal: Signal, isHere: boolean) => {
    for (const receive of receivers) receive(signal, { isHere })
  }

  const listening =
    database.kind === 'postgres'
      ? await database.listen(channel, {
          onNotify: (payload) => {
            const heard = parse(payload)
            if (heard && heard.from !== here) deliver(heard.signal, false)
          },
          onReconnect: () => deliver({ kind: 'queued' }, false),
        })
      : null
  let unsent = new Map<string, Signal>()
  let isSending = false

  // One NOTIFY at a time; equal signals that wait behind it are sent once.
  const drain = async () => {
    isSending = true
    while (unsent.size > 0) {
      const batch = [...unsent.values()]
      unsent = new Map()
      const payloads = batch.map((signal) => JSON.stringify({ from: here, signal }))
      await database
        .query('SELECT pg_notify($1, p) FROM unnest($2::text[]) AS p', [channel, payloads], { name: 'notify' })
        .catch(() => {})
    }
    isSending = false
  }

  const signals: Signals = {
    hasPeers: true,
    send(signal) {
      deliver(signal, true)
      if (!listening || (!signals.hasPeers && signal.kind !== 'hello')) return
      unsent.set(JSON.stringify(signal), signal)
      if (!isSending) void drain()
    },
    on: (receive) => void receivers.push(receive),
    dispose: async () => listening?.dispose(),
  }
  return signals
}

const message = z.object({
  from: z.string(),
  signal: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['queued', 'hello', 'appended', 'providers']) }),
    z.object({ kind: z.enum(['cancel', 'flushed']), workerId: z.string() }),
  ]),
})

/** Anyone with the database may notify, also a later version of ours: what is not understood is passed over. */
function parse(payload: string): z.output<typeof message> | null {
  try {
    return message.safeParse(JSON.parse(payload)).data ?? null
  } catch {
    return null
  }
}
