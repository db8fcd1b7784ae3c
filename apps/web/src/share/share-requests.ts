import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
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

/** Makes a link. */
export const createShare = (api: Api, input: CreateShareInput) =>
  outcomeOf(api.request(CreateShareDocument, { input }).then((data) => data.createShare))

/** Ends a link. */
export const revokeShare = (api: Api, id: string) =>
  outcomeOf(api.request(RevokeShareDocument, { input: { id } }).then((data) => data.revokeShare))

/** What the link shows by which this page was opened. */
export async function loadShared(api: Api) {
  return (await api.request(SharedDocument, {})).shared
}
