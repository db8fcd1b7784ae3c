import { type Client, type ClientOptions, createClient, NetworkError } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Deployment, deploy, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { sentences } from '../support/sentences.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on('goes on', (call) => call.text('so far'))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** The reference implementation's client, and every message that comes over its wire. */
function makePeer(options: Partial<ClientOptions> = {}): { client: Client; messages: string[] } {
  const messages: string[] = []
  const client = createClient({
    url: `${sluice.url}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    onMessage: ({ event }) => void messages.push(event),
    ...options,
  })
  return { client, messages }
}

/** All that a subscription hands to its sink, in order. */
function collect(client: Client, query: string, variables: Record<string, unknown> = {}) {
  const seen: string[] = []
  let error: unknown
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const leave = client.subscribe<Record<string, { __typename: string }>>(
    { query, variables },
    {
      next: ({ data, errors }) =>
        void seen.push(
          errors
            ? `errors ${String(errors[0]?.extensions?.['code'])}`
            : `next ${Object.values(data ?? {})[0]?.__typename}`,
        ),
      error: (thrown) => {
        error = thrown
        seen.push('error')
        resolve()
      },
      complete: () => {
        seen.push('complete')
        resolve()
      },
    },
  )
  return { seen, over, leave, error: () => error }
}

const events =
  'subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) { __typename seq } }'

describe('the reference client of GraphQL over SSE', () => {
  test('sees every event as a next, then one complete, and nothing after it', async () => {
    const id = await sluice.api.start({ prompt: sentences(1) })
    const { client, messages } = makePeer()
    const { seen, over } = collect(client, events, { id, after: 'e0' })
    await over
    expect(seen.at(0)).toBe('next StatusChanged')
    expect(seen.slice(-2)).toEqual(['next GenerationSucceeded', 'complete'])
    expect(seen.filter((what) => !what.startsWith('next'))).toEqual(['complete'])
    expect(messages).toEqual([...seen.slice(0, -1).map(() => 'next'), 'complete'])
  })

  test('gets the answer to a query and to a mutation in the same way', async () => {
    const { client } = makePeer()
    const query = collect(client, '{ viewer { __typename } }')
    await query.over
    expect(query.seen).toEqual(['next Viewer', 'complete'])
    const input = { model: 'builtin:extract', prompt: 'One sentence.', idempotencyKey: 'from the peer' }
    const start = 'mutation ($input: StartGenerationInput!) { startGeneration(input: $input) { __typename } }'
    const mutation = collect(client, start, { input })
    await mutation.over
    expect(mutation.seen).toEqual(['next StartGenerationSuccess', 'complete'])
  })

  test('leaves when it wants to, and the generation goes on', async () => {
    const id = await sluice.api.start({ model: 'openai:fake-model', prompt: 'goes on' })
    const { client } = makePeer()
    const { seen, over, leave } = collect(client, events, { id })
    await until('the stream has begun', () => seen.length > 0)
    leave()
    await over
    expect(seen.at(-1)).toBe('complete') // its own: it calls its sink once it has let go
    expect(await sluice.api.generation(id)).toMatchObject({ status: 'RUNNING' })
    await sluice.api.cancel(id)
  })

  test.each([
    ['a field that there is not', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a stream of a field that there is not', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['no GraphQL', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
  ])('is told of %s, once, and does not try again', async (_, query, code) => {
    let requests = 0
    const { client } = makePeer({
      retryAttempts: 5,
      fetchFn: (...args: Parameters<typeof fetch>) => {
        requests += 1
        return fetch(...args)
      },
    })
    const { seen, over, error } = collect(client, query)
    await over
    if (seen[0] === 'error') {
      const thrown = error()
      const response = thrown instanceof NetworkError ? (thrown.response as Response | undefined) : undefined
      expect(response?.status).toBe(400)
    } else expect(seen).toEqual([`errors ${code}`, 'complete'])
    expect(requests).toBe(1)
  })

  test('is refused one that is not there with an error, and the end', async () => {
    const { client } = makePeer()
    const { seen, over } = collect(client, events, { id: Buffer.from('Generation:x').toString('base64') })
    await over
    expect(seen).toEqual(['errors NOT_FOUND', 'complete'])
  })

  test('is refused without a token before any stream begins', async () => {
    const { client } = makePeer({ headers: {} })
    const { over, error } = collect(client, events, { id: 'x' })
    await over
    const thrown = error()
    expect(thrown).toBeInstanceOf(NetworkError)
    expect((thrown as NetworkError<Response>).response?.status).toBe(401)
  })
})
