import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { type Deployment, deploy } from '../support/deployment.ts'

interface Node {
  readonly id: string
  readonly createdAt: string
  readonly status: string
}

interface Page {
  readonly edges: { cursor: string; node: Node }[]
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

interface Paging {
  readonly first?: number
  readonly after?: string
  readonly last?: number
  readonly before?: string
}

const prompt = 'The river runs to the sea. Where does the river run?'

let sluice: Deployment
/** One principal's: oldest first, in two threads. */
const mine: (Node & { thread: { id: string } })[] = []
let spaceId = ''

beforeAll(async () => {
  // Nothing listens on port 9.
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0', OLLAMA_HOST: '127.0.0.1:9' })
  const begin = async (api: ApiClient, more: object = {}) => {
    const { generation } = await api.tryStart({ prompt, ...more })
    if (!generation) throw new Error('Not started')
    await api.ended(generation.id)
    return generation
  }
  spaceId = (await sluice.api.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')).viewer.space
    .id
  const first = await begin(sluice.api, { labels: ['red', 'round'] })
  const inThread = { threadId: first.thread.id }
  const second = await begin(sluice.api, { ...inThread, labels: ['red'] })
  const third = await begin(sluice.api, { ...inThread, model: 'builtin:no-such-model' })
  const fourth = await begin(sluice.api, { ...inThread, parentId: second.id })
  const fifth = await begin(sluice.api, { labels: ['blue'] })
  await begin(sluice.otherApi, { labels: ['red'] })
  for (const { id } of [first, second, third, fourth, fifth]) {
    const document = 'query ($id: ID!) { generation(id: $id) { id createdAt status thread { id } } }'
    mine.push((await sluice.api.query<{ generation: (typeof mine)[number] }>(document, { id })).generation)
  }
})
afterAll(() => sluice.stop())

async function list(paging: Paging = {}, filter: object | null = null): Promise<Page> {
  const document = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: GenerationFilter) {
    generations(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      edges { cursor node { id createdAt status } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
  return (await sluice.api.query<{ generations: Page }>(document, { ...paging, filter })).generations
}

const idsOf = ({ edges }: Page) => edges.map(({ node }) => node.id)
const newestFirst = () => mine.map(({ id }) => id).toReversed()

describe('lists', () => {
  test('all of mine, newest first, and nothing of anyone else', async () => {
    const page = await list()
    expect(idsOf(page)).toEqual(newestFirst())
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  })

  test('forward, page by page', async () => {
    const first = await list({ first: 2 })
    const second = await list({ first: 2, after: first.pageInfo.endCursor })
    const third = await list({ first: 2, after: second.pageInfo.endCursor })
    expect([first, second, third].map(idsOf)).toEqual([
      newestFirst().slice(0, 2),
      newestFirst().slice(2, 4),
      newestFirst().slice(4),
    ])
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false])
    expect(first.pageInfo.endCursor).toBe(first.edges[1]?.cursor)
  })

  test('backward, page by page', async () => {
    const last = await list({ last: 2 })
    const before = await list({ last: 2, before: last.pageInfo.startCursor })
    const first = await list({ last: 2, before: before.pageInfo.startCursor })
    expect([last, before, first].map(idsOf)).toEqual([
      newestFirst().slice(3),
      newestFirst().slice(1, 3),
      newestFirst().slice(0, 1),
    ])
    expect([last, before, first].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([true, true, false])
  })

  test('what is started meanwhile does not shift the next page', async () => {
    const first = await list({ first: 2 })
    await sluice.otherApi.start({ prompt })
    const second = await list({ first: 2, after: first.pageInfo.endCursor })
    expect(idsOf(second)).toEqual(newestFirst().slice(2, 4))
  })

  test.each<[string, () => object, () => Node[]]>([
    ['one status', () => ({ status: ['FAILED'] }), () => mine.filter(({ status }) => status === 'FAILED')],
    ['several statuses', () => ({ status: ['FAILED', 'SUCCEEDED'] }), () => mine],
    ['a status that none has', () => ({ status: ['QUEUED'] }), () => []],
    ['a label', () => ({ label: 'red' }), () => mine.slice(0, 2)],
    ['a label that none has', () => ({ label: 'green' }), () => []],
    ['a label that cannot be', () => ({ label: 'a\0' }), () => []],
    ['a model', () => ({ model: 'builtin:no-such-model' }), () => mine.slice(2, 3)],
    ['the space that it is in', () => ({ spaceId, isArchived: false }), () => mine],
    ['a space that none is in', () => ({ spaceId: 'nowhere' }), () => []],
    ['a thread', () => ({ threadId: mine[0]?.thread.id }), () => mine.slice(0, 4)],
    ['from a time on', () => ({ createdAfter: mine[2]?.createdAt }), () => since(mine[2])],
    [
      'before a time',
      () => ({ createdBefore: mine[2]?.createdAt }),
      () => mine.filter((it) => !since(mine[2]).includes(it)),
    ],
    [
      'all of it at once',
      () => ({ label: 'red', status: ['SUCCEEDED'], threadId: mine[0]?.thread.id }),
      () => mine.slice(0, 2),
    ],
  ])('filtered by %s', async (_, filter, expected) => {
    expect(idsOf(await list({}, filter()))).toEqual(
      expected()
        .map(({ id }) => id)
        .toReversed(),
    )
  })

  function since(from: Node | undefined): Node[] {
    return mine.filter(({ createdAt }) => createdAt >= (from?.createdAt ?? ''))
  }

  test('a filter goes together with pages', async () => {
    const first = await list({ first: 1 }, { label: 'red' })
    expect(idsOf(first)).toEqual([mine[1]?.id])
    const second = await list({ first: 1, after: first.pageInfo.endCursor }, { label: 'red' })
    expect(idsOf(second)).toEqual([mine[0]?.id])
    expect(second.pageInfo.hasNextPage).toBe(false)
  })

  test('threads, newest first, each with its generations, oldest first', async () => {
    const document = `{ threads { edges { node { id title generations(first: 2) {
      edges { node { id } } pageInfo { hasNextPage endCursor } } } } } }`
    interface Threads {
      threads: { edges: { node: { id: string; title: string; generations: Page } }[] }
    }
    const { threads } = await sluice.api.query<Threads>(document)
    const seen = threads.edges.map(({ node }) => [
      node.id,
      node.title,
      idsOf(node.generations),
      node.generations.pageInfo.hasNextPage,
    ])
    expect(seen).toEqual([
      [mine[4]?.thread.id, prompt, [mine[4]?.id], false],
      [mine[0]?.thread.id, prompt, [mine[0]?.id, mine[1]?.id], true],
    ])
    const after = threads.edges[1]?.node.generations.pageInfo.endCursor
    const rest = `query ($id: ID!, $after: String) { thread(id: $id) { generations(after: $after) { edges { node { id } } } } }`
    const { thread } = await sluice.api.query<{ thread: { generations: Page } }>(rest, {
      id: mine[0]?.thread.id,
      after,
    })
    expect(idsOf(thread.generations)).toEqual([mine[2]?.id, mine[3]?.id])
  })

  test('a follow-up knows its parent, and its thread', async () => {
    const document = 'query ($id: ID!) { generation(id: $id) { parent { id } thread { id } } }'
    const { generation } = await sluice.api.query<{ generation: object }>(document, { id: mine[3]?.id })
    expect(generation).toEqual({ parent: { id: mine[1]?.id }, thread: { id: mine[0]?.thread.id } })
  })
})

describe('node', () => {
  test('finds a generation, a thread and a space of mine', async () => {
    const { viewer } = await sluice.api.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
    const document = `query ($g: ID!, $t: ID!, $s: ID!) { g: node(id: $g) { __typename id ... on Generation { prompt } }
      t: node(id: $t) { __typename id ... on Thread { title } } s: node(id: $s) { __typename id ... on Space { name } } }`
    const ids = { g: mine[0]?.id, t: mine[0]?.thread.id, s: viewer.space.id }
    expect(await sluice.api.query(document, ids)).toEqual({
      g: { __typename: 'Generation', id: ids.g, prompt },
      t: { __typename: 'Thread', id: ids.t, title: prompt },
      s: { __typename: 'Space', id: ids.s, name: 'one' },
    })
  })
})

test('each token is a principal of its own, with a space of its own', async () => {
  const document = '{ viewer { id name kind space { id name } } }'
  interface Answer {
    viewer: { id: string; space: { id: string } }
  }
  const [one, another] = await Promise.all([
    sluice.api.query<Answer>(document),
    sluice.otherApi.query<Answer>(document),
  ])
  expect(one.viewer).toMatchObject({ name: 'one', kind: 'SERVICE', space: { name: 'one' } })
  expect(another.viewer).toMatchObject({ name: 'another', kind: 'SERVICE' })
  expect(one.viewer.id).not.toBe(another.viewer.id)
  expect(one.viewer.space.id).not.toBe(another.viewer.space.id)
})

test('labels, parameters and whom it is for come back as they were given', async () => {
  const input = {
    prompt,
    labels: ['b', 'a', 'ü'],
    onBehalfOf: 'ada@example.org',
    instructions: 'Be brief.',
    parameters: { temperature: 0.5, maxOutputTokens: 5, reasoningEffort: 'LOW' },
  }
  const id = await sluice.otherApi.start(input)
  await sluice.otherApi.ended(id)
  const document = `query ($id: ID!) { generation(id: $id) { prompt labels onBehalfOf instructions requestedModel
    parameters { temperature maxOutputTokens reasoningEffort } finishReason } }`
  expect(await sluice.otherApi.query(document, { id })).toEqual({
    generation: { ...input, requestedModel: 'builtin:extract', finishReason: 'LENGTH' },
  })
})

describe('models', () => {
  interface Listing {
    readonly name: string
    readonly isReachable: boolean
    readonly message: string | null
    readonly checkedAt: string
    readonly models: { id: string }[]
  }
  const ask = async (refresh: boolean) => {
    const document =
      'query ($refresh: Boolean) { models(refresh: $refresh) { name isReachable message checkedAt models { id } } }'
    return (await sluice.api.query<{ models: Listing[] }>(document, { refresh })).models
  }
  const named = (listings: Listing[], name: string) => listings.find((listing) => listing.name === name)

  test('the builtin one is always there', async () => {
    expect(named(await ask(false), 'builtin')).toMatchObject({
      isReachable: true,
      message: null,
      models: [{ id: 'builtin:extract' }],
    })
  })

  test('a provider that cannot be reached is shown, with what to do', async () => {
    const ollama = named(await ask(false), 'ollama')
    expect(ollama).toMatchObject({ isReachable: false, models: [] })
    expect(ollama?.message).toContain('OLLAMA_HOST')
  })

  test('lists are remembered, and asked for anew on request', async () => {
    const before = named(await ask(false), 'builtin')?.checkedAt ?? ''
    expect(named(await ask(false), 'builtin')?.checkedAt).toBe(before)
    const refreshed = named(await ask(true), 'builtin')?.checkedAt ?? ''
    expect(refreshed > before).toBe(true)
    expect(named(await ask(false), 'builtin')?.checkedAt).toBe(refreshed)
  })
})
