import { stringifyDocument } from '@urql/core'
import { createClient, NetworkError } from 'graphql-sse'
import { GenerationEventsDocument, type GenerationEventsSubscription } from './generated/graphql.ts'
import { type OpenEvents, WatchRefused } from './watch-generation.ts'

/**
 * A GraphQL refusal may come as an event stream under its own HTTP status; graphql-sse reads streams of status 200 only,
 * and would hide the code that tells a refusal from a drop.
 */
const readRefusals: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  return response.ok || !isStream ? response : new Response(response.body, { status: 200, headers: response.headers })
}

function isUnauthenticated(error: unknown) {
  const response: unknown = error instanceof NetworkError ? error.response : null
  return response instanceof Response && response.status === 401
}

/**
 * One connection per call, without any retry: graphql-sse would repeat the same variables, and with them events that
 * were already shown (10 of 20 in a trial).
 */
export function makeEventSource(url: string, headers: Record<string, string>): OpenEvents {
  const query = stringifyDocument(GenerationEventsDocument)
  return async function* openEvents({ id, after, signal, onOpen }) {
    const client = createClient({ url, headers, retryAttempts: 0, credentials: 'same-origin', fetchFn: readRefusals })
    const results = client.iterate<GenerationEventsSubscription>(
      { query, variables: { id, after } },
      { connected: onOpen },
    )
    const leave = () => client.dispose()
    signal.addEventListener('abort', leave, { once: true })
    try {
      if (signal.aborted) return
      for await (const { data, errors } of results) {
        const code = errors?.[0]?.extensions?.['code']
        if (errors) throw new WatchRefused(typeof code === 'string' ? code : 'INTERNAL')
        if (data) yield data.generationEvents
      }
    } catch (error) {
      if (isUnauthenticated(error)) throw new WatchRefused('UNAUTHENTICATED')
      throw error
    } finally {
      signal.removeEventListener('abort', leave)
      leave()
    }
  }
}
