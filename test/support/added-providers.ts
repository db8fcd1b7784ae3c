import type { ApiClient } from './api-client.ts'

/** What tests look at of a provider that was added. */
export interface SeenConnection {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly baseUrl: string
  readonly hasKey: boolean
  readonly keyHint: string | null
  readonly isUsable: boolean
  readonly message: string | null
  readonly createdBy: string
}

/** What came of a change. */
export interface Changed {
  readonly __typename: string
  readonly providerConnection?: SeenConnection
  readonly code?: string
  readonly message?: string
  readonly path?: string
}

const fields = 'id name kind baseUrl hasKey keyHint isUsable message createdBy'
const answer = `providerConnection { ${fields} }`
const refusals = '... on Error { code message } ... on InvalidInput { path }'

/** Adds one. */
export function addProvider(api: ApiClient, input: object): Promise<Changed> {
  return change(
    api,
    `mutation ($input: AddProviderInput!) { result: addProvider(input: $input) {
    __typename ... on AddProviderSuccess { ${answer} } ${refusals} } }`,
    input,
  )
}

/** Changes one. */
export function updateProvider(api: ApiClient, input: object): Promise<Changed> {
  return change(
    api,
    `mutation ($input: UpdateProviderInput!) { result: updateProvider(input: $input) {
    __typename ... on UpdateProviderSuccess { ${answer} } ${refusals} } }`,
    input,
  )
}

/** Removes one. */
export function removeProvider(api: ApiClient, id: string): Promise<Changed> {
  return change(
    api,
    `mutation ($input: RemoveProviderInput!) { result: removeProvider(input: $input) {
    __typename ... on RemoveProviderSuccess { id } ... on Error { code message } } }`,
    { id },
  )
}

async function change(api: ApiClient, document: string, input: object): Promise<Changed> {
  return (await api.query<{ result: Changed }>(document, { input })).result
}

/** All that there are. */
export async function listProviders(api: ApiClient): Promise<readonly SeenConnection[]> {
  const document = `{ providerConnections { ${fields} } }`
  return (await api.query<{ providerConnections: SeenConnection[] }>(document)).providerConnections
}
