import type { Api } from '../graphql/api.ts'
import {
  CreateShareDocument,
  type CreateShareInput,
  RevokeShareDocument,
  SharedDocument,
  type ShareFieldsFragment,
  ThreadSharesDocument,
} from './generated/graphql.ts'

/** A link to a thread, as those see it who may make one. */
export type ShareRow = ShareFieldsFragment

/** Somebody who can be named. */
export type Member = { id: string; name: string }

/** The links to a thread that still hold, who looks, and the people of its space. */
export async function loadShares(
  api: Api,
  threadId: string,
): Promise<{ shares: ShareRow[]; viewer: Member; members: Member[] }> {
  const { thread, viewer } = await api.request(ThreadSharesDocument, { id: threadId })
  const holds = ({ revokedAt, expiresAt }: ShareRow) => revokedAt === null && Date.parse(expiresAt) > Date.now()
  return { shares: (thread?.shares ?? []).filter(holds), viewer, members: thread?.space.members ?? [] }
}

/** Makes a link; answers it whole, or throws what the server says against it. */
export async function createShareLink(api: Api, input: CreateShareInput): Promise<string> {
  const { createShare: result } = await api.request(CreateShareDocument, { input })
  if (result.__typename === 'CreateShareSuccess') return new URL(result.path, location.origin).href
  throw new Error(result.message)
}

/** Ends a link, or throws what the server says against it. */
export async function endShare(api: Api, id: string): Promise<void> {
  const { revokeShare: result } = await api.request(RevokeShareDocument, { input: { id } })
  if (result.__typename !== 'RevokeShareSuccess') throw new Error(result.message)
}

/** What the link shows by which this page was opened. */
export async function loadShared(api: Api) {
  return (await api.request(SharedDocument, {})).shared
}
