import type { BudgetScope as Scope } from '@sluice/core/budget/budget'
import { Budget, BudgetAction, BudgetPeriod, BudgetScope, BudgetUnit } from './budget.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { refusable } from './error.ts'
import { asUuid, uuidOf } from './global-id.ts'

const SetBudgetInput = builder.inputType('SetBudgetInput', {
  description: 'Which budget, and what it is to be.',
  fields: (t) => ({
    scope: t.field({ type: BudgetScope, required: true, description: 'Whose starts it counts.' }),
    subject: t.id({
      required: true,
      description: 'Whom it is for: the id of a viewer (PERSON, SERVICE), or of a space (SPACE, PARTNERS).',
    }),
    period: t.field({ type: BudgetPeriod, required: true, description: 'How long it lasts before it begins anew.' }),
    unit: t.field({ type: BudgetUnit, required: true, description: 'What it counts.' }),
    limit: t.field({
      type: 'Decimal',
      description:
        'How much may be used, dollars or whole tokens; with 0 nothing is. Default: the budget is taken back.',
    }),
    action: t.field({
      type: BudgetAction,
      description: 'What becomes of a start that it has no room for. Default: REFUSE.',
    }),
  }),
})

const SetBudgetSuccess = builder.objectRef<object>('SetBudgetSuccess').implement({
  description: 'It counts from the next start on. What goes on already is not counted.',
  fields: (t) => ({
    budgets: t.field({
      type: [Budget],
      description: 'All budgets that you may see, 500 at most.',
      resolve: (_, __, { budgets }) => listed(budgets),
    }),
  }),
})

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')

const SetBudgetResult = refusal.resultOf('SetBudget', SetBudgetSuccess, 'The budgets, or why nothing was changed.')

async function listed(budgets: Context['budgets']) {
  return [...(await budgets().list())]
}

/** Spaces have global ids outside and uuids inside; principals the same on both sides. */
function subjectIn(scope: Scope, subject: string): string {
  return scope === 'SPACE' || scope === 'PARTNERS' ? uuidOf('Space', subject) : asUuid(subject)
}

builder.queryField('budgets', (t) =>
  t.field({
    type: [Budget],
    description: 'Your own budgets and those of spaces that you own, as they stand now; with ADMIN all. 500 at most.',
    resolve: (_, __, { budgets }) => listed(budgets),
  }),
)

builder.mutationField('setBudget', (t) =>
  t.field({
    type: SetBudgetResult,
    description:
      'Limits what may be used in a day or a month. A start reserves what it may use at most, and its end puts in place of that what it has used. An owner sets those of the partners of their space; all others need ADMIN.',
    args: { input: t.arg({ type: SetBudgetInput, required: true, description: 'Which, and what it is to be.' }) },
    resolve: (_, { input }, { budgets }) =>
      refusal.catch(async () => {
        const { scope, subject, period, unit, limit, action } = input
        await budgets().set({
          scope,
          subject: subjectIn(scope, subject),
          period,
          unit,
          limit: limit ?? null,
          action: action ?? 'REFUSE',
        })
        return {}
      }),
  }),
)
