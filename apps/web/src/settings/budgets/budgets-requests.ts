import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  type BudgetFieldsFragment,
  BudgetServicesDocument,
  BudgetsDocument,
  SetBudgetDocument,
  type SetBudgetInput,
} from '../generated/graphql.ts'

/** A budget, with an id by which its row stays the same row. */
export type Budget = BudgetFieldsFragment & { id: string }

const withId = (budget: BudgetFieldsFragment): Budget => {
  const { scope, subject, unit, period } = budget
  return { ...budget, id: [scope, subject, unit, period].join(' ') }
}

/** The viewer's own budgets, and those of spaces that they own; all to an administrator. */
export async function loadBudgets(api: Api): Promise<Budget[]> {
  return (await api.request(BudgetsDocument, {})).budgets.map(withId)
}

/** Services that have a token, each once; nobody but an administrator is told of any. */
export async function loadServices(api: Api): Promise<{ id: string; name: string }[]> {
  const { serviceTokens } = await api.request(BudgetServicesDocument, {})
  return [
    ...new Map(serviceTokens.map(({ service, serviceId }) => [serviceId, { id: serviceId, name: service }])).values(),
  ]
}

/** Sets a budget; without a limit it is taken back. */
export const setBudget = (api: Api, input: SetBudgetInput) =>
  outcomeOf(api.request(SetBudgetDocument, { input }).then((data) => data.setBudget))
