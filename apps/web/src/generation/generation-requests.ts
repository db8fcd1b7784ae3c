import type { Api } from '../graphql/api.ts'
import { CancelGenerationDocument, GenerationDocument } from '../graphql/generated/graphql.ts'
import { outcomeOf } from '../graphql/outcome.ts'

/** One generation with its output, or null when there is none that the viewer may see. */
export async function loadGeneration(api: Api, id: string) {
  return (await api.request(GenerationDocument, { id })).generation
}

/** Asks for a stop; a generation that has ended stays as it is. */
export const stopGeneration = (api: Api, id: string) =>
  outcomeOf(api.request(CancelGenerationDocument, { input: { id } }).then((data) => data.cancelGeneration))
