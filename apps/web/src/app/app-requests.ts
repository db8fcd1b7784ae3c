import type { Api } from '../graphql/api.ts'
import {
  ArchivedThreadsDocument,
  type ListedThreadFragment,
  RecentThreadsDocument,
  type SpaceRole,
  type TokenScope,
  ViewerDocument,
} from '../graphql/generated/graphql.ts'

/** A space as the one who is in it sees it. */
export type OwnSpace = { id: string; name: string; role: SpaceRole | null }

/** A thread as lists show it. */
export type ListedThread = ListedThreadFragment

/** Who is signed in, and where they are. */
export type Viewer = {
  id: string
  name: string
  scopes: readonly TokenScope[]
  isAdmin: boolean
  /** Where threads go that name no other. */
  space: { id: string; name: string }
  /** Those that they share with others, or could: all but their own. */
  spaces: readonly OwnSpace[]
}

/** Who is signed in, and in which spaces. */
export async function loadViewer(api: Api): Promise<Viewer> {
  const { viewer, spaces } = await api.request(ViewerDocument, {})
  return {
    id: viewer.id,
    name: viewer.name,
    scopes: viewer.scopes,
    isAdmin: viewer.scopes.includes('ADMIN'),
    space: viewer.space,
    spaces: spaces.filter(({ id }) => id !== viewer.space.id),
  }
}

/** The newest threads that are not put aside: those that are pinned, and the others. */
export async function loadRecentThreads(api: Api) {
  const { pinned, recent } = await api.request(RecentThreadsDocument, {})
  return { pinned: pinned.edges.map((edge) => edge.node), recent: recent.edges.map((edge) => edge.node) }
}

/** The newest of those that were put aside. */
export async function loadArchivedThreads(api: Api) {
  return { archived: (await api.request(ArchivedThreadsDocument, {})).threads.edges.map((edge) => edge.node) }
}
