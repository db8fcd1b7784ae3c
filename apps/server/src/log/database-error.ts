import { AppError } from '@sluice/core/app-error'

/** SQLSTATE classes after which the same statement may succeed later: connection, resources, operator, rollback, system. */
const passingClasses: ReadonlySet<string> = new Set(['08', '53', '57', '58', '40', '55'])
/** read_only_sql_transaction: what a server says that is being replaced. */
const passingCodes: ReadonlySet<string> = new Set(['25006'])

/**
 * Whether a statement failed because the database is away, full or too busy, rather than because of what the statement says.
 * Errors of the database carry a severity; those of sockets (EPIPE, ECONNRESET …) and of the pool do not.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) return false
  if (isPrismas(error)) return isAwayForPrisma(error)
  const code = 'severity' in error && 'code' in error ? error.code : undefined
  return typeof code !== 'string' || isPassing(code)
}

function isPassing(sqlState: string): boolean {
  return passingClasses.has(sqlState.slice(0, 2)) || passingCodes.has(sqlState)
}

/** Prisma's own words for a database that is away: unreachable, timed out, connection closed, pool exhausted, conflict, too many. */
const prismaCodes: ReadonlySet<unknown> = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2034', 'P2037'])

/** What Prisma makes of an error that it knows. Others of the driver come through as they are (seen with 7.10). */
interface PrismasError extends Error {
  readonly code?: unknown
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: DriverSays } }
  readonly cause?: DriverSays
}

interface DriverSays {
  /** SQLSTATE. */
  readonly originalCode?: unknown
}

function isPrismas(error: Error): error is PrismasError {
  return error.name.startsWith('PrismaClient') || error.name === 'DriverAdapterError'
}

function isAwayForPrisma({ code, meta, cause }: PrismasError): boolean {
  const sqlState = (meta?.driverAdapterError?.cause ?? cause)?.originalCode
  return typeof sqlState === 'string' ? isPassing(sqlState) : prismaCodes.has(code)
}

/** What those hear who wait for a database that is away, full or too busy. */
export function toUnavailable(cause: unknown): AppError {
  return new AppError('UNAVAILABLE', {
    message: 'The database of Sluice is away or full. Nothing is half written; try again in a moment.',
    retryable: true,
    retryAfterMs: 1_000,
    cause,
  })
}

const socketCodes: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** Whether this says for certain that the database cannot be reached: what many pollers see at once, over and over. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return socketCodes.has(error.code) || (isDatabaseAway(error) && 'severity' in error)
}
