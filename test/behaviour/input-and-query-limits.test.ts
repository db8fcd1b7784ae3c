import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInBy, signInLink } from '../support/browser.ts'
import { type Deployment, deploy } from '../support/deployment.ts'

const cursorOf = (uuid: string) => Buffer.from(`GPC:S:${uuid}`).toString('base64')
const prompt = 'The river runs to the sea. Where does the river run?'

let sluice: Deployment
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0' })
})
afterAll(() => sluice.stop())

describe('limits', () => {
  const refused = async (document: string, variables?: object) => {
    const { body } = await sluice.api.ask(document, variables)
    expect(body.data ?? null).toBeNull()
    return body.errors?.[0]
  }

  test.each([
    '{ generations(first: 101) { pageInfo { hasNextPage } } }',
    '{ threads(last: 101) { pageInfo { hasNextPage } } }',
  ])('a page has 100 at most: %s', async (document) => {
    const error = await refused(document)
    expect(error).toMatchObject({ extensions: { code: 'INVALID_INPUT' } })
    expect(error?.message).toContain('100')
  })

  test('a page of less than nothing is refused', async () => {
    expect(await refused('{ generations(first: -1) { pageInfo { hasNextPage } } }')).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    })
  })

  test.each(['nonsense', '', cursorOf('1'), cursorOf(`${randomUUID()}\0`)])(
    '“%s” is no cursor of a list',
    async (after) => {
      const error = await refused('query ($after: String) { generations(after: $after) { edges { cursor } } }', {
        after,
      })
      expect(['BAD_CURSOR', 'INVALID_INPUT']).toContain(error?.extensions?.code)
    },
  )

  const nest = (depth: number): string =>
    depth === 0 ? 'id' : `thread { generations { edges { node { ${nest(depth - 1)} } } } }`
  const wide = Array.from({ length: 600 }, (_, n) => `a${n}: viewer { id }`).join(' ')

  test.each([
    ['too deep', `{ generations { edges { node { ${nest(3)} } } } }`],
    ['too wide', `{ ${wide} }`],
    [
      'a hundred threads with a hundred generations each',
      '{ threads(first: 100) { edges { node { generations(first: 100) { edges { node { id text } } } } } } }',
    ],
  ])('%s is refused', async (_, document) => {
    expect(await refused(document)).toMatchObject({ extensions: { code: 'INVALID_INPUT' } })
  })

  test.each([
    ['wide', `{ ${Array.from({ length: 50_000 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`],
    ['deep', `{ viewer { ${'... on Viewer { '.repeat(20_000)} id ${' }'.repeat(20_000)} } }`],
  ])('a document that is very %s is refused before much is done about it', async (_, document) => {
    const before = sluice.web.output().length
    const askedAt = performance.now()
    const error = await refused(document)
    expect(performance.now() - askedAt).toBeLessThan(500)
    expect(error?.extensions?.code).not.toBe('INTERNAL')
    expect(sluice.web.output().slice(before)).toBe('')
  })

  test('a page of a hundred generations with their attempts is not too much', async () => {
    const document =
      '{ generations(first: 100) { edges { node { id model status text attempts { number outcome } usage { inputTokens } } } } }'
    expect(await sluice.api.query(document)).toHaveProperty('generations')
  })
})

describe('what is asked', () => {
  const startDocument = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
    __typename ... on InvalidInput { path code retryable } } }`
  const start = async (more: object) => {
    const input = { model: 'builtin:extract', prompt, idempotencyKey: randomUUID(), ...more }
    return (await sluice.api.ask(startDocument, { input })).body
  }

  test.each([
    ['model', 'has a provider', { model: 'extract' }],
    ['model', 'can be written down', { model: 'builtin:a\0' }],
    ['prompt', 'is not blank', { prompt: ' \n ' }],
    ['prompt', 'has four million characters at most', { prompt: 'x'.repeat(4_000_001) }],
    ['idempotencyKey', 'is there', { idempotencyKey: '' }],
    ['idempotencyKey', 'is short', { idempotencyKey: 'k'.repeat(201) }],
    ['labels', 'are few', { labels: Array.from({ length: 21 }, String) }],
    ['labels', 'are there', { labels: [''] }],
    ['labels', 'are short', { labels: ['x'.repeat(65)] }],
    ['instructions', 'have 200,000 characters at most', { instructions: 'x'.repeat(200_001) }],
    ['onBehalfOf', 'is there', { onBehalfOf: '' }],
    ['onBehalfOf', 'is short', { onBehalfOf: 'x'.repeat(201) }],
    ['parameters.temperature', 'is not below 0', { parameters: { temperature: -1 } }],
    ['parameters.temperature', 'is not above 2', { parameters: { temperature: 2.01 } }],
    ['parameters.maxOutputTokens', 'is not 0', { parameters: { maxOutputTokens: 0 } }],
  ])('%s %s', async (path, _, more) => {
    expect(await start(more)).toEqual({
      data: { startGeneration: { __typename: 'InvalidInput', path, code: 'INVALID_INPUT', retryable: false } },
    })
  })

  test('a person cannot start on behalf of another', async () => {
    const input = { model: 'builtin:extract', prompt, idempotencyKey: randomUUID(), onBehalfOf: 'bob' }
    const response = await fetch(`${sluice.url}/graphql`, {
      method: 'POST',
      headers: {
        cookie: await signInBy(await signInLink(sluice.web)),
        'content-type': 'application/json',
        'x-graphql-yoga-csrf': '1',
      },
      body: JSON.stringify({ query: startDocument, variables: { input } }),
    })
    expect(await response.json()).toMatchObject({ data: { startGeneration: { path: 'onBehalfOf' } } })
  })

  test('characters that no database can hold are replaced, and nothing else is', async () => {
    const odd = `NUL \0, halves \uD800 \uDC00, whole 👍, \u2028 \u202E "quoted" \\ \r\n\t end. What is whole?`
    const id = await sluice.api.start({ prompt: odd, labels: ['\0'], instructions: odd, onBehalfOf: '\uD800' })
    await sluice.api.ended(id)
    const document = 'query ($id: ID!) { generation(id: $id) { status prompt instructions labels onBehalfOf } }'
    const even = odd.toWellFormed().replaceAll('\0', '\uFFFD')
    expect(await sluice.api.query(document, { id })).toEqual({
      generation: { status: 'SUCCEEDED', prompt: even, instructions: even, labels: ['\uFFFD'], onBehalfOf: '\uFFFD' },
    })
  })

  test('a prompt of a megabyte is taken whole', async () => {
    const long = `${'The river runs to the sea and it comes back as rain. '.repeat(20_000)}Where does it run?`
    expect(long.length).toBeGreaterThan(1_000_000)
    const id = await sluice.api.start({ prompt: long, parameters: { maxOutputTokens: 10 } })
    expect((await sluice.api.ended(id)).status).toBe('SUCCEEDED')
    const document = 'query ($id: ID!) { generation(id: $id) { prompt thread { title } } }'
    const { generation } = await sluice.api.query<{ generation: { prompt: string; thread: { title: string } } }>(
      document,
      { id },
    )
    expect(generation.prompt === long).toBe(true)
    expect(generation.thread.title.length).toBeLessThanOrEqual(81)
  })
})
