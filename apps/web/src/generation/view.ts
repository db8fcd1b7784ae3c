import type { GenerationView } from '@sluice/client'
import type { GenerationFieldsFragment, GenerationOutputFragment } from '../graphql/generated/graphql.ts'

export type GenerationRow = GenerationFieldsFragment
export type GenerationWithOutput = GenerationFieldsFragment & GenerationOutputFragment

/** The view of a row as a query gave it. Its cursor comes without a `seq`, so a stream begins with a snapshot. */
export function viewOfRow(row: GenerationRow, output: GenerationOutputFragment): GenerationView {
  const { status, phase, usage, cost, finishReason, error, endedAt } = row
  const { text, thinking } = output
  return {
    position: null,
    place: null,
    notices: [],
    status,
    phase,
    usage,
    cost,
    finishReason,
    error,
    endedAt,
    text,
    thinking,
  }
}
