import { AppError } from '@sluice/core/app-error'
import type { PrismaClient } from '@sluice/prisma/client'
import type { Database, Sql } from '@sluice/prisma/sql'
import { isDatabaseAway, toUnavailable } from '../log/database-error.ts'

/**
 * The database as requests use it: no wait is long, and where it is away or full they hear UNAVAILABLE. The one edge at which
 * the driver's errors become ours; whoever must know what the database said itself (the log writer, the lease) works without.
 */
export function forRequests(
  { forRequests: limited, ...database }: Database,
  report: (fault: unknown) => string,
): Database {
  const fail = (error: unknown): never => {
    if (error instanceof AppError || !isDatabaseAway(error)) throw error // thrown within a transaction: it says what it is
    const unavailable = toUnavailable(error)
    report(unavailable)
    throw unavailable
  }
  const translated = ({ query }: Sql): Sql => ({
    query: <Row extends object>(...statement: Parameters<Sql['query']>) => query<Row>(...statement).catch(fail),
  })
  const statements = {
    ...translated(limited),
    transaction: <T>(work: (sql: Sql) => Promise<T>) => limited.transaction(work).catch(fail),
  }
  const prisma = database.prisma.$extends({
    query: { $allOperations: ({ args, query }) => query(args).catch(fail) },
  })
  // An extended client is one in all that we use; its type only has no $on.
  return { ...database, ...statements, forRequests: statements, prisma: prisma as unknown as PrismaClient }
}
