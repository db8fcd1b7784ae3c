import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  CreateSignInLinkDocument,
  CreateSpaceDocument,
  DeleteSpaceDocument,
  InviteToSpaceDocument,
  RemoveMemberDocument,
  SetMemberRoleDocument,
  SetRetentionDocument,
  SetSpaceModelsDocument,
  type SpaceFieldsFragment,
  type SpaceRole,
  SpacesDocument,
  SpaceThreadsDocument,
} from '../generated/graphql.ts'

export type Space = SpaceFieldsFragment
export type Member = Space['members'][number]

/** The spaces that the viewer is in, oldest first, with those in them whom the viewer may know of. */
export async function loadSpaces(api: Api): Promise<Space[]> {
  return (await api.request(SpacesDocument, {})).spaces
}

/** The newest threads of a space that the viewer sees. */
export async function loadSpaceThreads(api: Api, page: { spaceId: string; first: number }) {
  const { edges, pageInfo } = (await api.request(SpaceThreadsDocument, page)).threads
  return { threads: edges.map((edge) => edge.node), hasMore: pageInfo.hasNextPage }
}

/** Makes a space of which the viewer is the owner. */
export const createSpace = (api: Api, name: string) =>
  outcomeOf(api.request(CreateSpaceDocument, { input: { name } }).then((data) => data.createSpace))

/** Lets somebody new in; `path` signs them in. */
export const inviteToSpace = (api: Api, input: { spaceId: string; name: string; role: SpaceRole }) =>
  outcomeOf(api.request(InviteToSpaceDocument, { input }).then((data) => data.inviteToSpace))

/** `path` signs somebody in who is known here. */
export const createSignInLink = (api: Api, principalId: string) =>
  outcomeOf(api.request(CreateSignInLinkDocument, { input: { principalId } }).then((data) => data.createSignInLink))

/** Says what somebody is in a space, who may have been in it or not. */
export const setMemberRole = (api: Api, input: { spaceId: string; principalId: string; role: SpaceRole }) =>
  outcomeOf(api.request(SetMemberRoleDocument, { input }).then((data) => data.setMemberRole))

/** Ends a membership, one's own too. */
export const removeMember = (api: Api, input: { spaceId: string; principalId: string }) =>
  outcomeOf(api.request(RemoveMemberDocument, { input }).then((data) => data.removeMember))

/** Has threads deleted in which nothing has begun for so many days; null keeps them. */
export const setRetention = (api: Api, input: { spaceId: string; days: number | null }) =>
  outcomeOf(api.request(SetRetentionDocument, { input }).then((data) => data.setRetention))

/** Says which models the partners of a space may ask there; null for all. */
export const setSpaceModels = (api: Api, input: { spaceId: string; models: string[] | null }) =>
  outcomeOf(api.request(SetSpaceModelsDocument, { input }).then((data) => data.setSpaceModels))

/** Deletes a space with all of its threads, for good. */
export const deleteSpace = (api: Api, id: string) =>
  outcomeOf(api.request(DeleteSpaceDocument, { input: { id } }).then((data) => data.deleteSpace))

/** A link as it is given to somebody: the server tells only its path. */
export const wholeLink = (path: string) => `${location.origin}${path}`

/** Where a space has its page. */
export const spacePath = (id: string) => `/settings/spaces/${encodeURIComponent(id)}`
