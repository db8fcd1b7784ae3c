import type { Draft } from '../composer/draft.ts'
import type { StartRequest } from '../composer/make-starter.ts'
import type { GenerationRow } from '../generation/view.ts'
import type { ThreadNode } from './nodes.ts'

/**
 * What a follow-up goes on from, by its id: the last of a branch that has not failed, since a failed parent fails its
 * children. Null when there is none; undefined when there may be one in what has not come yet.
 */
export const parentOfFollowUp = (branch: readonly ThreadNode[], isWhole: boolean): string | null | undefined =>
  branch.findLast((node) => node.status !== 'FAILED')?.id ?? (isWhole ? null : undefined)

/** The same start again, beside the one that there is. */
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

/** What goes on from a generation in the way that it was asked, with another prompt. */
export const goOnRequest = (row: GenerationRow, threadId: string, prompt: string): StartRequest => ({
  ...retryRequest(row, threadId),
  parentId: row.id,
  prompt,
})

/** What a generation was asked with, as somebody would have typed it. */
export function draftOf({ prompt, instructions, parameters }: GenerationRow): Draft {
  const { temperature, maxOutputTokens, reasoningEffort } = parameters
  return {
    prompt,
    instructions: instructions ?? '',
    temperature: temperature?.toString() ?? '',
    maxOutputTokens: maxOutputTokens?.toString() ?? '',
    reasoningEffort: reasoningEffort ?? '',
  }
}
