/** SQL: whether a generation, of a table of this name, has not ended. */
export function goesOn(generation: string): string {
  return `${generation}.status IN ('QUEUED', 'RUNNING', 'CANCELLING')`
}

/** SQL: whether it waits for somebody's yes or no. Says twice that it is held, as the index of what is held does. */
export function waitsForApproval(generation: string): string {
  return `${generation}.status = 'QUEUED' AND ${generation}.hold IS NOT NULL AND ${generation}.hold = 'APPROVAL'`
}
