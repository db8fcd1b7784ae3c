import type { AppError } from '../app-error.ts'
import type { WatchEvent } from '../generation/event.ts'

/** What one who follows everything of theirs is told. */
export type ActivityBody =
  /** All that is active, and what else has changed since the cursor that was asked with, newest first. */
  | { readonly kind: 'ActivitySnapshot'; readonly ids: readonly string[]; readonly hasMore: boolean }
  /** What people see of it beside its text has changed, or it is new. */
  | { readonly kind: 'GenerationChanged'; readonly id: string }
  /** An event of one that is open. */
  | { readonly kind: 'GenerationActivity'; readonly id: string; readonly event: WatchEvent }
  /** This one cannot be watched from there; everything else goes on. */
  | { readonly kind: 'PositionRefused'; readonly id: string; readonly refusal: AppError }
  | { readonly kind: 'ActivityKeepAlive' }
  | { readonly kind: 'ActivityReconnect'; readonly afterMs: number }

/** One event of an activity stream. Whoever comes back with `cursor` misses nothing, and may hear a change twice. */
export interface ActivityEvent {
  /** A horizon: every change of a transaction below it has been told. */
  readonly cursor: number
  readonly at: Date
  readonly body: ActivityBody
}
