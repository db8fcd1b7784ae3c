import type {
  NewRevision,
  RevisionStore,
  Sought,
  Source,
  Standing,
  Undoing,
  WrittenRevision,
} from '@sluice/core/revision/revision'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { goesOn, toldOf } from './generation-sql.ts'
import { seesThread } from './sees-thread.ts'

/** What the store that outputs are revised in works with. */
export interface RevisionStoreOptions {
  readonly sql: Sql
  /** Somebody may look at a text that is another now. */
  readonly onRevised: () => void
}

/** Revises outputs, each time in one statement: of two at once the row of the generation lets one through. */
export function makeRevisionStore({ sql, onRevised }: RevisionStoreOptions): RevisionStore {
  const told = (isDone: boolean) => {
    if (isDone) onRevised()
    return isDone
  }
  return {
    find: (viewer, sought) => find(sql, viewer, sought),
    append: async (viewer, revision) => told(await append(sql, viewer, revision)),
    undo: async (viewer, undoing) => told(await undo(sql, viewer, undoing)),
  }
}

interface StandingRow extends Omit<Standing, 'newest' | 'source'> {
  readonly newest: WrittenRevision | null
  readonly source: Source | null
}

async function find(
  sql: Sql,
  viewer: Viewer,
  { generationId, sourceId = null, commentId = null }: Sought,
): Promise<Standing | null> {
  const [row] = await sql.query<StandingRow>(
    `SELECT NOT ${goesOn('g')} AS "hasEnded", coalesce(g.current_text, g.output, '') AS text,
       EXISTS (SELECT FROM refinement f WHERE f.generation_id = g.id) AS "isRefinement",
       (SELECT coalesce(max(r.number), 0) FROM revision r WHERE r.generation_id = g.id) AS "lastNumber",
       (SELECT json_build_object('number', r.number, 'authorId', r.author_id, 'sourceId', r.source_id, 'start', r.span_start,
          'end', r.span_end, 'replaced', r.replaced, 'replacement', r.replacement, 'previous', ${previousOf('r')})
        FROM revision r WHERE r.generation_id = g.id AND r.number = g.revision) AS newest,
       (SELECT json_build_object('hasEnded', NOT ${goesOn('s')}, 'refines', f.of_id, 'refusedAt', f.refused_at)
        FROM generation s LEFT JOIN refinement f ON f.generation_id = s.id WHERE s.id = $3 AND s.thread_id = g.thread_id) AS source,
       EXISTS (SELECT FROM comment c WHERE c.id = $4 AND c.generation_id = g.id) AS "hasComment"
     FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $1 AND ${seesThread('t', '$2')}`,
    [generationId, viewer.id, sourceId, commentId],
    { name: 'find-standing-text' },
  )
  return row ?? null
}

/** SQL: the number of the revision before this one, of those that were not taken back; 0 for none. */
function previousOf(revision: string): string {
  return `(SELECT coalesce(max(b.number), 0) FROM revision b WHERE b.generation_id = ${revision}.generation_id
    AND b.number < ${revision}.number AND b.undone_at IS NULL)`
}

/**
 * What is revised is locked before the refinement that is accepted, and the refinement's own row is told of last: it is revised by nobody, so
 * that no two wait for each other. A refusal that came first is found under the lock.
 */
async function append(sql: Sql, viewer: Viewer, revision: NewRevision): Promise<boolean> {
  const { generationId, after, start, end, replaced, replacement, sourceId, accepts, text } = revision
  const rows = await sql.query(
    `WITH unchanged AS (
       SELECT g.id FROM generation g JOIN thread t ON t.id = g.thread_id
       WHERE g.id = $1 AND g.revision = $2 AND ${seesThread('t', '$3')} FOR NO KEY UPDATE OF g
     ), accepted AS (
       UPDATE refinement f SET refused_at = NULL FROM unchanged u
       WHERE f.generation_id = $6::uuid AND f.of_id = u.id AND f.refused_at IS NOT DISTINCT FROM $12::timestamptz RETURNING f.generation_id
     ), revised AS (
       UPDATE generation g SET current_text = $4,
         revision = (SELECT coalesce(max(r.number), 0) + 1 FROM revision r WHERE r.generation_id = g.id)
       FROM unchanged u WHERE g.id = u.id AND (NOT $11::boolean OR EXISTS (SELECT FROM accepted)) RETURNING g.id, g.revision
     ), ${toldOf('accepted')}
     INSERT INTO revision (id, generation_id, number, author_id, source_id, span_start, span_end, replaced, replacement)
     SELECT $5::uuid, id, revision, $3::uuid, $6::uuid, $7::int, $8::int, $9, $10 FROM revised RETURNING id`,
    [
      generationId,
      after,
      viewer.id,
      text,
      newId(),
      sourceId,
      start,
      end,
      replaced,
      replacement,
      accepts !== null,
      accepts?.refusedAt ?? null,
    ],
    { name: 'append-revision' },
  )
  return rows.length > 0
}

/** What it had accepted is pending again. */
async function undo(sql: Sql, viewer: Viewer, { generationId, number, previous, text }: Undoing): Promise<boolean> {
  const rows = await sql.query(
    `WITH reverted AS (
       UPDATE generation g SET revision = $3, current_text = CASE WHEN $3::int = 0 THEN NULL ELSE $4 END
       FROM thread t WHERE g.id = $1 AND g.revision = $2 AND t.id = g.thread_id AND ${seesThread('t', '$5')} RETURNING g.id
     ), undone AS (
       UPDATE revision r SET undone_at = now() FROM reverted WHERE r.generation_id = reverted.id AND r.number = $2 RETURNING r.source_id
     ), pending AS (
       UPDATE refinement f SET refused_at = NULL FROM undone WHERE f.generation_id = undone.source_id RETURNING f.generation_id
     ), ${toldOf('pending')}
     SELECT FROM undone`,
    [generationId, number, previous, text, viewer.id],
    { name: 'undo-revision' },
  )
  return rows.length > 0
}
