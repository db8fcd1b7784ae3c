import type { ApiClient } from './api-client.ts'

/** What a move was answered with. */
export interface MoveAnswer {
  readonly __typename: string
  readonly code?: string
  readonly generation?: { readonly id: string; readonly priority: string }
}

/** Moves a generation before another, or without one to the end of its kind. */
export async function moveInLine(api: ApiClient, id: string, before?: string): Promise<MoveAnswer> {
  const document = `mutation ($input: MoveInLineInput!) { moveInLine(input: $input) {
    __typename ... on MoveInLineSuccess { generation { id priority } } ... on Error { code } } }`
  return (await api.query<{ moveInLine: MoveAnswer }>(document, { input: { id, before } })).moveInLine
}
