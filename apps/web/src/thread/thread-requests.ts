import type { Api } from '../graphql/api.ts'
import { ThreadDocument, ThreadStatusDocument } from '../graphql/generated/graphql.ts'

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

/** The same without the output, for polling. */
export async function loadThreadStatus(api: Api, id: string, last: number) {
  const { thread } = await api.request(ThreadStatusDocument, { id, last })
  return thread?.generations.edges.map((edge) => edge.node) ?? []
}
