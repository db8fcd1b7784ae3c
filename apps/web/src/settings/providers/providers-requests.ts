import type { Api } from '../../graphql/api.ts'
import { outcomeOf } from '../../graphql/outcome.ts'
import {
  AddProviderDocument,
  type AddProviderInput,
  ProviderConnectionsDocument,
  type ProviderFieldsFragment,
  ProviderStatesDocument,
  type ProviderStatesQuery,
  RemoveProviderDocument,
  UpdateProviderDocument,
  type UpdateProviderInput,
} from '../generated/graphql.ts'

/** A provider that was added at run time. */
export type Provider = ProviderFieldsFragment
/** How a provider fares. */
export type ProviderState = ProviderStatesQuery['models'][number]

/** Those that were added at run time, by name. */
export async function loadProviders(api: Api): Promise<Provider[]> {
  return (await api.request(ProviderConnectionsDocument, {})).providerConnections
}

/** How all providers fare; `isFresh` makes the server ask them now, which can take seconds. */
export async function loadProviderStates(api: Api, isFresh: boolean): Promise<ProviderState[]> {
  return (await api.request(ProviderStatesDocument, { refresh: isFresh })).models
}

/** Adds a provider for everybody. */
export const addProvider = (api: Api, input: AddProviderInput) =>
  outcomeOf(api.request(AddProviderDocument, { input }).then((data) => data.addProvider))

/** Changes its address or its key. */
export const updateProvider = (api: Api, input: UpdateProviderInput) =>
  outcomeOf(api.request(UpdateProviderDocument, { input }).then((data) => data.updateProvider))

/** Takes it away, with its key. */
export const removeProvider = (api: Api, id: string) =>
  outcomeOf(api.request(RemoveProviderDocument, { input: { id } }).then((data) => data.removeProvider))
