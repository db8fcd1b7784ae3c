import { type Replaced, type Span, splice, textsAfter } from '@sluice/core/revision/span'
import type { Sql } from '@sluice/prisma/sql'

/** The newest: as many as a list tells of, and some that may have come since it was read. */
const maxTexts = 120

/** A revision of a generation. */
export interface RevisionOf {
  readonly generationId: string
  readonly number: number
}

/**
 * Makes a reader of whole texts as of a revision: all of a generation that are asked for at once are made of one reading. Nothing is kept
 * beyond that, for what asks may be a stream, or a request that has just written another revision. Null for one that was taken back, or that
 * many have come after. One that was taken back within the last minute still has its text: whoever found it in a list just before
 * asks for that now.
 */
export function makeRevisionTexts(sql: Sql): (what: RevisionOf) => Promise<string | null> {
  const reading = new Map<string, ReturnType<typeof readTexts>>()
  return async ({ generationId, number }) => {
    const texts = reading.get(generationId) ?? readTexts(sql, generationId).finally(() => reading.delete(generationId))
    reading.set(generationId, texts)
    return (await texts).get(number) ?? null
  }
}

interface RevisionRow extends Replaced, Span {
  readonly number: number
  /** Upon which one that was taken back was made, 0 for the output as the model wrote it; null for one that stands. */
  readonly previous: number | null
}

interface TextsRow {
  readonly text: string
  readonly original: string
  readonly revisions: readonly RevisionRow[] | null
}

async function readTexts(sql: Sql, generationId: string): Promise<ReadonlyMap<number, string>> {
  const [row] = await sql.query<TextsRow>(
    `SELECT coalesce(g.current_text, g.output, '') AS text, coalesce(g.output, '') AS original, (
       SELECT json_agg(json_build_object('number', r.number, 'start', r.span_start, 'end', r.span_end, 'replaced', r.replaced,
         'replacement', r.replacement, 'previous', CASE WHEN r.undone_at IS NOT NULL THEN (
           SELECT coalesce(max(b.number), 0) FROM revision b WHERE b.generation_id = r.generation_id AND b.number < r.number
             AND (b.undone_at IS NULL OR b.undone_at > r.created_at)) END) ORDER BY r.number)
       FROM ((SELECT * FROM revision WHERE generation_id = g.id AND undone_at IS NULL ORDER BY number DESC LIMIT $2) UNION ALL
         (SELECT * FROM revision WHERE generation_id = g.id AND undone_at > now() - interval '1 minute')) r) AS revisions
     FROM generation g WHERE g.id = $1`,
    [generationId, maxTexts],
    { name: 'read-revision-texts' },
  )
  const { text = '', original = '' } = row ?? {}
  const revisions = row?.revisions ?? []
  const standing = revisions.filter(({ previous }) => previous === null)
  const texts = textsAfter(text, standing)
  const textOf = new Map([[0, original], ...standing.map(({ number }, n) => [number, texts[n] ?? ''] as const)])
  for (const { number, previous, replacement, ...span } of revisions) {
    const before = previous === null ? undefined : textOf.get(previous)
    if (before !== undefined) textOf.set(number, splice(before, span, replacement))
  }
  return textOf
}
