import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { isPartner } from './partner.ts'

/** Threads that are looked through, the newest: nobody waits longer than for these, whatever there is. */
const mostSearched = 5_000
const mostFound = 1_000

/** Where the text stands, with what stands for anything in a pattern taken as it is. */
const patternOf = (text: string) => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/**
 * Threads that a viewer sees and that hold a text, in whatever case: in the title, an output, or a prompt that they are shown. The newest 1,000.
 *
 * TODO_MEASURE
 */
export async function searchThreads(sql: Sql, viewer: Viewer, text: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH seen AS (
       SELECT id, title FROM (
         (SELECT id, title FROM thread WHERE owner_id = $1 AND deleted_at IS NULL ORDER BY id DESC LIMIT $3)
         UNION
         (SELECT t.id, t.title FROM membership m JOIN thread t ON t.space_id = m.space_id
          WHERE m.principal_id = $1 AND t.visibility = 'SPACE' AND t.deleted_at IS NULL ORDER BY t.id DESC LIMIT $3)
       ) u ORDER BY id DESC LIMIT $3
     )
     SELECT s.id FROM seen s WHERE s.title ILIKE $2 OR EXISTS (
       SELECT FROM generation g WHERE g.thread_id = s.id AND (g.output ILIKE $2 OR g.current_text ILIKE $2 OR (
         g.prompt ILIKE $2 AND NOT (g.is_internal AND g.owner_id <> $1 AND ${isPartner('g.space_id', '$1')}))))
     ORDER BY s.id DESC LIMIT $4`,
    [viewer.id, patternOf(text), mostSearched, mostFound],
    { name: 'search-threads' },
  )
  return rows.map(({ id }) => id)
}
