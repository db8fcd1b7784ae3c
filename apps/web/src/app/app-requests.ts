import type { Api } from '../graphql/api.ts'
import { RecentThreadsDocument, ViewerDocument } from '../graphql/generated/graphql.ts'

/** Who is signed in, and in which space. */
export async function loadViewer(api: Api) {
  return (await api.request(ViewerDocument, {})).viewer
}

/** The newest threads. */
export async function loadRecentThreads(api: Api) {
  return (await api.request(RecentThreadsDocument, {})).threads.edges.map((edge) => edge.node)
}
