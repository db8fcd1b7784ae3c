import { defaultOutputTokens } from '@sluice/core/budget/estimate'
import type { GenerationStatus } from '@sluice/core/generation/status'
import type { Message } from '@sluice/core/provider/provider'
import { type Span, splice } from '@sluice/core/revision/span'
import type { Sql } from '@sluice/prisma/sql'
import { goesOn } from './generation-sql.ts'
import { isPartner } from './partner.ts'

/** Deepest chain of follow-ups that goes into a prompt. */
const maxTurns = 200

interface Refining {
  readonly id: string
  readonly parentId: string | null
}

interface TurnRow {
  readonly prompt: string
  /** What was answered, as it stood when the prompt was sent; without any revision where one has come since. */
  readonly text: string | null
  readonly status: GenerationStatus
  readonly owner_id: string
  readonly is_internal: boolean
  readonly is_withheld: boolean
  /** Those that stood then, oldest first, where the text is without them. */
  readonly revisions: readonly (Span & { readonly replacement: string })[] | null
}

/** A question and what was answered, as a model is told of them. */
export interface Turn {
  readonly question: string
  /** Whether the question is left out: whoever asks now is not shown it. */
  readonly isWithheld: boolean
  /** Null when nothing was. */
  readonly answer: string | null
  /** Who asked it, and whether it is marked internal: to tell who may read it. */
  readonly ownerId: string
  readonly isInternal: boolean
}

/** SQL: whether the generation of this id rewrites a span of another. */
export function isRefinement(id: string): string {
  return `EXISTS (SELECT FROM refinement f WHERE f.generation_id = ${id})`
}

const withheldQuestion = '[This question is not shown.]'

/**
 * The turns before a generation's prompt: what those that it refines were asked and answered, oldest first. An answer
 * that did not come to its end is marked as partial, so that the model does not take it for its whole word; one that was revised is
 * told as it stood when that prompt was sent. What a partner is not shown is not sent for them either: they would only have to ask the model for it. What
 * rewrites a span is no turn, and is itself asked without any: its prompt holds the text. A copy made for a partner has no prompt where
 * that was not shown to them.
 */
export async function readHistory(sql: Sql, refining: Refining): Promise<Message[]> {
  return toMessages(await readTurns(sql, refining))
}

/** The messages of these turns. */
export function toMessages(turns: readonly Turn[]): Message[] {
  return turns.flatMap(({ question, answer }): Message[] => [
    { role: 'user', text: question },
    ...(answer === null ? [] : [{ role: 'assistant', text: answer } as const]),
  ])
}

/** The same with who has asked each, oldest first. */
export async function readTurns(sql: Sql, { id, parentId }: Refining): Promise<Turn[]> {
  if (parentId === null) return []
  const rows = await sql.query<TurnRow>(
    `WITH RECURSIVE chain AS (
       SELECT g.id, g.parent_id, g.owner_id, g.is_internal, g.prompt, g.output, g.current_text, g.status, 1 AS depth FROM generation g
       WHERE g.id = $1 AND NOT ${isRefinement('$3')}
       UNION ALL
       SELECT g.id, g.parent_id, g.owner_id, g.is_internal, g.prompt, g.output, g.current_text, g.status, c.depth + 1
       FROM chain c JOIN generation g ON g.id = c.parent_id WHERE c.depth < $2
     ), asker AS (
       SELECT g.owner_id, coalesce((SELECT max(a.started_at) FROM attempt a WHERE a.generation_id = g.id), now()) AS asked_at,
         ${isPartner('g.space_id', 'g.owner_id')} AS is_partner
       FROM generation g WHERE g.id = $3
     )
     SELECT c.prompt, c.status::text, c.owner_id, c.is_internal,
       c.prompt = '' OR (a.is_partner AND c.is_internal AND c.owner_id <> a.owner_id) AS is_withheld,
       CASE WHEN since.is_revised THEN c.output ELSE coalesce(c.current_text, c.output) END AS text,
       CASE WHEN since.is_revised THEN (
         SELECT json_agg(json_build_object('start', r.span_start, 'end', r.span_end, 'replacement', r.replacement) ORDER BY r.number)
         FROM revision r WHERE r.generation_id = c.id AND r.created_at <= a.asked_at AND (r.undone_at IS NULL OR r.undone_at > a.asked_at)
       ) END AS revisions
     FROM chain c CROSS JOIN asker a CROSS JOIN LATERAL (
       SELECT EXISTS (SELECT FROM revision r WHERE r.generation_id = c.id AND (r.created_at > a.asked_at OR r.undone_at > a.asked_at)) AS is_revised
     ) since WHERE NOT ${isRefinement('c.id')} ORDER BY c.depth DESC`,
    [parentId, maxTurns, id],
    { name: 'read-history' },
  )
  return rows.map((row) => ({
    question: row.is_withheld ? withheldQuestion : row.prompt,
    isWithheld: row.is_withheld,
    answer: answerOf(row),
    ownerId: row.owner_id,
    isInternal: row.is_internal,
  }))
}

function answerOf({ text, status, revisions }: TurnRow): string | null {
  const answer = (revisions ?? []).reduce(
    (before, revision) => splice(before, revision, revision.replacement),
    text ?? '',
  )
  if (answer === '') return null
  return status === 'SUCCEEDED' ? answer : `${answer}\n\n[This answer was cut off here.]`
}

/** How much goes before a prompt. */
export interface HistorySize {
  /** Of all that is written by now, in characters. */
  readonly length: number
  /** Some of each turn, to count tokens by. */
  readonly sample: string
  /** What answers that have not ended may have at most, in tokens. What they have by now is in `length` too: rather twice than not at all. */
  readonly pendingTokens: number
}

const pendingTokens = (generation: string) => `CASE WHEN ${goesOn(generation)}
  THEN coalesce((${generation}.estimate->>'outputTokens')::int, (${generation}.parameters->>'maxOutputTokens')::int, $3::int) ELSE 0 END`

/** SQL: what a generation `g` has written by now. */
const written = 'coalesce(g.current_text, g.output, g.checkpoint_text)'

/** How much the turns are that go before a prompt, with what those may still get that go on. */
export async function readHistorySize(sql: Sql, parentId: string): Promise<HistorySize> {
  const [row] = await sql.query<HistorySize>(
    `WITH RECURSIVE chain AS (
       SELECT g.id, g.parent_id, g.prompt || ${written} AS text, ${pendingTokens('g')} AS pending, 1 AS depth
       FROM generation g WHERE g.id = $1
       UNION ALL
       SELECT g.id, g.parent_id, g.prompt || ${written}, ${pendingTokens('g')}, c.depth + 1
       FROM chain c JOIN generation g ON g.id = c.parent_id WHERE c.depth < $2
     )
     SELECT coalesce(sum(length(text)), 0)::int AS length, coalesce(string_agg(left(text, 2000), ' '), '') AS sample,
       coalesce(sum(pending), 0)::float8 AS "pendingTokens"
     FROM chain c WHERE NOT ${isRefinement('c.id')}`,
    [parentId, maxTurns, defaultOutputTokens],
    { name: 'history-size' },
  )
  return row ?? { length: 0, sample: '', pendingTokens: 0 }
}
