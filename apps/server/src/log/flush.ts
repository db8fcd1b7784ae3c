import type { EventBody } from '@sluice/core/generation/event'
import type { GenerationHold, GenerationPhase, GenerationStatus } from '@sluice/core/generation/status'
import type { Usage } from '@sluice/core/generation/usage'
import type { Sql } from '@sluice/prisma/sql'
import { eventColumns } from './event-columns.ts'
import { markAnswered, markFailing } from './provider-marks.ts'

/** An event that has its number and is on its way to the log. */
export interface SealedEvent {
  readonly seq: number
  readonly body: EventBody
}

/** How the generation's row changes when its worker lets go of it. Names are those of the columns. */
export interface EndRow {
  readonly status: GenerationStatus
  readonly outcome: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'RETURNED'
  /** What was written since the last checkpoint; the whole is put together in the database. */
  readonly text_tail: string
  readonly thinking_tail: string
  readonly finish_reason: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_retryable: boolean | null
  readonly usage: Usage | null
  readonly cost: string | null
  readonly hold: GenerationHold | null
  readonly delay_ms: number
  readonly model: string
  readonly provider: string
  readonly retries: number
  /** The provider that this attempt asked; `provider` may name the next one. */
  readonly asked: string
  /** For how long the provider asked to be left alone, in milliseconds; null when it did not. */
  readonly asked_wait_ms: number | null
}

/** What one flush writes for one generation: either more of its log, or the end of this worker's part in it. */
export interface Frame {
  readonly id: string
  readonly attempt: number
  readonly events: readonly SealedEvent[]
  /** The seq of the last event in it. */
  readonly head: number
  readonly phase: GenerationPhase | null
  readonly hasContent: boolean
  /** The provider whose first content is in this frame; null otherwise. */
  readonly answeredBy: string | null
  /** What is to be added to the checkpoint on the row: everything since the one before. */
  readonly checkpoint: { readonly text: string; readonly thinking: string } | null
  readonly end: EndRow | null
}

/** What is to be written. */
export interface Flush {
  readonly workerId: string
  readonly frames: readonly Frame[]
  /** Whether some of it may be written already: an answer was lost. Default: no. */
  readonly isRepeat?: boolean
}

/** What became of a flush. */
export interface FlushResult {
  /** False when the worker has no lease any more; then nothing was written. */
  readonly isLeased: boolean
  /** When it was written, by the database's clock. */
  readonly at: Date
  /** The generations written for, with the status of their rows; those missing are not ours any more, or refused their end. */
  readonly statusOf: ReadonlyMap<string, GenerationStatus>
}

/** The fence: our own row, locked. Whoever takes generations away holds it FOR UPDATE and has marked it dead before it lets go. */
const fence = `me AS MATERIALIZED (
  SELECT id FROM worker WHERE id = $1 AND dead_at IS NULL AND lease_until > clock_timestamp() FOR SHARE
)`

/**
 * Of a prepared statement the planner does not know how many rows it will be given: it took for a handful what are hundreds, and compared each with each
 * (400 at once on PGlite: 28 ms a flush, and 8 since). A condition of this form is no way into an index, so that rows are found by their own ids.
 */
const isOurs = '(g.worker_id = me.id) IS TRUE'

/**
 * Of the rows `f`, those of generations that this worker may write for. Nobody takes one away without the fence, so that they need no lock of their own. The
 * exception is this worker itself: `returnOrphans` gives back what it does not run, for which it flushes nothing.
 */
const ifHeld = `CROSS JOIN LATERAL (SELECT status, attempt, worker_id FROM generation WHERE id = f.id OFFSET 0) g, me
  WHERE g.attempt = f.attempt AND ${isOurs} AND g.status IN ('RUNNING', 'CANCELLING')`

const held = `held AS (SELECT f.id, g.status FROM unnest($2::uuid[], $3::int[]) AS f(id, attempt) ${ifHeld})`

/** False also for a flush that is repeated because its answer was lost: then the row has it already. */
const isNewCheckpoint = 'f.text IS NOT NULL AND g.checkpoint_seq < f.head'

/**
 * What stands on the rows. Most frames only add to the log and leave the row alone: writing it anew cost PGlite 130 us a generation and flush,
 * where 36 us are the whole of it without (400 at once, 2026-11). Nor is `head` written here: an index has it in its condition (`generation_to_sweep`), and a checkpoint
 * that writes no column of an index leaves all ten of them alone. So `head` is exact while nobody writes; see `logHead`.
 */
const touched = `touched AS (
  UPDATE generation g SET phase = coalesce(f.phase::"GenerationPhase", g.phase),
    first_token_at = coalesce(g.first_token_at, CASE WHEN f.content THEN now() END),
    checkpoint_seq = CASE WHEN ${isNewCheckpoint} THEN f.head ELSE g.checkpoint_seq END,
    checkpoint_text = CASE WHEN ${isNewCheckpoint} THEN g.checkpoint_text || f.text ELSE g.checkpoint_text END,
    checkpoint_thinking = CASE WHEN ${isNewCheckpoint} THEN g.checkpoint_thinking || f.thinking ELSE g.checkpoint_thinking END
  FROM json_to_recordset($9::json) AS f(id uuid, attempt int, head int, phase text, content boolean, text text, thinking text), me
  WHERE g.id = f.id AND g.attempt = f.attempt AND ${isOurs} AND g.status IN ('RUNNING', 'CANCELLING')
)`

/** `IS TRUE` for the same reason: it is looked up in a hash, and not joined. */
const logged = (sources: string) => `logged AS (
  INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
  SELECT e.id, e.seq, e.attempt, e.kind, e.payload::json
  FROM unnest($4::uuid[], $5::int[], $6::int[], $7::text[], $8::text[]) AS e(id, seq, attempt, kind, payload)
  WHERE (e.id IN (${sources})) IS TRUE
  ON CONFLICT DO NOTHING
)`

/** From CANCELLING only CANCELLED follows: another end is refused, and the writer makes it a cancellation. */
const ended = `ended AS (
  UPDATE generation g SET status = e.status::"GenerationStatus", phase = NULL, head = e.head, worker_id = NULL,
    hold = e.hold::"GenerationHold", not_before = CASE WHEN e.hold IS NOT NULL THEN now() + e.delay_ms * interval '1 ms' END,
    model = e.model, provider = e.provider, retries = e.retries,
    first_token_at = CASE WHEN e.status = 'QUEUED' THEN NULL ELSE coalesce(g.first_token_at, CASE WHEN e.content THEN now() END) END,
    ended_at = CASE WHEN e.status = 'QUEUED' THEN NULL ELSE now() END,
    checkpoint_seq = e.head, checkpoint_text = '', checkpoint_thinking = '',
    output = CASE WHEN e.status <> 'QUEUED' THEN g.checkpoint_text || e.text_tail END,
    thinking = CASE WHEN e.status <> 'QUEUED' THEN g.checkpoint_thinking || e.thinking_tail END, finish_reason = e.finish_reason::"FinishReason",
    error_code = e.error_code, error_message = e.error_message, error_retryable = e.error_retryable,
    usage = e.usage, cost = e.cost::numeric
  FROM json_to_recordset($11::json) AS e(id uuid, attempt int, head int, content boolean, status text, outcome text, text_tail text,
    thinking_tail text, finish_reason text, error_code text, error_message text, error_retryable boolean,
    usage jsonb, cost text, hold text, delay_ms int, model text, provider text, retries int, asked text, asked_wait_ms int), me
  WHERE g.id = e.id AND g.attempt = e.attempt AND ${isOurs}
    AND (g.status = 'RUNNING' OR (g.status = 'CANCELLING' AND e.status = 'CANCELLED'))
  RETURNING g.id, g.status, g.attempt, e.outcome, e.error_code, e.error_message, e.usage, e.cost, e.text_tail, e.content, e.asked, e.asked_wait_ms
), tried AS (
  UPDATE attempt a SET ended_at = now(), outcome = e.outcome::"AttemptOutcome", error_code = e.error_code,
    error_message = e.error_message, usage = e.usage, cost = e.cost::numeric,
    partial_text = CASE WHEN e.outcome = 'RETURNED' THEN (SELECT g.checkpoint_text FROM generation g WHERE g.id = e.id) || e.text_tail END,
    first_token_at = coalesce((SELECT g.first_token_at FROM generation g WHERE g.id = e.id), CASE WHEN e.content THEN now() END)
  FROM ended e WHERE a.generation_id = e.id AND a.number = e.attempt
)`

const leased = (written: string) =>
  `SELECT NULL::uuid AS id, NULL AS status, now() AS at, ${written} AS written FROM me`
const rowsOf = (part: string) => `SELECT id, status::text, NULL, NULL FROM ${part}`

/**
 * Where no row changes, which is nearly always, each event looks for its own generation, and only what is out of the ordinary is told. For 300 generations on
 * PGlite 23 us each instead of 29, of which 15 are the bare insert (2026-11).
 */
const flushText = (onConflict: string) => `WITH ${fence}, event AS MATERIALIZED (
    SELECT f.id, f.seq, f.attempt, f.kind, f.payload, g.status
    FROM unnest($2::uuid[], $3::int[], $4::int[], $5::text[], $6::text[]) AS f(id, seq, attempt, kind, payload) ${ifHeld}
  ), logged AS (
    INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
    SELECT id, seq, attempt, kind, payload::json FROM event
    ${onConflict}
  ) ${leased('(SELECT count(*)::int FROM event)')}
  UNION ALL ${rowsOf('event')} WHERE status <> 'RUNNING' OR (SELECT count(*) FROM event) < cardinality($2)`

/**
 * Looking whether each event is there already costs a seventh of the whole, on PGlite with 50 to 300 generations (2026-11). Only a flush that is repeated can find
 * any; `flushOnce` fails if there are any.
 */
const flushOnce = { name: 'flush', text: flushText('') }
const flushAgain = { name: 'flush-again', text: flushText('ON CONFLICT DO NOTHING') }

const flushAndTouchText = `WITH ${fence}, ${held}, ${touched}, ${logged('SELECT id FROM held')},
  failing AS (SELECT NULL::text AS provider WHERE false), ${markAnswered('$10::text[]')}
  ${leased('NULL::int')} UNION ALL ${rowsOf('held')}`

const flushAndEndText = `WITH ${fence}, ${held}, ${touched}, ${ended}, ${logged('SELECT id FROM held UNION ALL SELECT id FROM ended')},
  ${markFailing('$10::text[]')}, ${markAnswered('$10::text[]')}
  ${leased('NULL::int')} UNION ALL ${rowsOf('held')} UNION ALL ${rowsOf('ended')}`

/**
 * Writes frames in one autocommitted statement: fence, events, and on the rows what has changed there. It may be repeated with the
 * same frames when its answer was lost: events that are there already stay as they are.
 *
 * @throws what the database says: a violated key where there are only events to write, and `isRepeat` should have been said. Then nothing was written.
 */
export async function flush(sql: Sql, { workerId, frames, isRepeat = false }: Flush): Promise<FlushResult> {
  const { name, text } = isRepeat ? flushAgain : flushOnce
  const growing = frames.filter(({ end }) => !end)
  const touching = growing.filter(touchesRow).map(toTouch)
  const ending = frames.flatMap(({ id, attempt, head, hasContent, end }) =>
    end ? [{ id, attempt, head, content: hasContent, ...end }] : [],
  )
  const { count, columns } = eventColumns(frames)
  const succeeded = ending.flatMap(({ outcome, asked }) => (outcome === 'SUCCEEDED' ? asked : []))
  const answered = [...new Set([...frames.flatMap(({ answeredBy }) => answeredBy ?? []), ...succeeded])]
  const held = [growing.map(({ id }) => id), growing.map(({ attempt }) => attempt)]
  const marks = [workerId, ...held, ...columns, JSON.stringify(touching), answered]
  const rows = await (ending.length > 0
    ? sql.query<FlushRow>(flushAndEndText, [...marks, JSON.stringify(ending)], { name: 'flush-and-end' })
    : touching.length > 0
      ? sql.query<FlushRow>(flushAndTouchText, marks, { name: 'flush-and-touch' })
      : sql.query<FlushRow>(text, [workerId, ...columns], { name }))

  const lease = rows.find(({ id }) => id === null)
  if (!lease?.at) return { isLeased: false, at: new Date(), statusOf: new Map() }
  const isWhole = lease.written === count
  const statusOf = new Map<string, GenerationStatus>(isWhole ? frames.map(({ id }) => [id, 'RUNNING']) : [])
  for (const { id, status } of rows) if (id && status) statusOf.set(id, status)
  return { isLeased: true, at: lease.at, statusOf }
}

/** The one without an id stands for the lease. */
interface FlushRow {
  readonly id: string | null
  readonly status: GenerationStatus | null
  readonly at: Date | null
  /** How many events are in the log now; with the lease, where that is told instead of each generation that is RUNNING. */
  readonly written: number | null
}

function touchesRow({ phase, checkpoint, answeredBy }: Frame): boolean {
  return phase !== null || checkpoint !== null || answeredBy !== null
}

function toTouch({ id, attempt, head, phase, hasContent, checkpoint }: Frame) {
  return { id, attempt, head, phase, content: hasContent, text: checkpoint?.text, thinking: checkpoint?.thinking }
}
