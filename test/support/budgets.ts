import { type ApiClient, makeApiClient } from './api-client.ts'
import type { Deployment } from './deployment.ts'

/** A budget as somebody sees it. */
export interface SeenBudget {
  readonly scope: string
  readonly subject: string
  readonly period: string
  readonly unit: string
  readonly action: string
  readonly limit: string | null
  readonly used: string | null
  readonly reserved: string | null
  readonly resetsAt: string
}

const budgetFields = 'scope subject period unit action limit used reserved resetsAt'

/** All that somebody sees. */
export async function budgetsOf(api: ApiClient): Promise<readonly SeenBudget[]> {
  return (await api.query<{ budgets: SeenBudget[] }>(`{ budgets { ${budgetFields} } }`)).budgets
}

/** The one of this scope and unit that somebody sees. */
export async function budgetOf(api: ApiClient, unit = 'TOKENS', scope?: string): Promise<SeenBudget | undefined> {
  return (await budgetsOf(api)).find((budget) => budget.unit === unit && (scope ?? budget.scope) === budget.scope)
}

/** Sets one for a day that refuses, unless `input` says otherwise; answers `SetBudgetSuccess` or the code. */
export async function setBudget(api: ApiClient, input: object): Promise<string> {
  const document = `mutation ($input: SetBudgetInput!) { result: setBudget(input: $input) { __typename ... on Error { code } } }`
  const full = { period: 'DAY', unit: 'TOKENS', ...input }
  const { result } = await api.query<{ result: { __typename: string; code?: string } }>(document, { input: full })
  return result.code ?? result.__typename
}

/** What a start would use. */
export interface SeenEstimate {
  readonly inputTokens: number
  readonly maxOutputTokens: number
  readonly minCost: string | null
  readonly maxCost: string | null
  readonly verdict: string
  readonly exceeded: readonly SeenBudget[]
}

export async function estimate(api: ApiClient, input: object): Promise<SeenEstimate> {
  const document = `query ($input: EstimateGenerationInput!) { estimateGeneration(input: $input) {
    inputTokens maxOutputTokens minCost maxCost verdict exceeded { ${budgetFields} } } }`
  return (await api.query<{ estimateGeneration: SeenEstimate }>(document, { input })).estimateGeneration
}

/** What a start was answered with. */
export interface BudgetedStart {
  readonly __typename: string
  readonly generation?: { readonly id: string; readonly status: string; readonly hold: string | null }
  readonly code?: string
  readonly message?: string
  readonly budget?: SeenBudget
}

export async function startBudgeted(api: ApiClient, input: object): Promise<BudgetedStart> {
  const document = `mutation ($input: StartGenerationInput!) { result: startGeneration(input: $input) { __typename
    ... on StartGenerationSuccess { generation { id status hold } } ... on Error { code message }
    ... on BudgetExceeded { budget { ${budgetFields} } } } }`
  return (await api.query<{ result: BudgetedStart }>(document, { input })).result
}

/** What all attempts of a generation have used, by what they say themselves. */
export async function usedBy(api: ApiClient, id: string): Promise<{ tokens: number; attempts: number; cost: number }> {
  type Attempt = { usage: { inputTokens: number; outputTokens: number } | null; cost: string | null }
  const document = `query ($id: ID!) { generation(id: $id) { attempts { cost usage { inputTokens outputTokens } } } }`
  const { generation } = await api.query<{ generation: { attempts: Attempt[] } }>(document, { id })
  const { attempts } = generation
  return {
    tokens: attempts.reduce((sum, { usage }) => sum + (usage ? usage.inputTokens + usage.outputTokens : 0), 0),
    attempts: attempts.length,
    cost: attempts.reduce((sum, { cost }) => sum + Number(cost ?? 0), 0),
  }
}

/** A service of its own, with no scope but to read and start. */
export async function makeService(sluice: Deployment, service: string): Promise<{ api: ApiClient; subject: string }> {
  const document = `mutation ($input: CreateServiceTokenInput!) { result: createServiceToken(input: $input) {
    ... on CreateServiceTokenSuccess { secret } } }`
  const input = { service, scopes: ['READ', 'START'] }
  const { result } = await sluice.api.query<{ result: { secret: string } }>(document, { input })
  const api = makeApiClient(sluice.url, result.secret)
  return { api, subject: (await api.query<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id }
}
