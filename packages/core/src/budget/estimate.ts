import { type Amount, formatAmount, parseAmount, tokens } from './amount.ts'
import type { BudgetUnit } from './budget.ts'

/** What a generation is reckoned to use at most, before it starts. */
export interface Estimate {
  /** Of instructions, history, prompt and schema; counted with one tokenizer for all models, so some tens of per cent off. */
  readonly inputTokens: number
  /** What it may write at most. */
  readonly outputTokens: number
  /** US dollars for the input; null when the price is not known. */
  readonly inputCost: string | null
  /** US dollars for one token of output; null when the price is not known. */
  readonly outputTokenCost: string | null
}

/** What a model is taken to write at most where the caller does not say; what some providers are told then. */
export const defaultOutputTokens = 8_192

/** US dollars at most, and for the input alone; null when the price is not known. */
export function costRange(estimate: Estimate): { readonly least: string; readonly most: string } | null {
  const most = amountOf(estimate, 'MONEY')
  return most === null || estimate.inputCost === null ? null : { least: estimate.inputCost, most: formatAmount(most) }
}

/** What an estimate takes of a budget at most; null for money when the price is not known. */
export function amountOf(estimate: Estimate, unit: BudgetUnit): Amount | null {
  const { inputTokens, outputTokens, inputCost, outputTokenCost } = estimate
  if (unit === 'TOKENS') return tokens(inputTokens + outputTokens)
  if (inputCost === null || outputTokenCost === null) return null
  return parseAmount(inputCost) + BigInt(outputTokens) * parseAmount(outputTokenCost)
}
