import { type GenerationStatus, SluiceError } from '@sluice/client'

/** What scripts go by; the help text lists them. */
export const exitCodes = {
  succeeded: 0,
  failed: 1,
  usage: 2,
  cancelled: 3,
  interrupted: 4,
  unreachable: 5,
  leftBySigint: 130,
  stdoutClosed: 141,
  leftBySigterm: 143,
} as const

/** The command line makes no sense; the message says why. */
export class UsageError extends Error {}

/** This program was told to leave, and the generation goes on. */
export class Left extends Error {
  readonly exitCode: number

  constructor(exitCode: number) {
    super('Left')
    this.exitCode = exitCode
  }
}

/** How a generation ended, as an exit code. */
export function exitCodeOf(status: GenerationStatus): number {
  if (status === 'SUCCEEDED') return exitCodes.succeeded
  if (status === 'CANCELLED') return exitCodes.cancelled
  return status === 'INTERRUPTED' ? exitCodes.interrupted : exitCodes.failed
}

const unreachableCodes: ReadonlySet<string> = new Set(['UNREACHABLE', 'UNAUTHENTICATED', 'BAD_ANSWER'])

/** What stopped a command, as an exit code. */
export function exitCodeOfError(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage
  if (error instanceof Left) return error.exitCode
  if (error instanceof SluiceError && unreachableCodes.has(error.code)) return exitCodes.unreachable
  return exitCodes.failed
}
