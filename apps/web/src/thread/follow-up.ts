import type { StartRequest } from '../composer/make-starter.ts'
import type { Entry } from '../generation/create-entry.ts'
import type { GenerationRow } from '../generation/view.ts'

/** What a follow-up goes on from: the last generation that has not failed, since a failed parent fails its children. */
export const parentOfFollowUp = (entries: readonly Entry[]) =>
  entries.findLast((entry) => entry.view().status !== 'FAILED')

/** The same start again, beside the one that did not succeed. */
export function retryRequest(row: GenerationRow, threadId: string): StartRequest {
  const { temperature, maxOutputTokens, reasoningEffort } = row.parameters
  return {
    threadId,
    parentId: row.parent?.id,
    model: row.requestedModel,
    prompt: row.prompt,
    instructions: row.instructions,
    parameters: { temperature, maxOutputTokens, reasoningEffort },
    labels: row.labels,
    isInternal: row.isInternal,
  }
}
