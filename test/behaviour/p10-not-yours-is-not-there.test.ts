import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Deployment, deploy } from '../support/deployment.ts'
import { uuidIn } from '../support/look-into.ts'

const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')
const cursorOf = (uuid: string) => Buffer.from(`GPC:S:${uuid}`).toString('base64')
const prompt = 'The river runs to the sea. Where does the river run?'

let sluice: Deployment
let theirs: { id: string; thread: { id: string } }
let theirSpace: string
let myThread: string
beforeAll(async () => {
  sluice = await deploy({ SLUICE_BUILTIN_RATE: '0' })
  const mine = await sluice.api.tryStart({ prompt })
  myThread = mine.generation?.thread.id ?? ''
  const { generation } = await sluice.otherApi.tryStart({ prompt })
  if (!generation) throw new Error('Not started')
  theirs = generation
  await sluice.api.start({ prompt, threadId: myThread })
  const { viewer } = await sluice.otherApi.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
  theirSpace = viewer.space.id
})
afterAll(() => sluice.stop())

const foreign: [string, (type: string, theirs: string) => string][] = [
  ['another’s', (_, theirs) => theirs],
  ['unknown', (type) => globalId(type, randomUUID())],
  ['of another type', (type) => globalId(type === 'Thread' ? 'Generation' : 'Thread', randomUUID())],
  ['of a type that has no ids', () => globalId('Attempt', randomUUID())],
  ['of no type', () => globalId('Nonsense', randomUUID())],
  ['malformed', () => 'nonsense'],
  ['not a uuid', (type) => globalId(type, '1')],
  ['empty', () => ''],
]

describe.each(foreign)('an id that is %s', (_, make) => {
  const idOf = (type: 'Generation' | 'Thread' | 'Space') => {
    if (type === 'Space') return make(type, theirSpace)
    return make(type, type === 'Thread' ? theirs.thread.id : theirs.id)
  }
  test('is nothing to query', async () => {
    const document = `query ($g: ID!, $t: ID!, $s: ID!) { generation(id: $g) { id } thread(id: $t) { id }
      a: node(id: $g) { id } b: node(id: $t) { id } c: node(id: $s) { id } }`
    const variables = { g: idOf('Generation'), t: idOf('Thread'), s: idOf('Space') }
    const { body } = await sluice.api.ask(document, variables)
    expect(body).toEqual({ data: { generation: null, thread: null, a: null, b: null, c: null } })
  })

  test('filters everything out', async () => {
    const document = 'query ($t: ID!) { generations(filter: { threadId: $t }) { edges { node { id } } } }'
    const { body } = await sluice.api.ask(document, { t: idOf('Thread') })
    expect(body).toEqual({ data: { generations: { edges: [] } } })
  })

  test.each<[string, () => object]>([
    ['thread', () => ({ threadId: idOf('Thread') })],
    ['generation', () => ({ parentId: idOf('Generation') })],
    ['space', () => ({ spaceId: idOf('Space') })],
  ])('starts nothing as a %s', async (what, more) => {
    expect(await sluice.api.tryStart({ prompt, ...more() })).toEqual({
      __typename: 'NotFound',
      code: 'NOT_FOUND',
      message: `There is no such ${what}, or you may not see it.`,
    })
  })

  test('stops nothing', async () => {
    expect(await sluice.api.cancel(idOf('Generation'))).toEqual({ __typename: 'NotFound' })
  })

  test('is watched in vain', async () => {
    const watch = async () => {
      for await (const event of sluice.api.watch(idOf('Generation'))) return event
      return null
    }
    await expect(watch()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

test.each([
  '{ generations(after: "CURSOR") { edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }',
  '{ generations(before: "CURSOR", last: 9) { edges { node { id } } pageInfo { hasNextPage hasPreviousPage } } }',
  '{ thread(id: "THREAD") { generations(after: "CURSOR") { edges { node { id } } pageInfo { hasNextPage } } } }',
  '{ thread(id: "THREAD") { generations(before: "CURSOR", last: 9) { edges { node { id } } pageInfo { hasNextPage } } } }',
])('the place of another’s generation cannot be told from one that does not exist: %s', async (document) => {
  // Between two of mine in time, where a row that is there would show by what lies on either side of it.
  const unknown = `${uuidIn(theirs.id).slice(0, -4)}0000`
  const [seen, absent] = await Promise.all(
    [uuidIn(theirs.id), unknown].map((uuid) =>
      sluice.api.ask(document.replace('CURSOR', cursorOf(uuid)).replace('THREAD', myThread)),
    ),
  )
  expect(seen).toEqual(absent)
})
