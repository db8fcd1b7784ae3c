import { randomUUID } from 'node:crypto'
import { type Logger, pino } from 'pino'

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

/** Reports to this log. */
export function makeReport(logger: Logger): Report {
  return (fault) => {
    const id = randomUUID().slice(0, 8)
    logger.error({ err: fault, faultId: id }, 'fault')
    return id
  }
}
