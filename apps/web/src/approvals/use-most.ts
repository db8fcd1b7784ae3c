import { useAmounts } from '../composer/use-amounts.ts'
import type { Approval } from './approvals-requests.ts'

/** Writes the most that something may cost, or use where the price is not known. */
export function useMost() {
  const amounts = useAmounts()
  return ({ cost, tokens }: Pick<Approval, 'cost' | 'tokens'>) =>
    cost === null ? amounts().write('TOKENS', tokens) : amounts().write('MONEY', Number(cost))
}
