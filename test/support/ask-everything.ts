import { randomUUID } from 'node:crypto'
import { type ApiClient, Refused } from './api-client.ts'

/** How one request was answered: a typed member of a result, or a GraphQL error. */
interface Answer {
  readonly type: string
  readonly code: string | null
  readonly isRetryable: boolean | null
}

const refusal = '... on Error { code retryable message } ... on Unavailable { retryAfterMs }'
const mutations = {
  start: `mutation ($input: StartGenerationInput!) { result: startGeneration(input: $input) { __typename ${refusal} } }`,
  cancel: `mutation ($id: ID!) { result: cancelGeneration(input: { id: $id }) { __typename ${refusal} } }`,
}
const queries = {
  generation: 'query ($id: ID!) { generation(id: $id) { status text attempts { number } } }',
  node: 'query ($id: ID!) { node(id: $id) { id } }',
  threads: '{ threads(first: 10) { edges { node { title generations(first: 5) { edges { node { id } } } } } } }',
}

/** Sends one request of every kind at once, about this generation; answers what came of each, by its name. */
export async function askEverything(api: ApiClient, id: string): Promise<Readonly<Record<string, Answer>>> {
  const input = { model: 'builtin:extract', prompt: 'Is anybody there?', idempotencyKey: randomUUID() }
  const asked = {
    start: ask(api, mutations.start, { input }),
    cancel: ask(api, mutations.cancel, { id }),
    generation: ask(api, queries.generation, { id }),
    node: ask(api, queries.node, { id }),
    threads: ask(api, queries.threads, {}),
    watch: watch(api, id),
  }
  const names = Object.keys(asked)
  const answers = await Promise.all(Object.values(asked))
  return Object.fromEntries(names.map((name, n) => [name, answers[n] as Answer]))
}

interface Result {
  readonly __typename: string
  readonly code?: string
  readonly retryable?: boolean
}

async function ask(api: ApiClient, document: string, variables: object): Promise<Answer> {
  const { body } = await api.ask(document, variables)
  const [error] = (body.errors ?? []) as { extensions?: { code?: string; retryable?: boolean } }[]
  if (error) {
    const { code = null, retryable = null } = error.extensions ?? {}
    return { type: 'GraphQL error', code, isRetryable: retryable }
  }
  const { result } = body.data as { result?: Result }
  return { type: result?.__typename ?? 'data', code: result?.code ?? null, isRetryable: result?.retryable ?? null }
}

async function watch(api: ApiClient, id: string): Promise<Answer> {
  try {
    for await (const _ of api.watch(id)) return { type: 'data', code: null, isRetryable: null }
  } catch (error) {
    if (error instanceof Refused) return { type: 'GraphQL error', code: error.code, isRetryable: true }
    throw error
  }
  return { type: 'nothing', code: null, isRetryable: null }
}

const error: Answer = { type: 'GraphQL error', code: 'UNAVAILABLE', isRetryable: true }
const member: Answer = { type: 'Unavailable', code: 'UNAVAILABLE', isRetryable: true }

/** What {@link askEverything} answers while the database is away. */
export const allUnavailable = {
  start: member,
  cancel: member,
  generation: error,
  node: error,
  threads: error,
  watch: error,
}
