import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { GraphQLError } from 'graphql'
import { createSchema, createYoga, type GraphQLParams } from 'graphql-yoga'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerContext } from './signed-in-only.ts'
import { useWholeBodies } from './whole-bodies.ts'

const maxBytes = 100_000
const faults: unknown[] = []
const refusals: unknown[] = []
const yoga = createYoga<ServerContext>({
  schema: createSchema({
    typeDefs: 'type Query { echo(text: String!): String! }',
    resolvers: { Query: { echo: (_: unknown, { text }: { text: string }) => text } },
  }),
  logging: false,
  maxRequestBodySize: false,
  plugins: [useWholeBodies(maxBytes)],
  maskedErrors: {
    maskError(error) {
      if (error instanceof GraphQLError) refusals.push(error.extensions['code'])
      else faults.push(error)
      return error as Error
    },
  },
})
const server = createServer((incoming, response) => void yoga(incoming, response))
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

function post(headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo
  return request({
    port,
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  })
}

async function answerTo(asked: ReturnType<typeof post>): Promise<[number | undefined, unknown]> {
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  return [answer.statusCode, await json(answer)]
}

const echo = (text: string): GraphQLParams => ({
  query: 'query Q($text: String!) { echo(text: $text) }',
  variables: { text },
})

test('a body that comes in pieces, cut inside a letter, is read whole', async () => {
  const bytes = Buffer.from(JSON.stringify(echo('naïve 🎈')))
  const asked = post()
  for (const byte of bytes) {
    asked.write(Buffer.of(byte))
    await new Promise(setImmediate)
  }
  asked.end()
  expect(await answerTo(asked)).toEqual([200, { data: { echo: 'naïve 🎈' } }])
})

test.each(['whose length is told', 'that comes in chunks'])(
  'a body that is too long, %s, is answered with 413',
  async (kind) => {
    const body = Buffer.from(JSON.stringify(echo('x'.repeat(20 * maxBytes))))
    const asked = post(kind === 'whose length is told' ? { 'content-length': String(body.length) } : {})
    asked.end(body)
    expect(await answerTo(asked)).toMatchObject([
      413,
      { errors: [{ extensions: { code: 'REQUEST_ENTITY_TOO_LARGE' } }] },
    ])
    const next = post()
    next.end(JSON.stringify(echo('next')))
    expect(await answerTo(next)).toEqual([200, { data: { echo: 'next' } }])
  },
)

test('a body that is as long as may be is read', async () => {
  const bare = Buffer.byteLength(JSON.stringify(echo('')))
  const asked = post()
  asked.end(JSON.stringify(echo('x'.repeat(maxBytes - bare))))
  expect((await answerTo(asked))[0]).toBe(200)
})

test('no body is no query', async () => {
  const asked = post()
  asked.end()
  expect((await answerTo(asked))[0]).toBe(400)
})

test('a body that is broken off is no fault of ours', async () => {
  const [begun, over] = [once(server, 'request'), Promise.withResolvers<void>()]
  refusals.length = 0
  const asked = post({ 'content-length': '1000' })
  asked.on('error', () => {})
  asked.write('{"query":')
  const [incoming] = (await begun) as [IncomingMessage]
  incoming.once('close', over.resolve)
  await new Promise(setImmediate) // it is being read
  asked.destroy()
  await over.promise
  await new Promise(setImmediate)
  expect(faults).toEqual([])
  expect(refusals).toEqual(['BAD_REQUEST'])
})
