import type { QuotedSpan } from './span.ts'

/** What makes a generation one that rewrites a span of another's output. */
export interface NewRefinement extends QuotedSpan {
  /** The generation whose output it is. */
  readonly of: string
  /** The revision that the span is of; 0 for the output as the model wrote it. */
  readonly revision: number
  readonly instruction: string
  /** The comment that became the instruction. */
  readonly commentId: string | null
}

/** What has become of what a refinement suggests. */
export type RefinementState = 'PENDING' | 'ACCEPTED' | 'REFUSED'
