import type { Api } from '../graphql/api.ts'
import { CancelGenerationDocument, GenerationDocument } from '../graphql/generated/graphql.ts'

/** One generation with its output, or null when there is none that the viewer may see. */
export async function loadGeneration(api: Api, id: string) {
  return (await api.request(GenerationDocument, { id })).generation
}

/** Asks for a stop; a generation that has ended stays as it is. Throws what `request` throws. */
export async function stopGeneration(api: Api, id: string): Promise<void> {
  await api.request(CancelGenerationDocument, { input: { id } })
}
