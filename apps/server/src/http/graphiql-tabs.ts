/** The tabs that GraphiQL opens with: the main job, step by step. */
export const graphiqlTabs = [
  `# 1. Who you are, and which models can be asked.
#    The page's own sign-in serves here too; a service sets its token under Headers:
#    { "authorization": "Bearer …" }
query WhoAmI {
  viewer { id name kind }
  models { name isReachable message models { id freeSlots recent { totalMs { p50 } } } }
}
`,
  `# 2. Start a generation. It is in line as soon as this answers.
#    Running it again answers with the same one: the key starts once. Take a new key for a new one.
#    Copy the id into the next tab.
mutation Start {
  startGeneration(input: {
    model: "builtin:extract"
    prompt: "Sluice keeps every token in PostgreSQL before anyone sees it. A reload loses nothing. Bread is baked in ovens. Sluice queues where others refuse. What does Sluice do?"
    idempotencyKey: "graphiql-1"
  }) {
    __typename
    ... on StartGenerationSuccess { generation { id status } }
    ... on Error { code message retryable }
  }
}
`,
  `# 3. Watch it: press play, and read soFar as it grows. Press stop and play again: nothing is lost.
subscription Watch($id: ID!, $after: EventCursor) {
  generationEvents(id: $id, after: $after) {
    __typename
    seq
    cursor
    ... on GenerationSnapshot { status phase text }
    ... on StatusChanged { status phase }
    ... on QueueMoved { position ahead etaMs reason running cap }
    ... on TextDelta { soFar }
    ... on Warned { reason message }
    ... on Restarted { reason }
    ... on GenerationSucceeded { finishReason generation { text cost usage { inputTokens outputTokens } } }
    ... on GenerationFailed { code message retryable }
  }
}
`,
  `# 4. Come back later and find everything.
query Recent {
  generations(first: 10) {
    edges { node { id status model prompt text createdAt endedAt } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  `# 5. Stop one. What was written is kept; twice is harmless.
mutation Stop($id: ID!) {
  cancelGeneration(input: { id: $id }) {
    __typename
    ... on CancelGenerationSuccess { generation { id status text } }
    ... on Error { code message }
  }
}
`,
].map((query) => ({ query, variables: query.includes('$id') ? '{\n  "id": ""\n}' : '' }))
