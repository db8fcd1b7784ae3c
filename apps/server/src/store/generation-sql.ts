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
