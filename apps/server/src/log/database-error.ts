/** SQLSTATE classes after which the same statement may succeed later: connection, resources, operator, rollback. */
const passing: ReadonlySet<string> = new Set(['08', '53', '57', '40', '55'])

/** Whether a statement failed because the database is away or too busy, rather than because of what the statement says. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) return false
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined
  const isSqlState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return !isSqlState || passing.has(code.slice(0, 2))
}
