import type { Api } from '../graphql/api.ts'
import {
  ShareThreadDocument,
  ThreadDocument,
  ThreadSightDocument,
  type ThreadSightFragment,
  ThreadStatusDocument,
  type ThreadVisibility,
} from '../graphql/generated/graphql.ts'
import { outcomeOf } from '../graphql/outcome.ts'

/** Who sees a thread, what the viewer is to it, and who is in its space: partners are told of themselves alone. */
export type ThreadSight = ThreadSightFragment

/** A thread's last `last` generations before a cursor, oldest first, with their output; null for no such thread. */
export async function loadThread(api: Api, page: { id: string; last: number; before: string | null }) {
  const { thread } = await api.request(ThreadDocument, page)
  if (!thread) return null
  const { edges, pageInfo } = thread.generations
  return {
    title: thread.title,
    isShareable: thread.isShareable,
    generations: edges.map((edge) => edge.node),
    earlierCursor: pageInfo.hasPreviousPage ? (pageInfo.startCursor ?? null) : null,
  }
}

/** The same without the output, for polling; null when the viewer does not see it any more. */
export async function loadThreadStatus(api: Api, id: string, last: number) {
  const { thread } = await api.request(ThreadStatusDocument, { id, last })
  return thread && thread.generations.edges.map((edge) => edge.node)
}

/** Who sees a thread; null when the viewer does not. Not for those who look through a link. */
export async function loadSight(api: Api, id: string): Promise<ThreadSight | null> {
  return (await api.request(ThreadSightDocument, { id })).thread
}

/** Says who sees a thread. */
export const shareThread = (api: Api, input: { id: string; visibility: ThreadVisibility }) =>
  outcomeOf(api.request(ShareThreadDocument, { input }).then((data) => data.shareThread))
