import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import { requireOwner, type SpaceStore } from '../space/space.ts'
import type { Viewer } from '../viewer.ts'
import { type Amount, isWhole, parseAmount } from './amount.ts'
import type { BudgetAction, BudgetKey } from './budget.ts'

/** What a budget is to be; null takes it back. */
export interface BudgetSetting extends BudgetKey {
  readonly limit: string | null
  readonly action: BudgetAction
}

/** Where budgets are set. */
export interface BudgetStore {
  /** Sets a budget or takes it back. False when there is nobody and nothing that it could be for. */
  set(viewer: Viewer, setting: BudgetSetting): Promise<boolean>
}

/** What {@link setBudget} works with. */
export interface SetBudgetPorts {
  readonly spaces: Pick<SpaceStore, 'roleIn'>
  readonly budgets: BudgetStore
}

/** What fits into a column, with room for sums. */
const highest = parseAmount('1000000000000')

/**
 * Limits what may be used in a day or a month, from the next start on; what goes on then is not counted. An owner of a space limits its partners; all
 * else needs ADMIN.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function setBudget(
  { spaces, budgets }: SetBudgetPorts,
  viewer: Viewer,
  setting: BudgetSetting,
): Promise<void> {
  const { scope, subject, limit, unit } = setting
  if (scope !== 'PARTNERS') requireScope(viewer, 'ADMIN')
  else if (!viewer.scopes.has('ADMIN')) await requireOwner(spaces, viewer, subject)
  if (limit !== null) {
    const amount = readLimit(limit)
    if (unit === 'TOKENS' && !isWhole(amount)) {
      throw new InvalidInput('limit', 'Tokens are counted in whole numbers.')
    }
  }
  if (!(await budgets.set(viewer, setting))) {
    throw notFound(scope === 'SPACE' || scope === 'PARTNERS' ? 'space' : scope.toLowerCase())
  }
}

function readLimit(limit: string): Amount {
  try {
    const amount = parseAmount(limit)
    if (amount <= highest) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new InvalidInput('limit', 'A limit is a decimal number from 0 to 1,000,000,000,000, for example "25.50".')
}
