import { encodeGlobalID } from '@pothos/plugin-relay'
import type {
  BudgetAction as Action,
  BudgetPeriod as Period,
  BudgetScope as Scope,
  ShownBudget,
  BudgetUnit as Unit,
} from '@sluice/core/budget/budget'
import { builder } from './builder.ts'
import { describe } from './generation-enums.ts'

/** Whose starts a budget counts. */
export const BudgetScope = builder.enumType('BudgetScope', {
  description: 'Whose starts a budget counts.',
  values: describe<Scope>({
    PERSON: 'What one person starts, in whatever space.',
    SPACE: 'What is started in one space, by whomever.',
    PARTNERS: 'What the partners of one space start there, all together.',
    SERVICE: 'What one service starts, whichever token of its it uses: a rotated one brings no new budget.',
  }),
})

/** How long a budget lasts. */
export const BudgetPeriod = builder.enumType('BudgetPeriod', {
  description: 'How long a budget lasts before it begins anew.',
  values: describe<Period>({
    DAY: 'A day of UTC.',
    MONTH: 'A calendar month of UTC.',
  }),
})

/** What a budget counts. */
export const BudgetUnit = builder.enumType('BudgetUnit', {
  description: 'What a budget counts.',
  values: describe<Unit>({
    MONEY: 'US dollars. A model whose price is not known takes nothing of it.',
    TOKENS: 'Tokens in and out of all attempts; those that a provider did not report are estimated.',
  }),
})

/** What becomes of a start that a budget has no room for. */
export const BudgetAction = builder.enumType('BudgetAction', {
  description: 'What becomes of a start that a budget has no room for.',
  values: describe<Action>({
    REFUSE: 'It is refused with BudgetExceeded.',
    APPROVAL: 'It waits (hold APPROVAL) until an owner of its space says yes, or the budget has room for it.',
  }),
})

/** A limit of what may be used in a day or a month. */
export const Budget = builder.objectRef<ShownBudget>('Budget').implement({
  description: 'How much may be used in a day or a month, and how much is.',
  fields: (t) => ({
    scope: t.expose('scope', { type: BudgetScope, description: 'Whose starts it counts.' }),
    subject: t.id({
      description: 'Whom it is for: the id of a viewer, or of a space.',
      resolve: ({ scope, subject }) =>
        scope === 'SPACE' || scope === 'PARTNERS' ? encodeGlobalID('Space', subject) : subject,
    }),
    period: t.expose('period', { type: BudgetPeriod, description: 'How long it lasts before it begins anew.' }),
    unit: t.expose('unit', { type: BudgetUnit, description: 'What it counts.' }),
    action: t.expose('action', { type: BudgetAction, description: 'What becomes of a start that it has no room for.' }),
    limit: t.expose('limit', {
      type: 'Decimal',
      nullable: true,
      description: 'How much may be used in all. Null where that is money of others and you are a partner.',
    }),
    used: t.expose('used', {
      type: 'Decimal',
      nullable: true,
      description:
        'By what has ended and was started in this period. Null like limit. More than limit when something used more than was reckoned.',
    }),
    reserved: t.expose('reserved', {
      type: 'Decimal',
      nullable: true,
      description: 'What that may use at most which was started and has not ended. Null like limit.',
    }),
    resetsAt: t.expose('resetsAt', { type: 'DateTime', description: 'When it begins anew.' }),
  }),
})
