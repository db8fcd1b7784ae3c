import { parseAmount } from './amount.ts'
import type { BudgetStanding } from './budget.ts'
import { amountOf, type Estimate } from './estimate.ts'

/** What budgets say to a start. `over` names those that have no room for it. */
export type Verdict =
  | { readonly tag: 'room' }
  | { readonly tag: 'approval'; readonly over: AtLeastOne }
  | { readonly tag: 'refused'; readonly over: AtLeastOne }

type AtLeastOne = readonly [BudgetStanding, ...BudgetStanding[]]

/**
 * Whether all budgets that count a start have room for all that it may use. It waits for approval if every one that has none says so; one
 * that refuses is enough to refuse. Of those the first is the one that begins anew last.
 */
export function judge(budgets: readonly BudgetStanding[], estimate: Estimate): Verdict {
  const over = budgets
    .filter((budget) => !hasRoom(budget, estimate))
    .toSorted((a, b) => b.resetsAt.getTime() - a.resetsAt.getTime())
  const refusing = over.filter(({ action }) => action === 'REFUSE')
  if (isAny(refusing)) return { tag: 'refused', over: refusing }
  return isAny(over) ? { tag: 'approval', over } : { tag: 'room' }
}

/** Whether it waits for ever, where something smaller need not. A limit of 0 holds up all alike. */
export function isBeyond({ limit, unit }: BudgetStanding, estimate: Estimate): boolean {
  const amount = amountOf(estimate, unit)
  const whole = parseAmount(limit)
  return amount !== null && whole > 0n && amount > whole
}

function isAny(budgets: readonly BudgetStanding[]): budgets is AtLeastOne {
  return budgets.length > 0
}

/** What costs nothing always fits. What costs nobody knows what takes nothing, and fits as long as there is anything left. */
function hasRoom({ limit, used, reserved, unit }: BudgetStanding, estimate: Estimate): boolean {
  const amount = amountOf(estimate, unit)
  const left = parseAmount(limit) - parseAmount(used) - parseAmount(reserved)
  if (amount === null) return left > 0n
  return amount === 0n || amount <= left
}
