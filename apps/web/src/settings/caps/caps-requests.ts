import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  type CapFieldsFragment,
  CapModelsDocument,
  CapsDocument,
  SetCapDocument,
  type SetCapInput,
} from '../generated/graphql.ts'

export type Cap = CapFieldsFragment

/** The caps that were set at run time. */
export async function loadCaps(api: Api): Promise<Cap[]> {
  return (await api.request(CapsDocument, {})).caps
}

/** What can be capped by name: providers and models, as far as they can be reached. */
export async function loadCapModels(api: Api) {
  const { models: providers } = await api.request(CapModelsDocument, {})
  return {
    providers: providers.map(({ name }) => name),
    models: providers.flatMap(({ models }) => models.map(({ id }) => id)),
  }
}

/** Sets a cap; without a number the configured one counts again. */
export const setCap = (api: Api, input: SetCapInput) =>
  outcomeOf(api.request(SetCapDocument, { input }).then((data) => data.setCap))
