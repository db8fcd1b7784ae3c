import type { Api } from '../graphql/api.ts'
import {
  type ApprovalFieldsFragment,
  ApprovalsDocument,
  ApproveGenerationDocument,
  DeclineGenerationDocument,
} from '../graphql/generated/graphql.ts'
import { type Outcome, outcomeOf } from '../graphql/outcome.ts'

/** Something that waits for the viewer's yes or no. */
export type Approval = ApprovalFieldsFragment

/** What waits for the viewer's yes or no, the oldest first. */
export async function loadApprovals(api: Api): Promise<Approval[]> {
  return (await api.request(ApprovalsDocument, {})).approvals
}

/** Says yes or no to what a budget holds. */
export function answerApproval(api: Api, id: string, isYes: boolean): Promise<Outcome<unknown>> {
  const input = { id }
  return isYes
    ? outcomeOf(api.request(ApproveGenerationDocument, { input }).then((data) => data.approveGeneration))
    : outcomeOf(api.request(DeclineGenerationDocument, { input }).then((data) => data.declineGeneration))
}
