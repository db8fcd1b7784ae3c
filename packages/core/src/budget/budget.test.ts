import { expect, test } from 'vitest'
import { type BudgetStanding, shownTo } from './budget.ts'
import { BudgetExceeded } from './budget-exceeded.ts'

const budget: BudgetStanding = {
  id: 'b1',
  scope: 'SPACE',
  subject: 's1',
  period: 'MONTH',
  unit: 'MONEY',
  action: 'REFUSE',
  limit: '10',
  used: '9.5',
  reserved: '0.25',
  periodStart: new Date('2026-11-01T00:00:00Z'),
  resetsAt: new Date('2026-12-01T00:00:00Z'),
}
const hidden = { limit: null, used: null, reserved: null }

test.each([
  ['a partner is shown no money of others', true, budget, hidden],
  ['nor of the other partners', true, { ...budget, scope: 'PARTNERS' as const }, hidden],
  ['but their own', true, { ...budget, scope: 'PERSON' as const }, { used: '9.5' }],
  ['and tokens', true, { ...budget, unit: 'TOKENS' as const }, { used: '9.5' }],
  ['owners and staff are shown all', false, budget, { used: '9.5' }],
])('%s', (_, isPartner, all, shown) => {
  expect(shownTo({ isPartner }, all)).toMatchObject(shown)
})

test('a refusal says in words which budget has no room, how it stands and when it begins anew', () => {
  expect(new BudgetExceeded(budget)).toMatchObject({
    code: 'BUDGET_EXCEEDED',
    message:
      "This space's budget for this month has no room for it: of $10, $9.5 are used and $0.25 kept for what goes on. It begins anew on 2026-12-01 at 00:00 UTC.",
  })
})

test('what is not shown is not said either', () => {
  expect(new BudgetExceeded(shownTo({ isPartner: true }, budget)).message).toBe(
    "This space's budget for this month has no room for it. It begins anew on 2026-12-01 at 00:00 UTC.",
  )
})
