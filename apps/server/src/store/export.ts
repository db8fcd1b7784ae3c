import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { seesThread } from './sees-thread.ts'

/** One kind of thing of one's own, in the order of its ids. */
interface Part {
  readonly kind: string
  /** Rows that are in memory at once. */
  readonly pageSize: number
  /** A query for rows `id` and `line` (JSON) with `$1` the viewer, `$2` the last id and `$3` how many. */
  readonly text: string
}

const parts: readonly Part[] = [
  {
    kind: 'sign-in',
    pageSize: 500,
    text: `SELECT m.id::text, json_build_object('email', p.email, 'way', m.provider, 'since', m.created_at)::text AS line
      FROM sign_in_method m JOIN principal p ON p.id = m.principal_id WHERE p.id = $1 AND m.id > $2 ORDER BY m.id LIMIT $3`,
  },
  {
    kind: 'space',
    pageSize: 500,
    text: `SELECT s.id::text, json_build_object('id', s.id, 'name', s.name, 'role', m.role, 'since', m.created_at)::text AS line
      FROM membership m JOIN space s ON s.id = m.space_id WHERE m.principal_id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3`,
  },
  {
    kind: 'thread',
    pageSize: 500,
    text: `SELECT id::text, json_build_object('id', id, 'spaceId', space_id, 'title', title, 'visibility', visibility,
        'forkedFromId', forked_from_id, 'createdAt', created_at)::text AS line
      FROM thread WHERE owner_id = $1 AND deleted_at IS NULL AND id > $2 ORDER BY id LIMIT $3`,
  },
  {
    kind: 'generation',
    pageSize: 5, // one may hold megabytes of text
    text: `SELECT g.id::text, json_build_object('id', g.id, 'threadId', g.thread_id, 'parentId', g.parent_id, 'onBehalfOf', g.on_behalf_of,
        'model', g.model, 'requestedModel', g.requested_model, 'prompt', g.prompt, 'instructions', g.instructions,
        'parameters', g.parameters, 'labels', g.labels, 'isInternal', g.is_internal, 'isCopy', g.is_copy, 'isUnread', g.is_unread, 'outputSchema', g.output_schema,
        'status', g.status, 'output', coalesce(g.output, g.checkpoint_text), 'thinking', coalesce(g.thinking, g.checkpoint_thinking),
        'currentText', g.current_text, 'refinement', (
          SELECT json_build_object('of', f.of_id, 'revision', f.revision, 'start', f.span_start, 'end', f.span_end, 'quote', f.quote,
            'instruction', f.instruction, 'refusedAt', f.refused_at) FROM refinement f WHERE f.generation_id = g.id),
        'finishReason', g.finish_reason, 'errorCode', g.error_code, 'errorMessage', g.error_message, 'usage', g.usage, 'cost', g.cost,
        'createdAt', g.created_at, 'startedAt', g.started_at, 'endedAt', g.ended_at, 'attempts', (
          SELECT json_agg(json_build_object('number', a.number, 'provider', a.provider, 'model', a.model, 'startedAt', a.started_at,
            'endedAt', a.ended_at, 'outcome', a.outcome, 'errorCode', a.error_code, 'errorMessage', a.error_message, 'usage', a.usage,
            'cost', a.cost, 'partialText', a.partial_text) ORDER BY a.number) FROM attempt a WHERE a.generation_id = g.id))::text AS line
      FROM generation g JOIN thread t ON t.id = g.thread_id
      WHERE g.owner_id = $1 AND ${seesThread('t', '$1')} AND g.id > $2 ORDER BY g.id LIMIT $3`,
  },
  {
    kind: 'mark',
    pageSize: 500,
    text: `SELECT t.id::text, json_build_object('threadId', t.id, 'pinnedAt', m.pinned_at, 'archivedAt', m.archived_at, 'activeLeafId', m.active_leaf_id)::text AS line
      FROM thread_mark m JOIN thread t ON t.id = m.thread_id
      WHERE m.principal_id = $1 AND ${seesThread('t', '$1')} AND t.id > $2 ORDER BY t.id LIMIT $3`,
  },
  {
    kind: 'revision',
    pageSize: 50,
    text: `SELECT r.id::text, json_build_object('id', r.id, 'generationId', r.generation_id, 'number', r.number, 'sourceId', r.source_id,
        'start', r.span_start, 'end', r.span_end, 'replaced', r.replaced, 'replacement', r.replacement, 'createdAt', r.created_at,
        'undoneAt', r.undone_at)::text AS line
      FROM revision r JOIN generation g ON g.id = r.generation_id JOIN thread t ON t.id = g.thread_id
      WHERE r.author_id = $1 AND ${seesThread('t', '$1')} AND r.id > $2 ORDER BY r.id LIMIT $3`,
  },
  {
    kind: 'comment',
    pageSize: 100,
    text: `SELECT c.id::text, json_build_object('id', c.id, 'generationId', c.generation_id, 'revision', c.revision, 'start', c.span_start,
        'end', c.span_end, 'quote', c.quote, 'text', c.text, 'createdAt', c.created_at, 'resolvedAt', c.resolved_at)::text AS line
      FROM comment c JOIN generation g ON g.id = c.generation_id JOIN thread t ON t.id = g.thread_id
      WHERE c.author_id = $1 AND ${seesThread('t', '$1')} AND c.id > $2 ORDER BY c.id LIMIT $3`,
  },
  {
    kind: 'feedback',
    pageSize: 500,
    text: `SELECT f.id::text, json_build_object('generationId', f.generation_id, 'rating', f.rating, 'note', f.note, 'chosenOver', f.chosen_over, 'at', f.at)::text AS line
      FROM feedback f JOIN generation g ON g.id = f.generation_id JOIN thread t ON t.id = g.thread_id
      WHERE f.author_id = $1 AND ${seesThread('t', '$1')} AND f.id > $2 ORDER BY f.id LIMIT $3`,
  },
  {
    kind: 'deed',
    pageSize: 500,
    text: `SELECT id::text, json_build_object('at', at, 'action', action, 'subject', subject, 'details', details, 'address', address)::text AS line
      FROM audit_entry WHERE actor_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
  },
]

const firstId = '00000000-0000-0000-0000-000000000000'

/** All that belongs to somebody, and that they see, one line of JSON each, read a page at a time; the last line says that it is whole. */
export async function* exportOf(sql: Sql, { id, kind, name }: Viewer): AsyncGenerator<string> {
  yield `${JSON.stringify({ kind: 'principal', id, signsInAs: kind, name, at: new Date() })}\n`
  let count = 0
  for (const part of parts) {
    for (let after = firstId; ; ) {
      const rows = await sql.query<{ id: string; line: string }>(part.text, [id, after, part.pageSize], {
        name: `export-${part.kind}`,
      })
      for (const { line } of rows) yield `{"kind":"${part.kind}",${line.slice(line.indexOf('{') + 1)}\n`
      count += rows.length
      if (rows.length < part.pageSize) break
      after = rows.at(-1)?.id ?? after
    }
  }
  yield `${JSON.stringify({ kind: 'end', lines: count })}\n`
}
