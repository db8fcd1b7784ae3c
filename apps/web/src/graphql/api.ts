import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { Client, fetchExchange } from '@urql/core'
import { persistedExchange } from '@urql/exchange-persisted'
import type { DocumentNode } from 'graphql'
import { type Accessor, createContext, createSignal, useContext } from 'solid-js'
import type { Dictionary } from '../i18n/dictionary.ts'
import type { ErrorCode } from './generated/graphql.ts'

/** Yoga refuses any POST without it; other origins cannot send it unasked. */
export const csrfHeaders = { 'x-graphql-yoga-csrf': '1' }

/** A request that gave no data. `code` is null when nothing answered, or nothing that speaks GraphQL. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly code: ErrorCode | null

  constructor(code: ErrorCode | null, message: string) {
    super(message)
    this.code = code
  }
}

/** All that the page asks of the server. */
export type Api = {
  /** Sends a query or mutation. Throws {@link RequestError}. */
  request: <Data extends Record<string, unknown>, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ) => Promise<Data>
  /** Turns true with the first answer that says UNAUTHENTICATED. */
  isSignedOut: () => boolean
  reportSignedOut: () => void
}

/** No request waits longer; a poll would otherwise hang on a dead line for as long as the browser does. */
const requestTimeoutMs = 30_000

const fetchWithTimeout: typeof fetch = (input, init) => {
  const signals = [AbortSignal.timeout(requestTimeoutMs), ...(init?.signal ? [init.signal] : [])]
  return fetch(input, { ...init, signal: AbortSignal.any(signals) })
}

/** Our documents are known to the server by the hash that the build gave them; one of another version asks for the whole. */
const hashOf = async (_: string, document: DocumentNode) =>
  (document as DocumentNode & Record<string, { readonly hash?: string } | undefined>)['__meta__']?.hash ?? ''

/** Never by GET: what people ask for does not belong into the logs of proxies. */
const persisted = { generateHash: hashOf, enableForMutation: true, preferGetForPersistedQueries: false } as const

const isMutation = (document: DocumentNode) =>
  document.definitions.some((node) => node.kind === 'OperationDefinition' && node.operation === 'mutation')

const isUnauthenticated = (code: unknown, status: unknown) => code === 'UNAUTHENTICATED' || status === 401

type ApiOptions = {
  url: string
  /** What the person who waits is told where the server says nothing. */
  words: Accessor<Dictionary['api']>
  /** On each request. */
  headers?: Readonly<Record<string, string>>
}

/** The server behind `url`, by urql; streams are the activity folder's. */
export function createApi({ url, words, headers }: ApiOptions): Api {
  const [isSignedOut, setSignedOut] = createSignal(false)
  const reportSignedOut = () => setSignedOut(true)
  const client = new Client({
    url,
    exchanges: [persistedExchange(persisted), fetchExchange],
    preferGetMethod: false,
    fetch: fetchWithTimeout,
    fetchOptions: { headers: { ...csrfHeaders, ...headers }, credentials: 'same-origin' },
  })

  const request: Api['request'] = async (document, variables) => {
    const send = isMutation(document) ? client.mutation(document, variables) : client.query(document, variables)
    const { data, error } = await send.toPromise()
    if (error) {
      const code = error.graphQLErrors[0]?.extensions['code']
      const response: unknown = error.response
      const status = response instanceof Response ? response.status : null
      if (isUnauthenticated(code, status)) {
        reportSignedOut()
        throw new RequestError('UNAUTHENTICATED', words().signedOut)
      }
      throw new RequestError(
        typeof code === 'string' ? (code as ErrorCode) : null,
        error.graphQLErrors[0]?.message ?? words().unanswered,
      )
    }
    if (data === undefined) throw new RequestError(null, words().empty)
    return data
  }

  return { request, isSignedOut, reportSignedOut }
}

export const ApiContext = createContext<Api>()

/** The page's {@link Api}. Throws outside of `ApiContext`. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi outside of ApiContext')
  return api
}
