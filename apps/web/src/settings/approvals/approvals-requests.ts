import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  type ApprovalFieldsFragment,
  ApprovalsDocument,
  ApproveGenerationDocument,
  DeclineGenerationDocument,
} from '../generated/graphql.ts'

/** Something that waits for the viewer's yes or no. */
export type Approval = ApprovalFieldsFragment

/** What waits for the viewer's yes or no, the oldest first. */
export async function loadApprovals(api: Api): Promise<Approval[]> {
  return (await api.request(ApprovalsDocument, {})).approvals
}

/** Lets it run. */
export const approve = (api: Api, id: string) =>
  outcomeOf(api.request(ApproveGenerationDocument, { input: { id } }).then((data) => data.approveGeneration))

/** Ends it. */
export const decline = (api: Api, id: string) =>
  outcomeOf(api.request(DeclineGenerationDocument, { input: { id } }).then((data) => data.declineGeneration))
