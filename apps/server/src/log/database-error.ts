/** SQLSTATE classes after which the same statement may succeed later: connection, resources, operator, rollback, system. */
const passingClasses: ReadonlySet<string> = new Set(['08', '53', '57', '58', '40', '55'])
/** read_only_sql_transaction: what a server says that is being replaced. */
const passingCodes: ReadonlySet<string> = new Set(['25006'])

/**
 * Whether a statement failed because the database is away or too busy, rather than because of what the statement says.
 * Errors of the database carry a severity; those of sockets (EPIPE, ECONNRESET …) and of the pool do not.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false
  const code = 'severity' in error && 'code' in error ? error.code : undefined
  return typeof code !== 'string' || passingClasses.has(code.slice(0, 2)) || passingCodes.has(code)
}

const socketCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** Whether this says for certain that the database cannot be reached: what many pollers see at once, over and over. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return socketCodes.has(error.code) || (isDatabaseAway(error) && 'severity' in error)
}
