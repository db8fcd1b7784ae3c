import type { Prisma } from '@sluice/prisma/client'

/** Before this there was nothing; PostgreSQL knows no year 0. */
const epoch = new Date(0)

/** The times between which something was made, as a condition. */
export function createdWithin(filter: {
  readonly createdAfter?: Date | null | undefined
  readonly createdBefore?: Date | null | undefined
}): Prisma.DateTimeFilter {
  const { createdAfter, createdBefore } = filter
  return {
    ...(createdAfter && { gte: createdAfter < epoch ? epoch : createdAfter }),
    ...(createdBefore && { lt: createdBefore < epoch ? epoch : createdBefore }),
  }
}
