import { AppError } from '../app-error.ts'
import { type Asked, checkAsked } from '../generation/asked.ts'
import { findAllowedPlace, type PlaceInput, type PlacePorts } from '../generation/place.ts'
import type { Viewer } from '../viewer.ts'
import { type BudgetStanding, type ShownBudget, type Spender, shownTo } from './budget.ts'
import type { Estimate } from './estimate.ts'
import { judge } from './judge.ts'

/** What is to be reckoned. */
export interface Reckoned extends Asked {
  /** What it refines: questions and answers that go before the prompt. */
  readonly parentId: string | null
}

/** What is to be reckoned, and where it would be started. */
export type EstimateInput = PlaceInput & Omit<Reckoned, 'parentId'>

/** Reckons what a generation may use at most. */
export type Reckon = (what: Reckoned) => Promise<Estimate>

/** What {@link estimateStart} works with. */
export interface EstimatePorts extends PlacePorts {
  readonly reckon: Reckon
  /** The budgets that would count it, as they stand. */
  readonly budgetsOf: (spender: Spender) => Promise<readonly BudgetStanding[]>
}

/** What a start would use, and what budgets would say. */
export interface StartEstimate extends Estimate {
  readonly verdict: 'room' | 'approval' | 'refused'
  /** The budgets that have no room for it. */
  readonly over: readonly ShownBudget[]
}

/**
 * Reckons what a start would use, and asks the budgets; nothing is started or reserved.
 *
 * @throws InvalidInput; AppError with NOT_FOUND, FORBIDDEN or MODEL_UNAVAILABLE, as a start would
 */
export async function estimateStart(
  { reckon, budgetsOf, ...ports }: EstimatePorts,
  viewer: Viewer,
  input: EstimateInput,
): Promise<StartEstimate> {
  const { provider } = checkAsked(input)
  const place = await findAllowedPlace(ports, viewer, { ...input, provider })
  if (place instanceof AppError) throw place
  const [estimate, budgets] = await Promise.all([
    reckon({ ...input, parentId: place.parentId }),
    budgetsOf({ viewer, ...place }),
  ])
  const verdict = judge(budgets, estimate)
  const over = verdict.tag === 'room' ? [] : verdict.over
  return { ...estimate, verdict: verdict.tag, over: over.map((budget) => shownTo(place, budget)) }
}
