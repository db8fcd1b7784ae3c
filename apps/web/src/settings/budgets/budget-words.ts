import { leftOf, type WriteAmount } from '../../composer/estimate-words.ts'
import type { Dictionary } from '../../i18n/dictionary.ts'
import { wordFor } from '../../i18n/word-for.ts'
import type { Budget } from './budgets-requests.ts'

type Words = Dictionary['budgets']
type Amounts = Pick<Budget, 'unit' | 'limit' | 'used' | 'reserved'>

/** How much of a budget is gone and how much is reserved, as shares of 1 that fit beside each other. */
export type Shares = { used: number; reserved: number }

/** Null for a budget whose numbers are not the viewer's. A limit of 0 is used up. */
export function sharesOf({ limit, used, reserved }: Pick<Budget, 'limit' | 'used' | 'reserved'>): Shares | null {
  if (limit === null || used === null || reserved === null) return null
  const whole = Number(limit)
  if (whole <= 0) return { used: 1, reserved: 0 }
  const usedShare = Math.min(1, Number(used) / whole)
  return { used: usedShare, reserved: Math.min(1 - usedShare, Number(reserved) / whole) }
}

/** Whether there is nothing left to start with. */
export const isUsedUp = (budget: Amounts): boolean => leftOf(budget) === 0

/** How much of a budget is gone: "$1.20 of $5.00 used, $0.40 reserved for what goes on". */
export function standingWords({ unit, limit, used, reserved }: Amounts, words: Words, write: WriteAmount): string {
  if (limit === null || used === null) return words.hidden
  const gone = words.used(write(unit, Number(used)), write(unit, Number(limit)))
  return Number(reserved ?? 0) === 0 ? gone : `${gone}, ${words.reserved(write(unit, Number(reserved)))}`
}

/** Whom a budget is for, and for how long: "Ann, each day"; `nameOf` knows people, services and spaces by their ids. */
export function budgetHeading(
  { scope, subject, period }: Pick<Budget, 'scope' | 'subject' | 'period'>,
  nameOf: (id: string) => string | undefined,
  words: Words,
): string {
  const name = nameOf(subject) ?? words.unknown
  const whose: Readonly<Record<string, (name: string) => string>> = words.whose
  return words.heading(whose[scope]?.(name) ?? name, wordFor(words.periods, period))
}
