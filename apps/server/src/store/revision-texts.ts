import { type Replaced, textsAfter } from '@sluice/core/revision/span'
import type { Sql } from '@sluice/prisma/sql'

/** As many as are told of, the newest. */
const maxTexts = 100

/** A revision of a generation. */
export interface RevisionOf {
  readonly generationId: string
  readonly number: number
}

/**
 * Makes a reader of whole texts as of a revision: all of a generation that are asked for at once are made of one reading. Nothing is kept
 * beyond that, for what asks may be a stream, or a request that has just written another revision. Null for one that was taken back, or that
 * more than a hundred have come after.
 */
export function makeRevisionTexts(sql: Sql): (what: RevisionOf) => Promise<string | null> {
  const reading = new Map<string, ReturnType<typeof readTexts>>()
  return async ({ generationId, number }) => {
    const texts = reading.get(generationId) ?? readTexts(sql, generationId).finally(() => reading.delete(generationId))
    reading.set(generationId, texts)
    return (await texts).get(number) ?? null
  }
}

interface TextsRow {
  readonly text: string
  readonly revisions: readonly (Replaced & { readonly number: number })[] | null
}

async function readTexts(sql: Sql, generationId: string): Promise<ReadonlyMap<number, string>> {
  const [row] = await sql.query<TextsRow>(
    `SELECT coalesce(g.current_text, g.output, '') AS text, (
       SELECT json_agg(json_build_object('number', r.number, 'start', r.span_start, 'replaced', r.replaced, 'replacement', r.replacement)
         ORDER BY r.number)
       FROM (SELECT * FROM revision WHERE generation_id = g.id AND undone_at IS NULL ORDER BY number DESC LIMIT $2) r) AS revisions
     FROM generation g WHERE g.id = $1`,
    [generationId, maxTexts],
    { name: 'read-revision-texts' },
  )
  const revisions = row?.revisions ?? []
  const texts = textsAfter(row?.text ?? '', revisions)
  return new Map(revisions.map(({ number }, n) => [number, texts[n] ?? '']))
}
