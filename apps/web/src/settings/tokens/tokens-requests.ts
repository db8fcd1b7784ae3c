import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  CreateServiceTokenDocument,
  type CreateServiceTokenInput,
  RevokeServiceTokenDocument,
  RotateServiceTokenDocument,
  type ServiceTokenFieldsFragment,
  ServiceTokensDocument,
} from '../generated/graphql.ts'

export type ServiceToken = ServiceTokenFieldsFragment

/** A token that was just made, with the secret that nobody is told again. */
export type MadeToken = { secret: string; serviceToken: { id: string; service: string } }

/** All of them, newest first, ended ones too. */
export async function loadServiceTokens(api: Api): Promise<ServiceToken[]> {
  return (await api.request(ServiceTokensDocument, {})).serviceTokens
}

/** Makes a token for a service. */
export const createServiceToken = (api: Api, input: CreateServiceTokenInput) =>
  outcomeOf(api.request(CreateServiceTokenDocument, { input }).then((data) => data.createServiceToken))

/** Makes a token like one that holds on for `overlapMs` beside it. */
export const rotateServiceToken = (api: Api, input: { id: string; overlapMs: number }) =>
  outcomeOf(api.request(RotateServiceTokenDocument, { input }).then((data) => data.rotateServiceToken))

/** Ends a token at once. */
export const revokeServiceToken = (api: Api, id: string) =>
  outcomeOf(api.request(RevokeServiceTokenDocument, { input: { id } }).then((data) => data.revokeServiceToken))
