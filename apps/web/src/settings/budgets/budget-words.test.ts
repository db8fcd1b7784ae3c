import { expect, test } from 'vitest'
import { estimateEn } from '../../composer/estimate.en.ts'
import { makeWriteAmount } from '../../composer/estimate-words.ts'
import { makeFormats } from '../../i18n/formats.ts'
import { budgetHeading, isUsedUp, standingWords as say, sharesOf } from './budget-words.ts'
import { budgetsEn } from './budgets.en.ts'

const write = makeWriteAmount(estimateEn, makeFormats('en'))
const standingWords = (told: Parameters<typeof say>[0]) => say(told, budgetsEn, write)

const budget = { unit: 'MONEY', limit: '5', used: '1.2', reserved: '0.4' } as const

test('says how much of a budget is gone', () => {
  expect(standingWords(budget)).toBe('$1.20 of $5.00 used, $0.40 reserved for what goes on')
  expect(standingWords({ ...budget, unit: 'TOKENS', limit: '50000', used: '9400', reserved: '0' })).toBe(
    '9,400 tokens of 50,000 tokens used',
  )
  expect(standingWords({ ...budget, limit: null, used: null, reserved: null })).toMatch('not shown')
})

test('shares fit beside each other, however much was used', () => {
  expect(sharesOf(budget)).toEqual({ used: 0.24, reserved: 0.08 })
  expect(sharesOf({ limit: '1', used: '0.9', reserved: '3' })?.reserved).toBeCloseTo(0.1)
  expect(sharesOf({ limit: '1', used: '9', reserved: '1' })).toEqual({ used: 1, reserved: 0 })
  expect(sharesOf({ limit: '0', used: '0', reserved: '0' })).toEqual({ used: 1, reserved: 0 })
  expect(sharesOf({ limit: null, used: null, reserved: null })).toBeNull()
})

test('a budget is used up when nothing is left, and not when nobody says', () => {
  expect(isUsedUp({ ...budget, used: '4.6' })).toBe(true)
  expect(isUsedUp(budget)).toBe(false)
  expect(isUsedUp({ ...budget, limit: null })).toBe(false)
})

test('says whom a budget is for', () => {
  const nameOf = (id: string) => (id === 's1' ? 'Research' : undefined)
  expect(budgetHeading({ scope: 'PARTNERS', subject: 's1', period: 'MONTH' }, nameOf, budgetsEn)).toBe(
    'Partners of Research, each month',
  )
  expect(budgetHeading({ scope: 'PERSON', subject: 'p9', period: 'DAY' }, nameOf, budgetsEn)).toMatch(
    /^Somebody .*, each day$/,
  )
})
