import { randomUUID } from 'node:crypto'
import { createClient } from 'graphql-sse'
import { until } from './until.ts'

/** The fields of an event that tests look at. */
export interface SeenEvent {
  readonly __typename: string
  readonly cursor: string
  readonly seq: number
  readonly status?: string
  readonly phase?: string | null
  readonly text?: string
  readonly code?: string
  readonly message?: string
  readonly reason?: string
  readonly retryable?: boolean
  readonly finishReason?: string
  readonly afterMs?: number
  readonly position?: number | null
  readonly ahead?: number | null
  readonly etaMs?: number | null
  readonly running?: number | null
  readonly cap?: number | null
  readonly cost?: string | null
}

/** The fields of a generation that tests look at. */
export interface SeenGeneration {
  readonly id: string
  readonly status: string
  readonly text: string
  readonly thinking: string
  readonly hold: string | null
  readonly model: string
  readonly cost: string | null
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number; readonly isEstimated: boolean } | null
  readonly attempts: readonly {
    readonly number: number
    readonly outcome: string | null
    readonly partialText: string | null
  }[]
}

/** What a start takes; the model and the key have defaults. */
export interface StartInput {
  readonly prompt: string
  readonly model?: string
  readonly idempotencyKey?: string
  readonly threadId?: string
  readonly parentId?: string
  readonly whileRunning?: 'QUEUE' | 'INTERRUPT' | 'BRANCH'
  readonly priority?: 'INTERACTIVE' | 'BACKGROUND'
  readonly spaceId?: string
  readonly labels?: readonly string[]
  readonly onBehalfOf?: string
  readonly instructions?: string
  readonly parameters?: object
  readonly isInternal?: boolean
}

/** Asks a Sluice as a service would. */
export interface ApiClient {
  /** @throws Error with the messages when there are any errors */
  query<T>(document: string, variables?: object): Promise<T>
  /** Any result, errors included, with its HTTP status. */
  ask(
    document: string,
    variables?: object,
  ): Promise<{
    status: number
    body: { data?: unknown; errors?: { message: string; extensions?: { code?: string } }[] }
  }>
  /** Answers the id. @throws Error when it is refused */
  start(input: StartInput): Promise<string>
  /** Answers the result, whatever it is. */
  tryStart(input: StartInput): Promise<{
    __typename: string
    code?: string
    message?: string
    generation?: { id: string; status: string; thread: { id: string } }
  }>
  cancel(id: string): Promise<{ __typename: string; generation?: { status: string } }>
  generation(id: string): Promise<SeenGeneration>
  /** Follows one connection until it ends, without coming back after a drop. @throws Refused */
  watch(id: string, options?: { after?: string; signal?: AbortSignal }): AsyncIterableIterator<SeenEvent>
  /** Waits until it has ended. */
  ended(id: string, options?: { timeoutMs?: number }): Promise<SeenGeneration>
}

const startDocument = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
  __typename ... on StartGenerationSuccess { generation { id status thread { id } } } ... on Error { message code } } }`
const watchDocument = `subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) {
  __typename cursor seq ... on GenerationSnapshot { status phase text thinking } ... on ThinkingDelta { thought: text } ... on TextDelta { text } ... on StatusChanged { status phase }
  ... on UsageUpdated { cost } ... on Warned { reason code message } ... on Restarted { reason } ... on QueueMoved { position ahead etaMs reason running cap } ... on Reconnect { afterMs } ... on GenerationSucceeded { finishReason }
  ... on GenerationFailed { code message retryable } } }`
const generationDocument = `query ($id: ID!) { generation(id: $id) { id status text thinking hold model cost error { code message retryable }
  usage { inputTokens outputTokens isEstimated } attempts { number outcome partialText } } }`
const endStatuses = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'])

/** The server said no; the code says why. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.code = code
  }
}

/** A browser that has signed in, or the secret of a share, or both. */
export interface Presented {
  readonly cookie?: string
  readonly share?: string
}

/** The headers by which a token, or what a browser sends, is presented. */
export function credentialsOf(as: string | Presented): Record<string, string> {
  if (typeof as === 'string') return { authorization: `Bearer ${as}` }
  return { ...(as.cookie && { cookie: as.cookie }), ...(as.share && { 'x-sluice-share': as.share }) }
}

/** An {@link ApiClient} for one token, or for what a browser sends. */
export function makeApiClient(url: string, as: string | Presented): ApiClient {
  const credentials = credentialsOf(as)
  const headers = { ...credentials, 'x-graphql-yoga-csrf': '1', 'content-type': 'application/json' }
  const endpoint = `${url}/graphql`
  const sse = createClient({ url: endpoint, headers, retryAttempts: 0 })

  const ask: ApiClient['ask'] = async (query, variables = {}) => {
    const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<ApiClient['ask']>>['body'] }
  }
  const query = async <T>(document: string, variables: object = {}): Promise<T> => {
    const { body } = await ask(document, variables)
    if (body.errors) throw new Error(body.errors.map(({ message }) => message).join('\n'))
    return body.data as T
  }
  const tryStart: ApiClient['tryStart'] = async (input) => {
    const full = { model: 'builtin:extract', idempotencyKey: randomUUID(), ...input }
    return (
      await query<{ startGeneration: Awaited<ReturnType<ApiClient['tryStart']>> }>(startDocument, { input: full })
    ).startGeneration
  }
  const generation: ApiClient['generation'] = async (id) => {
    const data = await query<{ generation: SeenGeneration | null }>(generationDocument, { id })
    if (!data.generation) throw new Error(`There is no generation ${id}`)
    return data.generation
  }
  return {
    ask,
    query,
    tryStart,
    generation,
    async start(input) {
      const result = await tryStart(input)
      if (!result.generation) throw new Error(`Not started: ${result.code} ${result.message}`)
      return result.generation.id
    },
    async cancel(id) {
      const document = `mutation ($id: ID!) { cancelGeneration(input: { id: $id }) {
        __typename ... on CancelGenerationSuccess { generation { status } } } }`
      return (await query<{ cancelGeneration: Awaited<ReturnType<ApiClient['cancel']>> }>(document, { id }))
        .cancelGeneration
    },
    async *watch(id, { after, signal } = {}) {
      const results = sse.iterate<{ generationEvents: SeenEvent }>({
        query: watchDocument,
        variables: { id, ...(after !== undefined && { after }) },
      })
      const leave = () => void results.return?.()
      signal?.addEventListener('abort', leave, { once: true })
      try {
        for await (const { data, errors } of results) {
          if (errors)
            throw new Refused(String(errors[0]?.extensions?.['code']), errors.map(({ message }) => message).join('\n'))
          if (data) yield data.generationEvents
        }
      } finally {
        signal?.removeEventListener('abort', leave)
      }
    },
    ended: (id, options) =>
      until(
        `${id} ends`,
        async () => {
          const seen = await generation(id)
          return endStatuses.has(seen.status) && seen
        },
        options,
      ),
  }
}
