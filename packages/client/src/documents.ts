import type {
  ActivitySubscription,
  ActivitySubscriptionVariables,
  CancelMutation,
  CancelMutationVariables,
  GenerationQuery,
  GenerationQueryVariables,
  GenerationsQuery,
  GenerationsQueryVariables,
  ModelsQuery,
  ModelsQueryVariables,
  SharedQuery,
  SharedQueryVariables,
  StartMutation,
  StartMutationVariables,
  WatchSubscription,
  WatchSubscriptionVariables,
} from './generated/operations.ts'

/** A GraphQL document with the types of what it takes and answers; `build.ts` makes them from schema.graphql. */
export type Document<Data, Variables> = string & { readonly typesOnly?: (variables: Variables) => Data }

const usageFields = /* GraphQL */ `
  fragment UsageFields on Usage { inputTokens outputTokens cachedInputTokens reasoningTokens isEstimated }
`
const generationFields = /* GraphQL */ `
  fragment GenerationFields on Generation {
    id title requestedModel model provider labels status phase hold
    createdAt startedAt firstTokenAt endedAt finishReason cost cursor
    thread { id } parent { id } error { code message retryable } usage { ...UsageFields }
  }
`
const refusalFields = /* GraphQL */ `
  fragment RefusalFields on Error { code message retryable ... on Overloaded { retryAfterMs } ... on Unavailable { retryAfterMs } ... on InvalidInput { path } ... on BudgetExceeded { budget { scope period unit limit used reserved resetsAt } } }
`

/** Puts one in line. */
export const startDocument: Document<StartMutation, StartMutationVariables> = /* GraphQL */ `
  mutation Start($input: StartGenerationInput!) {
    startGeneration(input: $input) {
      __typename
      ... on StartGenerationSuccess { generation { id status thread { id } } }
      ...RefusalFields
    }
  }
  ${refusalFields}
`

/** Stops one. */
export const cancelDocument: Document<CancelMutation, CancelMutationVariables> = /* GraphQL */ `
  mutation Cancel($id: ID!) {
    cancelGeneration(input: { id: $id }) {
      __typename
      ... on CancelGenerationSuccess { generation { id status } }
      ...RefusalFields
    }
  }
  ${refusalFields}
`

/** One with all that there is of it. */
export const generationDocument: Document<GenerationQuery, GenerationQueryVariables> = /* GraphQL */ `
  query Generation($id: ID!) { generation(id: $id) { ...GenerationFields prompt instructions text thinking outputSchema json } }
  ${generationFields}
  ${usageFields}
`

/** A page of those that one may see, newest first. */
export const generationsDocument: Document<GenerationsQuery, GenerationsQueryVariables> = /* GraphQL */ `
  query Generations($first: Int!, $after: String, $filter: GenerationFilter) {
    generations(first: $first, after: $after, filter: $filter) {
      edges { node { ...GenerationFields } }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${generationFields}
  ${usageFields}
`

/** What a share shows: its thread, with the last of its generations. */
export const sharedDocument: Document<SharedQuery, SharedQueryVariables> = /* GraphQL */ `
  query Shared($last: Int!) {
    shared {
      expiresAt showsPrompts showsCost
      thread { id title createdAt generations(last: $last) { edges { node { ...GenerationFields } } } }
    }
  }
  ${generationFields}
  ${usageFields}
`

/** What can be asked. */
export const modelsDocument: Document<ModelsQuery, ModelsQueryVariables> = /* GraphQL */ `
  query Models { models { name isReachable message models { id name contextTokens } } }
`

/** Every field that `fold` takes in. `soFar` is left out: it would be sent again with each delta. */
const eventFields = /* GraphQL */ `
  fragment EventFields on GenerationEvent {
    __typename cursor seq at
    ... on GenerationSnapshot { status phase text thinking usage { ...UsageFields } }
    ... on StatusChanged { status phase }
    ... on TextDelta { text }
    ... on ThinkingDelta { text }
    ... on UsageUpdated { usage { ...UsageFields } cost }
    ... on Warned { reason code message retryAfterMs }
    ... on Restarted { reason }
    ... on QueueMoved { position ahead etaMs reason running cap }
    ... on KeepAlive { head }
    ... on Reconnect { afterMs }
    ... on GenerationSucceeded { finishReason }
    ... on GenerationFailed { code message retryable }
  }
`

/** The events of one. */
export const watchDocument: Document<WatchSubscription, WatchSubscriptionVariables> = /* GraphQL */ `
  subscription Watch($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) { ...EventFields } }
  ${eventFields}
  ${usageFields}
`

/** All that one follows. */
export const activityDocument: Document<ActivitySubscription, ActivitySubscriptionVariables> = /* GraphQL */ `
  subscription Activity($open: [Position!], $since: ActivityCursor) {
    activity(open: $open, since: $since) {
      __typename cursor at
      ... on ActivitySnapshot { more generations { ...ChangedFields } }
      ... on GenerationChanged { generationId generation { ...ChangedFields } }
      ... on GenerationActivity { generationId event { ...EventFields } }
      ... on PositionRefused { generationId code message }
      ... on ActivityReconnect { afterMs }
    }
  }
  fragment ChangedFields on Generation {
    ...GenerationFields isUnread isCopy refinement { state } thread { id isArchived space { id } }
    queue { position ahead etaMs reason running cap }
  }
  ${eventFields}
  ${generationFields}
  ${usageFields}
`
