import type { Api } from '../graphql/api.ts'
import { RequestError } from '../graphql/api.ts'
import {
  type ErrorCode,
  EstimateDocument,
  type EstimateGenerationInput,
  type EstimateQuery,
  ModelsDocument,
  type ModelsQuery,
  OwnBudgetsDocument,
  type OwnBudgetsQuery,
  StartGenerationDocument,
  type StartGenerationInput,
  type TrayRowFragment,
} from '../graphql/generated/graphql.ts'

export type ModelGroup = ModelsQuery['models'][number]
export type StartedGeneration = TrayRowFragment
export type Estimate = EstimateQuery['estimateGeneration']
export type OwnBudget = OwnBudgetsQuery['budgets'][number]

/** Why nothing was started. `code` is null when the server did not answer: then it may have started after all. */
export type StartRefusal = { code: ErrorCode | null; message: string }
export type StartOutcome = { started: StartedGeneration } | { refused: StartRefusal }

/** The providers and their models; `isFresh` makes the server ask the providers again. */
export async function loadModels(api: Api, isFresh: boolean): Promise<ModelGroup[]> {
  return (await api.request(ModelsDocument, { refresh: isFresh })).models
}

/** Starts a generation, once per `idempotencyKey` however often it is sent. Never throws. */
export async function startOnce(api: Api, input: StartGenerationInput): Promise<StartOutcome> {
  try {
    const { startGeneration: result } = await api.request(StartGenerationDocument, { input })
    if (result.__typename === 'StartGenerationSuccess') return { started: result.generation }
    return { refused: { code: result.code, message: result.message } }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
}

/** What a start would use, and what budgets would say; null when that cannot be told, as for a model that nobody serves. */
export async function estimateStart(api: Api, input: EstimateGenerationInput): Promise<Estimate | null> {
  try {
    return (await api.request(EstimateDocument, { input })).estimateGeneration
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return null
  }
}

/** The budgets of this person, whatever they start; not those of spaces that they own. */
export async function loadOwnBudgets(api: Api, viewerId: string): Promise<OwnBudget[]> {
  const { budgets } = await api.request(OwnBudgetsDocument, {})
  return budgets.filter(({ scope, subject }) => scope === 'PERSON' && subject === viewerId)
}
