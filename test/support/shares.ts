import type { ApiClient } from './api-client.ts'

/** A share, as those see it who may make one. */
export interface SeenShare {
  readonly id: string
  readonly prefix: string
  readonly createdBy: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
  readonly requiresSignIn: boolean
  readonly principalIds: readonly string[]
}

/** What `createShare` answered. */
export interface MadeShare {
  readonly __typename: string
  readonly secret: string
  readonly path: string
  readonly share: SeenShare
  readonly code?: string
  readonly at?: string
}

const shareFields = 'id prefix createdBy expiresAt revokedAt lastUsedAt requiresSignIn principalIds'
const createDocument = `mutation ($input: CreateShareInput!) { result: createShare(input: $input) { __typename
  ... on CreateShareSuccess { secret path share { ${shareFields} } } ... on Error { code } ... on InvalidInput { at: path } } }`
const revokeDocument = `mutation ($id: ID!) { result: revokeShare(input: { id: $id }) { __typename
  ... on RevokeShareSuccess { share { revokedAt } } ... on Error { code } } }`

/** Makes one, or answers why not. */
export async function makeShare(api: ApiClient, threadId: string, more: object = {}): Promise<MadeShare> {
  return (await api.query<{ result: MadeShare }>(createDocument, { input: { threadId, ...more } })).result
}

export async function revokeShare(api: ApiClient, id: string): Promise<{ __typename: string; code?: string }> {
  return (await api.query<{ result: { __typename: string; code?: string } }>(revokeDocument, { id })).result
}

/** Those of a thread, as somebody sees them. */
export async function sharesOf(api: ApiClient, threadId: string): Promise<readonly SeenShare[]> {
  const document = `query ($id: ID!) { thread(id: $id) { shares { ${shareFields} } } }`
  return (await api.query<{ thread: { shares: SeenShare[] } | null }>(document, { id: threadId })).thread?.shares ?? []
}

const usage = 'usage { inputTokens outputTokens isEstimated }'
const generationFields = `id isMine isInternal labels title prompt instructions outputSchema thinking text json requestedModel model provider
  parameters { temperature } status phase hold queue { position reason } createdAt startedAt endedAt finishReason error { code message } ${usage} cost
  attempts { number provider model outcome errorCode errorMessage cost partialText ${usage} } cursor currentText refinement { state } parent { id } thread { id title }`

/** All that can be asked through a share of its thread. */
export const sharedDocument = `{ shared { showsPrompts showsCost requiresSignIn expiresAt thread { id title createdAt isShareable
  generations(first: 100) { edges { cursor node { ${generationFields} } } pageInfo { hasNextPage } } } } }`

/** And of the events of a generation, from the first on. */
export const sharedEvents = `subscription ($id: ID!) { generationEvents(id: $id, after: "e0") { __typename seq at generation { ${generationFields} }
  ... on GenerationSnapshot { text thinking } ... on TextDelta { text soFar } ... on ThinkingDelta { text } ... on UsageUpdated { usage { inputTokens } cost }
  ... on Warned { reason code message } ... on GenerationFailed { code message } } }`

/** The same from a snapshot on, and nothing but what the server compiles. */
export const sharedSnapshots = `subscription ($id: ID!) { generationEvents(id: $id) { __typename ... on GenerationSnapshot { text thinking } } }`

/** A generation as a share shows it. */
export interface SharedGeneration {
  readonly prompt: string
  readonly title: string
  readonly thinking: string
  readonly text: string
  readonly cost: string | null
  readonly instructions: string | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly attempts: readonly { readonly cost: string | null; readonly errorMessage: string | null }[]
}

/** What {@link sharedDocument} answers. */
export interface Shared {
  readonly shared: {
    readonly thread: {
      readonly id: string
      readonly title: string
      readonly isShareable: boolean
      readonly generations: { readonly edges: readonly { readonly node: SharedGeneration }[] }
    }
  } | null
}
