import type { Sql } from '@sluice/prisma/sql'

/**
 * Fails what waits for providers that were removed, once no process that lives serves them any more: what a worker may still
 * take on it takes on. Answers which. Without such providers it looks at no generation. One that is added again under that
 * name meanwhile loses nothing: what is started for it is later than this statement's snapshot.
 */
export async function failRemoved(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH gone AS MATERIALIZED (
       SELECT name FROM removed_provider r WHERE NOT EXISTS (
         SELECT FROM worker w WHERE w.dead_at IS NULL AND w.lease_until > now() AND r.name = ANY(w.providers))
     ), waiting AS (
       SELECT g.id, r.name FROM gone r JOIN generation g ON g.provider = r.name WHERE g.status = 'QUEUED' FOR UPDATE OF g SKIP LOCKED
     ), failed AS (
       UPDATE generation g SET status = 'FAILED', hold = NULL, not_before = NULL, head = g.head + 1, ended_at = now(), output = '',
         thinking = '', error_code = 'MODEL_UNAVAILABLE', error_retryable = false, error_message = ${message('w.name')}
       FROM waiting w WHERE g.id = w.id RETURNING g.id, g.head, g.attempt, g.error_message
     ), logged AS (
       INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
       SELECT id, head, attempt, 'GenerationFailed',
         json_build_object('code', 'MODEL_UNAVAILABLE', 'message', error_message, 'retryable', false) FROM failed
     )
     SELECT id FROM failed`,
    [],
    { name: 'fail-removed' },
  )
  return rows.map(({ id }) => id)
}

function message(name: string): string {
  return `'The provider “' || ${name} || '” was removed while this waited for it. Choose another model.'`
}
