import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import { ChooseGenerationDocument } from '../refine/generated/graphql.ts'

/** Keeps that a person has taken one answer over others. */
export const chooseGeneration = (api: Api, input: { id: string; over: string[] }) =>
  outcomeOf(api.request(ChooseGenerationDocument, { input }).then((data) => data.chooseGeneration))
