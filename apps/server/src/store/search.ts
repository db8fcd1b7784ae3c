import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { isPartner } from './partner.ts'

/** What is looked through, the newest of it: nobody waits longer than for this, whatever there is. */
const mostSearched = 5_000
const mostFound = 1_000
/**
 * What one statement looks through: on PGlite all else waits for it. With no match in outputs of 6 kB that is 5 ms for 250 generations and 20 ms for
 * 50 threads of 20 each, some three times as much where the text is not ASCII alone, and twice on a busy machine (2026-11). A thread holds many
 * generations, and all of them are looked at.
 */
const threadSlice = 50
const generationSlice = 250

/** Who searches, for what, and until when. */
export interface Search {
  readonly viewer: Viewer
  readonly text: string
  readonly signal: AbortSignal
}

/** SQL: the text of a generation `g` that has ended, as people left it. */
const textNow = 'coalesce(g.current_text, g.output)'

/** Of threads that a viewer sees, those that hold a text in the title, an output, or a prompt that is shown to them. */
export function searchThreads(sql: Sql, { viewer, text, signal }: Search): Promise<string[]> {
  const { holds, sought } = holding(text)
  const looked = `WITH seen AS (
      (SELECT id, title FROM thread WHERE owner_id = $1 AND deleted_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3)
      UNION
      (SELECT t.id, t.title FROM membership m JOIN thread t ON t.space_id = m.space_id
       WHERE m.principal_id = $1 AND t.visibility = 'SPACE' AND t.deleted_at IS NULL AND t.id < $2 ORDER BY t.id DESC LIMIT $3)
    )
    SELECT s.id, ${holds('s.title')} OR EXISTS (
      SELECT FROM generation g WHERE g.thread_id = s.id AND (${holds(textNow)} OR (
        ${holds('g.prompt')} AND NOT (g.is_internal AND g.owner_id <> $1 AND ${isPartner('g.space_id', '$1')})))) AS is_found
    FROM (SELECT * FROM seen ORDER BY id DESC LIMIT $3) s ORDER BY s.id DESC`
  return bySlices(threadSlice, (after) => sql.query(looked, [viewer.id, after, threadSlice, sought]), signal)
}

/** Of a viewer's own generations, in which nothing is hidden, those that hold a text in the prompt or the output. */
export function searchGenerations(sql: Sql, { viewer, text, signal }: Search): Promise<string[]> {
  const { holds, sought } = holding(text)
  const looked = `SELECT g.id, ${holds('g.prompt')} OR coalesce(${holds(textNow)}, false) AS is_found FROM generation g
    WHERE g.owner_id = $1 AND g.id < $2 AND NOT g.is_copy ORDER BY g.id DESC LIMIT $3`
  return bySlices(generationSlice, (after) => sql.query(looked, [viewer.id, after, generationSlice, sought]), signal)
}

interface Looked {
  readonly id: string
  readonly is_found: boolean
}

/**
 * In upper or lower case alike. Text that has ASCII alone is looked for with the letters of ASCII alone made small: 5,000 generations of 6 kB
 * with no match take 0.4 s so on PGlite, and 1.2 s with all letters, as ILIKE does (2026-11, busy machine). No index of trigrams: each of
 * the half dozen updates in the life of a generation would write it anew, for prompts of megabytes too.
 */
function holding(text: string): { holds: (column: string) => string; sought: string } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
  const isAscii = /^[\0-\x7f]*$/.test(text)
  const fold = isAscii ? (column: string) => `lower(${column} COLLATE "C")` : (column: string) => `lower(${column})`
  return { holds: (column) => `strpos(${fold(column)}, ${fold('$4')}) > 0`, sought: text }
}

const beyondAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Newest first, slice by slice, so that others get in between. */
async function bySlices(
  slice: number,
  look: (after: string) => Promise<Looked[]>,
  signal: AbortSignal,
): Promise<string[]> {
  const found: string[] = []
  let after = beyondAll
  for (let looked = 0; looked < mostSearched && found.length < mostFound; looked += slice) {
    signal.throwIfAborted()
    const rows = await look(after)
    found.push(...rows.flatMap(({ id, is_found: isFound }) => (isFound ? [id] : [])))
    if (rows.length < slice) break
    after = rows.at(-1)?.id ?? after
  }
  return found.slice(0, mostFound)
}
