import { isTerminal, type LoggedEvent, type Snapshot } from '@sluice/core/generation/event'
import type { EventLog, LogBounds, LogPage } from '@sluice/core/generation/event-log'
import type { GenerationPhase, GenerationStatus } from '@sluice/core/generation/status'
import type { Usage } from '@sluice/core/generation/usage'
import type { Sql } from '@sluice/prisma/sql'
import { logHead } from '../store/generation-sql.ts'
import { decodeEvent, type EventRow } from './event-codec.ts'

/** The committed log, read from the database. */
export function makeEventLog(sql: Sql): EventLog {
  return {
    bounds: (id) => readBounds(sql, id),
    read: (id, range) => readPage(sql, id, range),
    snapshot: (id) => readSnapshot(sql, id),
  }
}

async function readBounds(sql: Sql, id: string): Promise<LogBounds | null> {
  const [bounds] = await sql.query<LogBounds>(
    `SELECT g.floor, ${logHead('g')} AS head, g.status::text FROM generation g WHERE g.id = $1`,
    [id],
    { name: 'read-bounds' },
  )
  return bounds ?? null
}

/**
 * A page ends with the event that passes this: whoever reads slowly holds one, and 256 long events were 3 MB of it. The sum costs
 * a twentieth of a full page of short ones, and 0.1 ms of an empty one on PGlite (2026-11).
 */
const maxPageBytes = 256 * 1024

async function readPage(sql: Sql, id: string, { after, limit }: { after: number; limit: number }): Promise<LogPage> {
  const rows = await sql.query<EventRow>(
    `SELECT generation_id, seq, attempt, kind, version, payload, at FROM (
       SELECT *, sum(octet_length(payload::text)) OVER (ORDER BY seq) - octet_length(payload::text) AS bytes_before FROM (
         SELECT * FROM generation_event WHERE generation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3
       ) page
     ) p WHERE bytes_before < $4 ORDER BY seq`,
    [id, after, limit, maxPageBytes],
    { name: 'read-page' },
  )
  const events = rows.map(decodeEvent)
  return { events, terminal: events.length > 0 ? null : await readTerminal(sql, id, after) }
}

/** The last event of a generation that has ended at or before `after`: what was committed since the page was read is the next page's. */
async function readTerminal(sql: Sql, id: string, after: number): Promise<LoggedEvent | null> {
  const rows = await sql.query<EventRow>(
    `SELECT e.generation_id, e.seq, e.attempt, e.kind, e.version, e.payload, e.at
     FROM generation g JOIN generation_event e ON e.generation_id = g.id AND e.seq = g.head
     WHERE g.id = $1 AND g.head <= $2 AND g.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED')`,
    [id, after],
    { name: 'read-terminal' },
  )
  const event = rows[0] && decodeEvent(rows[0])
  return event && isTerminal(event) ? event : null
}

/** What has been written up to the event `seq`. */
export interface SoFarRow {
  readonly seq: number
  readonly text: string
  readonly thinking: string
}

/**
 * SQL: text up to the last event in one statement, hence one consistent read: the checkpoint and the deltas after it, or the output
 * once it has ended. `Restarted` empties the checkpoint and moves it up to itself, so earlier attempts never show.
 */
const soFar = {
  text: `coalesce(g.output, g.checkpoint_text || coalesce(d.text, ''))`,
  thinking: `coalesce(g.thinking, g.checkpoint_thinking || coalesce(d.thinking, ''))`,
  deltas: `(
    SELECT string_agg(payload->>'text', '' ORDER BY seq) FILTER (WHERE kind = 'TextDelta') AS text,
           string_agg(payload->>'text', '' ORDER BY seq) FILTER (WHERE kind = 'ThinkingDelta') AS thinking
    FROM generation_event WHERE generation_id = g.id AND seq > g.checkpoint_seq
      AND kind IN ('TextDelta', 'ThinkingDelta')
  )`,
}

interface SnapshotRow extends SoFarRow {
  readonly status: GenerationStatus
  readonly phase: GenerationPhase | null
  readonly usage: Usage | null
  readonly at: Date
}

async function readSnapshot(sql: Sql, id: string): Promise<Snapshot | null> {
  const [row] = await sql.query<SnapshotRow>(
    `SELECT ${logHead('g')} AS seq, ${soFar.text} AS text, ${soFar.thinking} AS thinking,
       g.status::text, g.phase::text, g.usage, now() AS at
     FROM generation g LEFT JOIN LATERAL ${soFar.deltas} d ON g.output IS NULL WHERE g.id = $1`,
    [id],
    { name: 'read-snapshot' },
  )
  return row ?? null
}

/**
 * Up to where the log of each of these goes, and what it has written so far; an empty text where that `isWanted` not. Those that have ended by now
 * go up to the event before their end, which has all of the text, for whoever took them for running still.
 */
export async function readSoFar(
  sql: Sql,
  asked: readonly { readonly id: string; readonly isWanted: boolean }[],
): Promise<ReadonlyMap<string, SoFarRow>> {
  const rows = await sql.query<SoFarRow & { id: string }>(
    `SELECT g.id, ${logHead('g')} - (g.status NOT IN ('QUEUED', 'RUNNING', 'CANCELLING'))::int AS seq, CASE WHEN a.is_wanted THEN ${soFar.text} ELSE '' END AS text,
       CASE WHEN a.is_wanted THEN ${soFar.thinking} ELSE '' END AS thinking
     FROM unnest($1::uuid[], $2::boolean[]) AS a(id, is_wanted) JOIN generation g ON g.id = a.id
     LEFT JOIN LATERAL ${soFar.deltas} d ON a.is_wanted AND g.output IS NULL`,
    [asked.map(({ id }) => id), asked.map(({ isWanted }) => isWanted)],
    { name: 'read-so-far' },
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The text that a watcher has seen who has seen everything up to `seq`; only for a seq at or above the floor. */
export async function readTextUpTo(sql: Sql, id: string, seq: number): Promise<string> {
  const [row] = await sql.query<{ text: string }>(
    `SELECT coalesce(string_agg(payload->>'text', '' ORDER BY seq), '') AS text FROM generation_event
     WHERE generation_id = $1 AND kind = 'TextDelta' AND seq <= $2 AND seq > coalesce(
       (SELECT max(seq) FROM generation_event WHERE generation_id = $1 AND kind = 'Restarted' AND seq <= $2), 0)`,
    [id, seq],
    { name: 'read-text-up-to' },
  )
  return row?.text ?? ''
}
