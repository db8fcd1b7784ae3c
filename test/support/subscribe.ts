import { createClient } from 'graphql-sse'
import { Refused } from './api-client.ts'

/** Where to subscribe, and as whom. */
export interface Subscriber {
  readonly url: string
  readonly token: string
}

/**
 * Follows one subscription of any shape until it ends; leaving the loop closes the connection.
 *
 * @throws Refused
 */
export async function* subscribe<T>(
  { url, token }: Subscriber,
  query: string,
  variables: Record<string, unknown>,
): AsyncGenerator<T> {
  const headers = { authorization: `Bearer ${token}`, 'x-graphql-yoga-csrf': '1' }
  const client = createClient({ url: `${url}/graphql`, headers, retryAttempts: 0 })
  for await (const { data, errors } of client.iterate<{ generationEvents: T }>({ query, variables })) {
    if (errors)
      throw new Refused(String(errors[0]?.extensions?.['code']), errors.map(({ message }) => message).join('\n'))
    if (data) yield data.generationEvents
  }
}
