/** Where a generation stands. See {@link canFollow} for which may follow which. */
export type GenerationStatus =
  | 'QUEUED'
  | 'RUNNING'
  | 'CANCELLING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELLED'
  | 'INTERRUPTED'

/** The statuses that a generation never leaves. */
export type TerminalStatus = Extract<GenerationStatus, 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'INTERRUPTED'>

/** What a running generation is doing. */
export type GenerationPhase = 'CALLING' | 'THINKING' | 'WRITING'

/** Why a queued generation is not in line yet. */
export type GenerationHold = 'RETRY' | 'PARENT' | 'APPROVAL'

/** Why the model stopped by itself. */
export type FinishReason = 'STOP' | 'LENGTH' | 'REFUSAL'

const followers: Record<GenerationStatus, readonly GenerationStatus[]> = {
  QUEUED: ['RUNNING', 'CANCELLED', 'FAILED'],
  RUNNING: ['CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED', 'QUEUED'],
  CANCELLING: ['CANCELLED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELLED: [],
  INTERRUPTED: [],
}

/** Whether a generation in status `from` may go to status `to`. */
export function canFollow(from: GenerationStatus, to: GenerationStatus): boolean {
  return followers[from].includes(to)
}

/** Whether a generation in this status has ended. */
export function isTerminalStatus(status: GenerationStatus): status is TerminalStatus {
  return followers[status].length === 0
}

/** Whether a worker owns a generation in this status, so that only that worker may append to its log. */
export function isOwned(status: GenerationStatus): boolean {
  return status === 'RUNNING' || status === 'CANCELLING'
}
