import type { ServerResponse } from 'node:http'
import type { LiveStream } from '@sluice/core/generation/watch'
import type { Context } from '@sluice/schema/context'
import type { WatchedEvent } from '@sluice/schema/generation-event'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  type GraphQLError,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import { type ChunkWriter, makeChunkWriter } from './chunk-writer.ts'
import { type CompiledEvents, compileEvents } from './compile-events.ts'
import { makeOutboxes, type Outbox } from './outbox.ts'
import type { ServerContext } from './signed-in-only.ts'

/** Between two signs of life that clients do not see, in milliseconds: as Yoga's own streams do. */
const pingMs = 12_000

const headers = {
  'content-type': 'text/event-stream',
  connection: 'keep-alive',
  'cache-control': 'no-cache',
  'content-encoding': 'none',
} as const

/** One subscription that is sent past Yoga's pipeline. */
interface DirectStream {
  readonly events: LiveStream<WatchedEvent>
  readonly compiled: CompiledEvents
  readonly args: ValidatedSubscriptionArgs
}

/**
 * Sends the events of a generation straight to the socket, as the same bytes that Yoga would send: what a document asks is compiled once. The event is one
 * viewer's (`isHidden`): what is shared must be keyed by that too. Everything before the first event (parsing, rules, rates, rights) is Yoga's as ever, and
 * so is what does not compile.
 */
export function useDirectStreams(mask: (error: unknown) => GraphQLError): Plugin<Context, ServerContext & Answering> {
  const streams = new WeakMap<Request, DirectStream>()
  const compiledOf = makeCompiledOf()
  const outboxOf = makeOutboxes()
  return {
    onSubscribe({ args, setSubscribeFn }) {
      const { document, operationName, contextValue } = args as ExecutionArgs
      const { request } = contextValue as { readonly request: Request }
      const checked = validateSubscriptionArgs(args)
      if (!('schema' in checked)) return // Yoga tells what is wrong
      const compiled = compiledOf(checked, document, operationName ?? null)
      if (!compiled) return
      setSubscribeFn(async () => {
        const events = await createSourceEventStream(checked)
        if (!isAsyncIterable(events)) return events
        streams.set(request, { events: events as LiveStream<WatchedEvent>, compiled, args: checked })
        return events as AsyncIterable<ExecutionResult> // never read: the result processor below has the stream itself
      })
    },
    onResultProcess({ request, result, serverContext, setResultProcessor }) {
      const stream = streams.get(request)
      if (!stream || !isAsyncIterable(result)) return
      setResultProcessor(async (_, { Response }) => {
        await send(stream, serverContext.res, { mask, outboxOf })
        return new Response(null) // all has been said: of a response that has ended, nothing more is sent
      }, 'text/event-stream')
    },
  }
}

/** What node:http hands on beside the request, to answer it. */
interface Answering {
  readonly res: ServerResponse
}

/** Compiles each document once. Yoga's parser gives the same document for the same text. */
function makeCompiledOf() {
  const known = new WeakMap<DocumentNode, Map<string | null, CompiledEvents | null>>()
  return (args: ValidatedSubscriptionArgs, document: DocumentNode, operationName: string | null) => {
    const operations = known.get(document) ?? new Map<string | null, CompiledEvents | null>()
    known.set(document, operations)
    const compiled = operations.get(operationName)
    if (compiled !== undefined) return compiled
    const made = compileEvents(args.schema, { document, operationName, field: 'generationEvents' })
    operations.set(operationName, made)
    return made
  }
}

interface Sending {
  readonly mask: (error: unknown) => GraphQLError
  readonly outboxOf: (client: ChunkWriter) => Outbox
}

async function send(stream: DirectStream, response: ServerResponse, { mask, outboxOf }: Sending) {
  response.on('error', () => {}) // a client that leaves between two looks at it: its watch ends by the request's signal
  response.writeHead(200, headers)
  response.write(':\n\n') // some clients see no headers before the first byte
  const client = makeChunkWriter(response)
  const ping = setInterval(() => client.isBehind || client.write(':\n\n'), pingMs)
  const next = (result: string) => `event: next\ndata: ${result}\n\n`
  // What a client cannot take now stays in the log until it can; that of one who has left ends the stream below.
  const outbox = outboxOf(client)
  stream.events.handTo?.((event) => {
    const result = outbox.isFull || response.destroyed ? null : stream.compiled.resultOf(event)
    if (result !== null) outbox.add(next(result))
    return result !== null
  })
  try {
    for await (const event of stream.events) {
      const result = stream.compiled.resultOf(event) ?? (await execute(stream, event, mask))
      if (client.isBehind) await client.drained()
      if (response.destroyed) return
      client.write(next(result))
    }
  } catch (error) {
    client.write(`event: next\ndata: ${JSON.stringify({ errors: [mask(error)] })}\n\n`)
  } finally {
    clearInterval(ping)
    response.end('event: complete\ndata:\n\n')
  }
}

async function execute({ args }: DirectStream, event: WatchedEvent, mask: (error: unknown) => GraphQLError) {
  const result = await executeSubscriptionEvent({ ...args, rootValue: event })
  return JSON.stringify(result.errors ? { ...result, errors: result.errors.map(mask) } : result)
}
