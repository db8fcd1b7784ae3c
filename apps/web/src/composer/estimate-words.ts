import type { Dictionary } from '../i18n/dictionary.ts'
import type { Formats } from '../i18n/formats.ts'
import type { Estimate, OwnBudget } from './composer-requests.ts'

type Standing = Pick<OwnBudget, 'unit' | 'period' | 'limit' | 'used' | 'reserved' | 'resetsAt'>
type Told = Pick<Estimate, 'inputTokens' | 'maxOutputTokens' | 'maxCost' | 'verdict'> & {
  exceeded: readonly Standing[]
}

type Words = Dictionary['estimate']

/** Writes an amount of a budget's unit: "$4.10", "9,400 tokens". */
export type WriteAmount = (unit: Standing['unit'], amount: number) => string

/** Writes when a budget begins anew, where the reader is: its day and its month are those of UTC. */
export type WriteUntil = (budget: Pick<Standing, 'period' | 'resetsAt'>) => string

/** What words are said with. */
export type Speech = { words: Words; write: WriteAmount; until: WriteUntil }

/** What is said, and whether a start would run at once. */
export type EstimateWords = { text: string; isHeld: boolean }

/** What a budget has room for, beside what goes on; null for one whose numbers are not the viewer's. */
export function leftOf({ limit, used, reserved }: Pick<Standing, 'limit' | 'used' | 'reserved'>): number | null {
  if (limit === null || used === null || reserved === null) return null
  const left = Number(limit) - Number(used) - Number(reserved)
  return Math.max(0, Number(left.toFixed(9))) // 5 - 4.6 - 0.4 is not 0 in floating point
}

/** Writes amounts in the language of `words`. */
export const makeWriteAmount =
  (words: Words, formats: Formats): WriteAmount =>
  (unit, amount) => {
    const whole = Math.floor(amount)
    return unit === 'MONEY' ? formats.dollars(amount) : words.tokens(formats.number(whole), whole === 1)
  }

/** Writes the end of a period: that of a day by its time alone. */
export const makeWriteUntil =
  (formats: Formats): WriteUntil =>
  ({ period, resetsAt }) =>
    period === 'DAY' ? formats.clock(resetsAt) : formats.shortMoment(resetsAt, Date.parse(resetsAt))

/** The one of a unit that has the least left. */
function tightest(budgets: readonly Standing[], unit: 'MONEY' | 'TOKENS'): Standing | undefined {
  const known = budgets.filter((budget) => budget.unit === unit && leftOf(budget) !== null)
  return known.toSorted((a, b) => (leftOf(a) ?? 0) - (leftOf(b) ?? 0))[0]
}

function leftWords(budget: Standing, { words, write, until }: Speech): string {
  return words.left(write(budget.unit, leftOf(budget) ?? 0), until(budget))
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function costWords({ inputTokens, maxOutputTokens, maxCost }: Told, isOfTokens: boolean, { words, write }: Speech) {
  if (maxCost === null || isOfTokens) return words.atMost(write('TOKENS', inputTokens + maxOutputTokens))
  return Number(maxCost) === 0 ? words.free : words.atMost(write('MONEY', Number(maxCost)))
}

/**
 * What a start would cost and what is left, in a line: "About $0.02 at most; $4.10 left until 2:00 AM". Null when there is nothing to say: nothing is
 * typed yet, and no budget limits this person.
 */
export function estimateWords(
  estimate: Told | null,
  budgets: readonly Standing[],
  speech: Speech,
): EstimateWords | null {
  const { words } = speech
  const money = tightest(budgets, 'MONEY')
  const tokens = tightest(budgets, 'TOKENS')
  const shown = money ?? tokens
  if (!estimate) return shown ? { text: capitalized(leftWords(shown, speech)), isHeld: false } : null
  // In what the budget counts that has no room. Somebody whose tokens are counted and whose dollars are not thinks in tokens.
  const [over] = estimate.exceeded
  const cost = capitalized(costWords(estimate, (over ?? shown)?.unit === 'TOKENS', speech))
  if (estimate.verdict === 'ROOM') return { text: shown ? `${cost}; ${leftWords(shown, speech)}` : cost, isHeld: false }
  const why = over && leftOf(over) !== null ? words.noRoom(leftWords(over, speech)) : words.noRoomElsewhere
  const what = estimate.verdict === 'APPROVAL' ? words.approval : words.refused
  return { text: `${cost}. ${why} ${what}`, isHeld: true }
}
