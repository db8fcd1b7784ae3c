// What services and pages may rely on. Inside the package each thing is imported from the file that defines it.
export type { Activity, ActivityOptions, Opened } from './activity.ts'
export type { ActivityEvent } from './activity-event.ts'
export {
  createClient,
  type GenerationSummary,
  type ModelProvider,
  type Page,
  type SharedThread,
  type SluiceClient,
} from './client.ts'
export {
  type ExceededBudget,
  LeftRunning,
  NotSucceeded,
  Refused,
  SluiceError,
  type SluiceErrorCode,
  Unreachable,
} from './errors.ts'
export { type GenerationEvent, isTerminal, isUnlogged, type TerminalEvent } from './events.ts'
export { emptyView, fold, type GenerationView, hasEnded, type Notice, type Place, type Usage } from './fold.ts'
export type {
  ErrorCode,
  EventReason,
  FinishReason,
  GenerationHold,
  GenerationPhase,
  GenerationStatus,
} from './generated/operations.ts'
export { judge, type Standing } from './resume.ts'
export type { Generation, RunOptions, RunResult } from './run.ts'
export { makeIdempotencyKey, type Started, type StartInput } from './start.ts'
export type { StartManyOptions, StartOutcome } from './start-many.ts'
export type { Access } from './transport.ts'
export { wait } from './wait.ts'
export type { Position, WatchOptions } from './watch.ts'
