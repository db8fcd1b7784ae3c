/** SQL: whether a generation, of a table of this name, has not ended. */
export function goesOn(generation: string): string {
  return `${generation}.status IN ('QUEUED', 'RUNNING', 'CANCELLING')`
}

/** SQL: whether it waits for somebody's yes or no. Says twice that it is held, as the index of what is held does. */
export function waitsForApproval(generation: string): string {
  return `${generation}.status = 'QUEUED' AND ${generation}.hold IS NOT NULL AND ${generation}.hold = 'APPROVAL'`
}

/** SQL: what an UPDATE sets so that `activity` tells of a generation of which no column that the trigger looks at is another. */
export const asChanged = 'changed_in = pg_current_xact_id()::text::bigint'

/** SQL of a part `told`: has `activity` tell of the generations that `generation_id` of another part names. */
export function toldOf(part: string): string {
  return `told AS (UPDATE generation g SET ${asChanged} FROM ${part} c WHERE g.id = c.generation_id)`
}

/**
 * SQL: the seq of the last event of a generation's log, which is `head` of its row unless it is being written: then the row may be behind (decision 0018).
 */
export function logHead(generation: string): string {
  return `CASE WHEN ${generation}.status IN ('RUNNING', 'CANCELLING')
    THEN (SELECT max(written.seq) FROM generation_event written WHERE written.generation_id = ${generation}.id) ELSE ${generation}.head END`
}
