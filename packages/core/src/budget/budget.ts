import type { Viewer } from '../viewer.ts'

/** Whose starts a budget counts: a person's, all in a space, those of its partners, or a service's. */
export type BudgetScope = 'PERSON' | 'SPACE' | 'PARTNERS' | 'SERVICE'

/** How long it lasts before it begins anew, at midnight UTC. */
export type BudgetPeriod = 'DAY' | 'MONTH'

/** US dollars, or the tokens in and out of all attempts. */
export type BudgetUnit = 'MONEY' | 'TOKENS'

/** What becomes of a start that it has no room for: it is refused, or waits until an owner says yes. */
export type BudgetAction = 'REFUSE' | 'APPROVAL'

/** Which budget: there is one of each. */
export interface BudgetKey {
  readonly scope: BudgetScope
  /** The principal or the space that it is for. */
  readonly subject: string
  readonly period: BudgetPeriod
  readonly unit: BudgetUnit
}

/** A budget and how it stands now. Amounts are decimal strings. */
export interface BudgetStanding extends BudgetKey {
  readonly id: string
  readonly action: BudgetAction
  readonly limit: string
  /** By what has ended in this period. It may be more than the limit: some use more than was reckoned. */
  readonly used: string
  /** What those may use at most that have not ended. */
  readonly reserved: string
  readonly periodStart: Date
  readonly resetsAt: Date
}

/** Whose start it is, and where: what decides which budgets count it. */
export interface Spender {
  readonly viewer: Pick<Viewer, 'id' | 'kind'>
  readonly spaceId: string
  /** Whether they are neither owner nor staff of that space. */
  readonly isPartner: boolean
}

/** A budget as somebody is shown it. */
export type ShownBudget = Omit<BudgetStanding, 'limit' | 'used' | 'reserved'> & {
  /** Null where that is money of others, which a partner is not told. */
  readonly limit: string | null
  readonly used: string | null
  readonly reserved: string | null
}

/** What one who starts something is shown of a budget that counts it: as a partner, no money but their own. */
export function shownTo({ isPartner }: Pick<Spender, 'isPartner'>, budget: BudgetStanding): ShownBudget {
  const isOthers = budget.scope === 'SPACE' || budget.scope === 'PARTNERS'
  if (!isPartner || !isOthers || budget.unit !== 'MONEY') return budget
  return { ...budget, limit: null, used: null, reserved: null }
}
