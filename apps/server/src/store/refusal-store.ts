import type { RefusalStore } from '@sluice/core/revision/refine'
import type { Sql } from '@sluice/prisma/sql'
import { toldOf } from './generation-sql.ts'
import { seesThread } from './sees-thread.ts'

/** SQL: whether the words of a refinement stand in what it refines. */
function isAccepted(refinement: string): string {
  return `EXISTS (SELECT FROM revision a WHERE a.source_id = ${refinement}.generation_id
    AND a.generation_id = ${refinement}.of_id AND a.undone_at IS NULL)`
}

/** Refuses refinements, each in one statement. */
export function makeRefusalStore({
  sql,
  onRefused,
}: {
  readonly sql: Sql
  readonly onRefused: () => void
}): RefusalStore {
  return {
    async refuse(viewer, id) {
      const [row] = await sql.query<{ is_refused: boolean }>(
        `WITH seen AS (
           SELECT f.generation_id, ${isAccepted('f')} AS is_accepted FROM refinement f
           JOIN generation g ON g.id = f.generation_id JOIN thread t ON t.id = g.thread_id
           WHERE f.generation_id = $1 AND ${seesThread('t', '$2')} FOR NO KEY UPDATE OF f
         ), refused AS (
           UPDATE refinement f SET refused_at = coalesce(f.refused_at, now()) FROM seen
           WHERE f.generation_id = seen.generation_id AND NOT seen.is_accepted RETURNING f.generation_id
         ), ${toldOf('refused')}
         SELECT NOT is_accepted AS is_refused FROM seen`,
        [id, viewer.id],
        { name: 'refuse-refinement' },
      )
      if (!row) return 'not-found'
      if (!row.is_refused) return 'accepted'
      onRefused()
      return 'refused'
    },
  }
}
