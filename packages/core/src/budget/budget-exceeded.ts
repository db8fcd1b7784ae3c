import { AppError } from '../app-error.ts'
import type { BudgetStanding, ShownBudget } from './budget.ts'

/** A start for which a budget has no room. */
export class BudgetExceeded extends AppError {
  readonly budget: ShownBudget

  constructor(budget: ShownBudget) {
    super('BUDGET_EXCEEDED', { message: wordsFor(budget), retryable: true })
    this.budget = budget
  }
}

const whose: Readonly<Record<BudgetStanding['scope'], string>> = {
  PERSON: 'Your',
  SERVICE: "This service's",
  SPACE: "This space's",
  PARTNERS: "This space's partners'",
}

function wordsFor({ scope, period, unit, limit, used, reserved, resetsAt }: ShownBudget): string {
  const amount = (value: string) => (unit === 'MONEY' ? `$${value}` : `${value} tokens`)
  const standing =
    limit === null || used === null || reserved === null
      ? ''
      : `: of ${amount(limit)}, ${amount(used)} are used and ${amount(reserved)} kept for what goes on`
  const day = resetsAt.toISOString().slice(0, 10)
  return `${whose[scope]} budget for this ${period.toLowerCase()} has no room for it${standing}. It begins anew on ${day} at 00:00 UTC.`
}
