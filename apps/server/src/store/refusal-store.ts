import type { RefusalStore } from '@sluice/core/revision/refine'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql, Statements } from '@sluice/prisma/sql'
import { toldOf } from './generation-sql.ts'
import { seesThread } from './sees-thread.ts'

/** What the store that refinements are refused in works with. */
export interface RefusalStoreOptions {
  readonly database: Statements
  readonly onRefused: () => void
}

/** Refuses refinements. Under a lock that an acceptance takes too: of the two at once one finds what the other has made of it. */
export function makeRefusalStore({ database, onRefused }: RefusalStoreOptions): RefusalStore {
  return {
    async refuse(viewer, id) {
      const outcome = await database.transaction(async (sql) => {
        if (!(await lock(sql, viewer, id))) return 'not-found'
        return (await refuse(sql, id)) ? 'refused' : 'accepted'
      })
      if (outcome === 'refused') onRefused()
      return outcome
    },
  }
}

/** A statement of its own: what comes after it sees what the holder before has committed. False for one that the viewer does not see. */
async function lock(sql: Sql, viewer: Viewer, id: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM refinement f JOIN generation g ON g.id = f.generation_id JOIN thread t ON t.id = g.thread_id
     WHERE f.generation_id = $1 AND ${seesThread('t', '$2')} FOR NO KEY UPDATE OF f`,
    [id, viewer.id],
    { name: 'lock-refinement' },
  )
  return rows.length > 0
}

/** False for one whose words stand in what it refines. */
async function refuse(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `WITH refused AS (
       UPDATE refinement f SET refused_at = coalesce(f.refused_at, now()) WHERE f.generation_id = $1 AND NOT EXISTS (
         SELECT FROM revision a WHERE a.source_id = f.generation_id AND a.generation_id = f.of_id AND a.undone_at IS NULL)
       RETURNING f.generation_id
     ), ${toldOf('refused')}
     SELECT FROM refused`,
    [id],
    { name: 'refuse-refinement' },
  )
  return rows.length > 0
}
