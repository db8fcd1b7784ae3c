import { createSchema, createYoga } from 'graphql-yoga'
import OpenAI from 'openai'
import { makeHub } from './hub.ts'
import { askFor, listen, providerUrl } from './peer.ts'
import { makeQueue, type Queue } from './queue.ts'

// A subscription of GraphQL Yoga as its documentation has it, with tokens straight from OpenAI's SDK.

interface Watch {
  readonly id: string
  readonly prompt: string
  readonly shared: boolean | null
}

type Event =
  | { readonly __typename: 'TokenEvent'; readonly text: string }
  | { readonly __typename: 'StatusEvent'; readonly status: string }

const openai = new OpenAI({ baseURL: providerUrl, apiKey: 'none' })
const join = makeHub<Queue<Event>>()

async function* eventsOf(prompt: string): AsyncGenerator<Event> {
  for await (const { choices } of await openai.chat.completions.create(askFor(prompt))) {
    const text = choices[0]?.delta.content
    if (text) yield { __typename: 'TokenEvent', text }
  }
  yield { __typename: 'StatusEvent', status: 'COMPLETED' }
}

function watch({ id, prompt, shared }: Watch): AsyncIterable<Event> {
  if (!shared) return eventsOf(prompt)
  const queue = makeQueue<Event>()
  join(id, queue, (queues, onEnd) => void relay(prompt, queues).finally(onEnd))
  return queue
}

async function relay(prompt: string, queues: ReadonlySet<Queue<Event>>): Promise<void> {
  for await (const event of eventsOf(prompt)) for (const queue of queues) queue.push(event)
  for (const queue of queues) queue.push(null)
}

const yoga = createYoga({
  logging: false,
  graphiql: false,
  landingPage: false,
  schema: createSchema({
    typeDefs: /* GraphQL */ `
      union GenerationEvent = TokenEvent | StatusEvent
      type TokenEvent { text: String! }
      type StatusEvent { status: String! }
      type Query { ok: Boolean! }
      type Subscription { generation(id: ID!, prompt: String!, shared: Boolean): GenerationEvent! }
    `,
    resolvers: {
      Query: { ok: () => true },
      Subscription: {
        generation: { subscribe: (_: unknown, args: Watch) => watch(args), resolve: (event: Event) => event },
      },
    },
  }),
})
listen((message, response) => void yoga(message, response))
