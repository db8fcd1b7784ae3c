import { setTimeout as delay } from 'node:timers/promises'
import { AppError, toAppError } from '@sluice/core/app-error'
import type { LoggedEvent } from '@sluice/core/generation/event'
import type { Claim, Ending, RunLog } from '@sluice/core/generation/run-log'
import type { Sql } from '@sluice/prisma/sql'
import { AttemptLog } from './attempt-log.ts'
import { makeCheckpointPace } from './checkpoint-pace.ts'
import { isDatabaseAway, toUnavailable } from './database-error.ts'
import { type FlushResult, type Frame, flush } from './flush.ts'
import { createFlushPace } from './flush-pace.ts'

/** UTF-16 code units that may wait for the database, per generation and in all; beyond, the provider is not read. */
const maxBuffered = { each: 512 * 1024, all: 32 * 1024 * 1024 }
/** Between two tries while the database is away. */
const awayMs = 250

/** What a log writer works with. */
export interface LogWriterOptions {
  readonly sql: Sql
  /** The id that this process holds a lease under, at this moment. */
  readonly workerId: () => string
  /**
   * How long the same flush is tried while the database is away or full; then the lease is given up. Where a lease can still
   * be renewed on a disk that is full for the log, nothing else would end the wait, and the providers' calls with it.
   */
  readonly patienceMs: number
  /** Called after each commit with what became durable, and for each generation of it. */
  readonly onCommitted: (id: string, events: readonly LoggedEvent[]) => void
  /** Called once after each commit that wrote anything. */
  readonly onFlushed: () => void
  /** The row says that somebody has cancelled. May come more than once. */
  readonly onCancelRequested: (id: string) => void
  /** The generation is not ours any more. */
  readonly onLost: (id: string) => void
  /** The database says that our lease has lapsed. */
  readonly onLeaseLost: () => void
  /** Writes down a fault; answers its id. */
  readonly report: (fault: AppError) => string
}

/** The one writer of a process: collects the events of all its runs and commits them in batches, one flush at a time. */
export interface LogWriter extends RunLog {
  /** Much has come at once: it is not to wait for its time. */
  flushSoon(): void
  /** Forgets everything of a worker that has lost its lease. */
  abandonAll(): void
}

/** A log writer. See {@link LogWriterOptions}. */
export function createLogWriter(options: LogWriterOptions): LogWriter {
  const logs = new Set<AttemptLog>()
  const dirty = new Set<AttemptLog>()
  const opening = new Set<AttemptLog>()
  const pace = createFlushPace()
  let isFlushing = false
  let isSoon = false
  const buffers = createBuffers(logs)
  const mayCheckpoint = makeCheckpointPace()

  const schedule = () => {
    if (isFlushing || dirty.size === 0) return
    pace.schedule(isSoon ? 'soon' : opening.size > 0 ? 'opening' : 'in time', () => void cycle())
  }
  // One flush in flight: the next is scheduled when this one is done.
  const cycle = async () => {
    isFlushing = true
    isSoon = false
    const of = pace.begin(dirty.size)
    const batch = of === 'all' ? [...dirty] : [...opening]
    for (const log of batch) dirty.delete(log)
    opening.clear()
    const written = writeFrames(options, batch, mayCheckpoint(of, batch.length))
    await written.catch((fault: unknown) => options.report(toAppError(fault)))
    for (const log of batch) {
      if (log.isDirty) dirty.add(log)
      if (log.isClosed) logs.delete(log)
    }
    buffers.recount()
    isFlushing = false
    schedule()
  }

  return {
    open(claim: Claim) {
      const log = new AttemptLog(claim, {
        onAppend(appended, length, isFirstContent) {
          buffers.add(length)
          dirty.add(appended)
          if (isFirstContent) opening.add(appended)
          schedule()
        },
        room: buffers.room,
      })
      logs.add(log)
      return log
    },
    flushSoon() {
      isSoon = dirty.size > 0
      schedule()
    },
    abandonAll() {
      for (const log of logs) log.close()
      logs.clear()
      dirty.clear()
      opening.clear()
      isSoon = false
      buffers.recount()
    },
  }
}

/** How much waits for the database, and who waits for that to become less. */
function createBuffers(logs: ReadonlySet<AttemptLog>) {
  let total = 0
  let change = Promise.withResolvers<void>()
  const isFull = (log: AttemptLog) => log.buffered > maxBuffered.each || total > maxBuffered.all
  const wait = async (log: AttemptLog) => {
    while (!log.isClosed && isFull(log)) await change.promise
  }
  return {
    add(length: number) {
      total += length
    },
    room: (log: AttemptLog) => (isFull(log) ? wait(log) : undefined),
    recount() {
      total = 0
      for (const log of logs) total += log.buffered
      change.resolve()
      change = Promise.withResolvers()
    },
  }
}

/** Writes what these logs hold, over and over while the database is away, until it is written or not ours any more. */
async function writeFrames(
  options: LogWriterOptions,
  logs: readonly AttemptLog[],
  mayCheckpoint = true,
): Promise<void> {
  const workerId = options.workerId()
  const deadline = performance.now() + options.patienceMs
  while (true) {
    const isRepeat = logs.some(({ isSealed }) => isSealed)
    const frames = new Map<AttemptLog, Frame>()
    for (const log of logs) {
      const frame = log.seal(mayCheckpoint)
      if (frame) frames.set(log, frame)
    }
    if (frames.size === 0) return
    try {
      const result = await flush(options.sql, { workerId, frames: [...frames.values()], isRepeat })
      return await settle(options, frames, result)
    } catch (error) {
      if (!isDatabaseAway(error)) return await writeApart(options, logs, error)
      if (options.workerId() !== workerId) return
      options.report(toUnavailable(error))
      if (performance.now() >= deadline) return options.onLeaseLost()
      await delay(awayMs)
    }
  }
}

/** A statement that cannot be written takes down only the generation that it fails for: halve until that one stands alone. */
async function writeApart(options: LogWriterOptions, logs: readonly AttemptLog[], error: unknown): Promise<void> {
  if (logs.length > 1) {
    const middle = logs.length >> 1
    await writeFrames(options, logs.slice(0, middle))
    await writeFrames(options, logs.slice(middle))
    return
  }
  const [log] = logs
  if (!log) return
  const fault = new AppError('INTERNAL', { message: 'What the provider sent could not be stored.', cause: error })
  const id = options.report(fault)
  if (log.seal()?.end?.error_code === 'INTERNAL') {
    // Not even the failure can be written. Give the lease up rather than leave a row that says RUNNING for ever.
    options.onLeaseLost()
    return
  }
  const message = `${fault.message} The log of the server has it as ${id}.`
  const body = { kind: 'GenerationFailed', code: 'INTERNAL', message, retryable: false } as const
  const ending: Ending = { tag: 'ended', body, bill: { usage: null, cost: null } }
  log.recastAsFailed(ending)
  options.onLost(log.claim.id)
  await writeFrames(options, [log])
}

async function settle(
  options: LogWriterOptions,
  frames: ReadonlyMap<AttemptLog, Frame>,
  result: FlushResult,
): Promise<void> {
  if (!result.isLeased) return options.onLeaseLost()
  const refused: AttemptLog[] = []
  for (const [log, frame] of frames) {
    const status = result.statusOf.get(frame.id)
    if (!status) {
      refused.push(log)
      continue
    }
    log.settle()
    publish(options, frame, result.at)
    if (status === 'CANCELLING' && !frame.end) options.onCancelRequested(frame.id)
  }
  if (refused.length < frames.size) options.onFlushed()
  for (const log of refused) {
    const frame = frames.get(log)
    if (frame) await settleRefused(options, log, frame)
  }
}

function publish(options: LogWriterOptions, frame: Frame, at: Date): void {
  const events = frame.events.map(({ seq, body }): LoggedEvent => ({ seq, attempt: frame.attempt, at, body }))
  options.onCommitted(frame.id, events)
}

interface RefusedRow {
  readonly status: string
  readonly attempt: number
  readonly head: number
  readonly is_ours: boolean
  readonly at: Date
}

/** Finds out why a row took nothing: cancelled meanwhile, written already by a flush whose answer was lost, or lost. */
async function settleRefused(options: LogWriterOptions, log: AttemptLog, frame: Frame): Promise<void> {
  const [row] = await options.sql.query<RefusedRow>(
    `SELECT status::text, attempt, head, coalesce(worker_id = $2, false) AS is_ours, now() AS at FROM generation WHERE id = $1`,
    [frame.id, options.workerId()],
    { name: 'why-refused' },
  )
  if (row?.attempt === frame.attempt && row.is_ours && row.status === 'CANCELLING' && frame.end) {
    log.recastAsCancelled()
    options.onCancelRequested(frame.id)
  } else if (row?.attempt === frame.attempt && frame.end?.status === row.status && frame.head === row.head) {
    log.settle()
    publish(options, frame, row.at)
  } else {
    log.close()
    options.onLost(frame.id)
  }
}
