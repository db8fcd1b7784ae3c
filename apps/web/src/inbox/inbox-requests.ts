import type { Api } from '../graphql/api.ts'
import { InboxDocument, MarkSeenDocument, type UnreadRowFragment } from '../graphql/generated/graphql.ts'

export type UnreadRow = UnreadRowFragment

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
