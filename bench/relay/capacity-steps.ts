import type { LoadResult } from './load.ts'
import { keepsUpShare } from './relay-budgets.ts'

// The search for the most streams, without a clock or a server: what to try next, and what was found.

const p99LimitMs = 250
const up = 1.15
const down = 0.85
/** Ends when what did not pass is so little above what did. */
const closeEnough = 1.05

/** The most streams that passed, the least that did not, and what to try next. */
export interface Step {
  readonly good: number
  readonly bad: number
  readonly streams: number
}

export const firstStep = (from: number): Step => ({ good: 0, bad: Number.POSITIVE_INFINITY, streams: from })

/** Raises the load until it does not pass, then halves between. */
export function stepAfter(step: Step, hasPassed: boolean): Step {
  const good = hasPassed ? step.streams : step.good
  const bad = hasPassed ? step.bad : step.streams
  return { good, bad, streams: Math.round(between(good, bad)) }
}

function between(good: number, bad: number): number {
  if (bad === Number.POSITIVE_INFINITY) return good * up
  return good === 0 ? bad * down : (good + bad) / 2
}

export const isClose = ({ good, bad }: Step): boolean => bad / Math.max(good, 1) <= closeEnough

/** Whether a server kept up with a load. */
export function passes({ added, tokensPerSecond, offeredPerSecond, whole, streams }: LoadResult): boolean {
  return added.p99 <= p99LimitMs && tokensPerSecond >= keepsUpShare * offeredPerSecond && whole === streams
}

/** The most streams that a target kept up with. */
export interface Capacity {
  /** Where nothing passed: the least that did not. */
  readonly streams: number
  /** Of that load; null where nothing passed. */
  readonly result: LoadResult | null
  /** Whether a load above it did not pass; else the search ended below the limit. */
  readonly isBound: boolean
  /** What each load came to. */
  readonly tries: readonly string[]
}

/** How many streams a target carried: none where no load passed; NaN where it was not measured. */
export function carried(found: ReadonlyMap<string, Capacity>, key: string): number {
  const capacity = found.get(key)
  if (!capacity) return Number.NaN
  return capacity.result ? capacity.streams : 0
}
