import type { Api } from '../graphql/api.ts'
import {
  type ApprovalFieldsFragment,
  ApproveHeldDocument,
  DeclineHeldDocument,
  InboxDocument,
  MarkSeenDocument,
  type UnreadRowFragment,
} from '../graphql/generated/graphql.ts'
import { type Outcome, outcomeOf } from '../graphql/outcome.ts'

export type UnreadRow = UnreadRowFragment
export type Approval = ApprovalFieldsFragment

/** More than that is shown as "99+". */
const most = 100

/** What ended and was not looked at, newest first, and what waits for the viewer's yes or no. */
export async function loadInbox(api: Api) {
  const { generations, approvals } = await api.request(InboxDocument, { first: most })
  return {
    unread: generations.edges.map((edge) => edge.node),
    hasMore: generations.pageInfo.hasNextPage,
    approvals,
  }
}

/** Says that the viewer has seen all that there is in a thread now. Throws what `request` throws. */
export async function markSeen(api: Api, threadId: string): Promise<void> {
  await api.request(MarkSeenDocument, { input: { id: threadId, isSeen: true } })
}

/** Says yes or no to what a budget holds. */
export function answerApproval(api: Api, id: string, isYes: boolean): Promise<Outcome<unknown>> {
  const input = { id }
  return isYes
    ? outcomeOf(api.request(ApproveHeldDocument, { input }).then((data) => data.approveGeneration))
    : outcomeOf(api.request(DeclineHeldDocument, { input }).then((data) => data.declineGeneration))
}
