import type { ErrorCode } from '../graphql/generated/graphql.ts'
import type { TrayRow } from './tray-requests.ts'

/** What waits for the person themselves. */
export type Need = 'approval' | 'refinement' | 'failure'

/** Failures that another prompt, model or parameter mends; of all others only those that may pass by themselves are tried again. */
const mendable: ReadonlySet<ErrorCode> = new Set([
  'CONTEXT_TOO_LONG',
  'MODEL_NOT_FOUND',
  'MODEL_UNAVAILABLE',
  'PROVIDER_REJECTED',
  'CONTENT_FILTERED',
  'BUDGET_EXCEEDED',
  'INVALID_INPUT',
])

/** Whether the same start may come to something: it was stopped, interrupted, or has failed for a while only. */
export function isRetryable({ status, error }: Pick<TrayRow, 'status' | 'error'>): boolean {
  if (status === 'CANCELLED' || status === 'INTERRUPTED') return true
  return status === 'FAILED' && error?.retryable === true
}

type Needy = Pick<TrayRow, 'status' | 'error' | 'hold' | 'isUnread' | 'refinement'>

/** What a generation waits for from the one who started it; null for nothing. A failure waits until it was looked at. */
export function needOf(row: Needy): Need | null {
  if (row.status === 'QUEUED' && row.hold === 'APPROVAL') return 'approval'
  if (row.status === 'SUCCEEDED' && row.refinement?.state === 'PENDING') return 'refinement'
  if (!row.isUnread || (row.status !== 'FAILED' && row.status !== 'INTERRUPTED')) return null
  return isRetryable(row) || (row.error !== null && mendable.has(row.error.code)) ? 'failure' : null
}
