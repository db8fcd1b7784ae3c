import type { Clock } from '../clock.ts'
import { type EventBody, isTerminal, type LoggedEvent, type Snapshot } from '../generation/event.ts'
import type { EventLog, LogPage } from '../generation/event-log.ts'
import type { GenerationStatus } from '../generation/status.ts'
import { makeWake } from '../generation/wake.ts'
import type { WakeUp } from '../generation/watch.ts'

interface Log {
  events: LoggedEvent[]
  floor: number
}

/** The log of generations and its wake-ups, in memory. */
export interface MemoryLog {
  readonly log: EventLog
  readonly wakeUp: WakeUp
  /** Appends events, beginning the log when there is none, and wakes who listens. */
  append(id: string, ...bodies: (EventBody | { kind: 'EventUnknown' })[]): void
  /** Forgets the deltas below this seq, as the sweep does. */
  sweep(id: string, floor: number): void
  /** How many listen now. */
  readonly listeners: number
}

/** A {@link MemoryLog} whose waits end by this clock. */
export function makeMemoryLog(clock: Clock): MemoryLog {
  const logs = new Map<string, Log>()
  const wakes = new Map<string, Set<(events: readonly LoggedEvent[]) => void>>()
  return {
    append(id, ...bodies) {
      const log = logs.get(id) ?? { events: [], floor: 0 }
      logs.set(id, log)
      const appended = bodies.map((body, n) => ({ seq: log.events.length + 1 + n, attempt: 1, at: clock.date(), body }))
      log.events.push(...appended)
      for (const wake of wakes.get(id) ?? []) wake(appended)
    },
    sweep(id, floor) {
      const log = logs.get(id)
      if (log) log.floor = floor
    },
    log: {
      bounds: async (id) => {
        const log = logs.get(id)
        return log ? { floor: log.floor, head: log.events.length, status: statusOf(log) } : null
      },
      read: async (id, { after, limit }): Promise<LogPage> => {
        const all = logs.get(id)?.events ?? []
        const events = all.slice(after, after + limit)
        const last = all.at(-1)
        return { events, terminal: events.length === 0 && last && isTerminal(last) ? last : null }
      },
      snapshot: async (id) => snapshotOf(logs.get(id), clock),
    },
    wakeUp: {
      listen(id, { signal }) {
        const own = wakes.get(id) ?? new Set()
        wakes.set(id, own)
        return makeWake(clock, signal, (wake) => {
          own.add(wake)
          return () => void own.delete(wake)
        })
      },
    },
    get listeners() {
      return [...wakes.values()].reduce((sum, { size }) => sum + size, 0)
    },
  }
}

/** Where the last event that says so leaves it. */
function statusOf({ events }: Log): GenerationStatus {
  const ends: Partial<Record<string, GenerationStatus>> = {
    GenerationSucceeded: 'SUCCEEDED',
    GenerationFailed: 'FAILED',
    GenerationCancelled: 'CANCELLED',
    GenerationInterrupted: 'INTERRUPTED',
  }
  const said = events.map(({ body }) => (body.kind === 'StatusChanged' ? body.status : ends[body.kind]))
  return said.findLast((status) => status !== undefined) ?? 'QUEUED'
}

function snapshotOf(log: Log | undefined, clock: Clock): Snapshot | null {
  if (!log) return null
  const textOf = (kind: 'TextDelta' | 'ThinkingDelta') =>
    log.events.map(({ body }) => (body.kind === kind ? body.text : '')).join('')
  const last = log.events.map(({ body }) => body).findLast((body) => body.kind === 'StatusChanged')
  return {
    seq: log.events.length,
    status: statusOf(log),
    phase: last?.phase ?? null,
    text: textOf('TextDelta'),
    thinking: textOf('ThinkingDelta'),
    usage: null,
    at: clock.date(),
  }
}
