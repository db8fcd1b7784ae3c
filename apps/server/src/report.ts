import { randomUUID } from 'node:crypto'
import { AppError } from '@sluice/core/app-error'
import { type Logger, pino } from 'pino'
import { isOutage } from './log/database-error.ts'

/** Writes down a fault of ours; answers the id under which it stands in the log. */
export type Report = (fault: unknown) => string

/** The log of the server: JSON lines on stderr, without anything secret. */
export function makeLogger(level: string): Logger {
  return pino(
    {
      level,
      redact: { paths: ['*.apiKey', '*.token', '*.authorization', '*.cookie', 'err.headers'], censor: '[secret]' },
    },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** While the database is away every poll fails: one line for all of them in this time. */
const outageMs = 30_000

/** Reports to this log. */
export function makeReport(logger: Logger): Report {
  let outage = { id: '', until: -Infinity }
  return (fault) => {
    const isAway = isUnavailable(fault) || isOutage(causeOf(fault))
    if (isAway && performance.now() < outage.until) return outage.id
    const id = randomUUID().slice(0, 8)
    if (isAway) outage = { id, until: performance.now() + outageMs }
    logger.error({ err: fault, faultId: id }, isAway ? 'the database is away' : 'fault')
    return id
  }
}

function isUnavailable(fault: unknown): boolean {
  return fault instanceof AppError && fault.code === 'UNAVAILABLE'
}

/** What lies behind an AppError; anything else is its own cause. Faults without one are not the database's. */
function causeOf(fault: unknown): unknown {
  return fault instanceof AppError ? fault.cause : fault
}
