import { formatAmount } from '@sluice/core/budget/amount'
import type { BudgetStanding } from '@sluice/core/budget/budget'
import { amountOf, type Estimate } from '@sluice/core/budget/estimate'

/** What is reserved of one budget. Names are those of the columns. */
export interface ChargeRow {
  readonly budget_id: string
  readonly period_start: Date
  readonly amount: string
}

/** What a generation may use at most of each budget that counts it. Of money nothing where the price is not known. */
export function chargesOf(budgets: readonly BudgetStanding[], estimate: Estimate): readonly ChargeRow[] {
  return budgets.map(({ id, periodStart, unit }) => ({
    budget_id: id,
    period_start: periodStart,
    amount: formatAmount(amountOf(estimate, unit) ?? 0n),
  }))
}

/**
 * Part of a WITH that reserves what `charges`, a parameter with {@link ChargeRow}s as JSON, says for the generations of another part.
 *
 * @param source - a part with a column id
 */
export function charged(source: string, charges: string): string {
  return `charged AS (
    INSERT INTO budget_charge (generation_id, budget_id, period_start, amount)
    SELECT g.id, c.budget_id, c.period_start, c.amount FROM ${source} g
    CROSS JOIN json_to_recordset(${charges}::json) AS c(budget_id uuid, period_start timestamptz, amount numeric)
  )`
}
