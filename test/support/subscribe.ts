import { createClient } from 'graphql-sse'
import { Refused } from './api-client.ts'

/** Where to subscribe, and as whom. */
export interface Subscriber {
  readonly url: string
  readonly token?: string
  readonly cookie?: string
  /** The secret of a share. */
  readonly share?: string
  /** Closes the connection. */
  readonly signal?: AbortSignal
}

/**
 * Follows one subscription of any shape until it ends; leaving the loop closes the connection.
 *
 * @throws Refused
 */
export async function* subscribe<T>(
  { url, token, cookie, share, signal }: Subscriber,
  query: string,
  variables: Record<string, unknown>,
): AsyncGenerator<T> {
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(cookie && { cookie }),
    ...(share && { 'x-sluice-share': share }),
    'x-graphql-yoga-csrf': '1',
  }
  const client = createClient({ url: `${url}/graphql`, headers, retryAttempts: 0 })
  const results = client.iterate<Record<string, T>>({ query, variables })
  const leave = () => void results.return?.()
  signal?.addEventListener('abort', leave, { once: true })
  for await (const { data, errors } of results) {
    if (errors)
      throw new Refused(String(errors[0]?.extensions?.['code']), errors.map(({ message }) => message).join('\n'))
    const event = data && Object.values(data)[0]
    if (event) yield event
  }
}
