import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient, StartInput } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { moveInLine } from '../support/move-in-line.ts'
import { writeProvidersFile } from '../support/providers-file.ts'

/** One call at a time; each test has one of its own. */
const models = Array.from({ length: 6 }, (_, n) => `openai:narrow-${n}`)
let used = 0

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^endless/, (call) => call.text('so far'))
  const file = writeProvidersFile({ models: models.map((id) => ({ id, cap: 1 })) })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_PROVIDERS: file, SLUICE_LEASE_MS: quietLeaseMs })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** A line behind one that takes all the room there is, until it is let go. */
interface Line {
  readonly model: string
  readonly blocker: string
  /** Puts one at the end of it; one's own unless another API is given. */
  put(name: string, more?: Partial<StartInput>, api?: ApiClient): Promise<string>
  /** Makes room; answers the names in the order in which the provider was asked. */
  letGo(): Promise<string[]>
}

async function makeLine(): Promise<Line> {
  const tag = randomUUID()
  const model = models[used++] ?? ''
  const blocker = await sluice.api.start({ model, prompt: `endless ${tag}` })
  const blocking = await fake.waitForCall(`endless ${tag}`)
  const all: { id: string; api: ApiClient }[] = []
  return {
    model,
    blocker,
    async put(name, more = {}, api = sluice.api) {
      const id = await api.start({ model, prompt: `${name} ${tag}`, ...more })
      all.push({ id, api })
      return id
    },
    async letGo() {
      blocking.end()
      for (const { id, api } of all) await api.ended(id)
      const asked = fake.calls.filter(({ prompt }) => prompt.endsWith(tag)).map(({ prompt }) => prompt)
      return asked.slice(1).map((prompt) => prompt.slice(0, -tag.length - 1))
    },
  }
}

test('interactive work goes before background work of the same person, and each is what it was started as', async () => {
  const line = await makeLine()
  const behind = await line.put('background 1', { priority: 'BACKGROUND' })
  const ahead = await line.put('interactive 1')
  await line.put('background 2', { priority: 'BACKGROUND' })
  await line.put('interactive 2', { priority: 'INTERACTIVE' })
  const query = 'query ($a: ID!, $b: ID!) { a: generation(id: $a) { priority } b: generation(id: $b) { priority } }'
  expect(await sluice.api.query(query, { a: behind, b: ahead })).toEqual({
    a: { priority: 'BACKGROUND' },
    b: { priority: 'INTERACTIVE' },
  })
  expect(await line.letGo()).toEqual(['interactive 1', 'interactive 2', 'background 1', 'background 2'])
})

test('what is moved starts in its new order, and nobody else’s place changes', async () => {
  const line = await makeLine()
  const a = await line.put('a')
  await line.put('x', {}, sluice.otherApi)
  const b = await line.put('b')
  await line.put('y', {}, sluice.otherApi)
  const c = await line.put('c')
  await line.put('z', {}, sluice.otherApi)
  const d = await line.put('d')
  expect(await moveInLine(sluice.api, c, a)).toEqual({
    __typename: 'MoveInLineSuccess',
    generation: { id: c, priority: 'INTERACTIVE' },
  }) // c a b d
  expect(await moveInLine(sluice.api, a, d)).toMatchObject({ generation: { id: a } }) // c b a d
  expect(await moveInLine(sluice.api, c)).toMatchObject({ generation: { id: c } }) // b a d c
  expect(await moveInLine(sluice.api, b, b)).toMatchObject({ generation: { id: b } }) // as it is
  expect(await line.letGo()).toEqual(['x', 'b', 'y', 'a', 'z', 'd', 'c']) // the one that ran before was not x's
})

test('one that goes before another takes its priority; without another it goes to the end of its kind', async () => {
  const line = await makeLine()
  const old = await line.put('old background', { priority: 'BACKGROUND' })
  const older = await line.put('other background', { priority: 'BACKGROUND' })
  await line.put('x', {}, sluice.otherApi)
  const first = await line.put('interactive 1')
  const second = await line.put('interactive 2')
  await line.put('y', {}, sluice.otherApi)
  await line.put('interactive 3')
  expect(await moveInLine(sluice.api, old, second)).toMatchObject({ generation: { id: old, priority: 'INTERACTIVE' } })
  expect(await moveInLine(sluice.api, second, older)).toMatchObject({
    generation: { id: second, priority: 'BACKGROUND' },
  })
  expect(await moveInLine(sluice.api, first)).toMatchObject({ generation: { id: first, priority: 'INTERACTIVE' } })
  expect(await line.letGo()).toEqual([
    'x',
    'old background',
    'y',
    'interactive 3',
    'interactive 1',
    'interactive 2',
    'other background',
  ])
})

test('what does not wait in line cannot be moved, nor anything before it', async () => {
  const line = await makeLine()
  const inLine = await line.put('in line')
  const held = await sluice.api.start({ model: line.model, prompt: 'held', parentId: inLine })
  const ended = await sluice.api.start({ model: line.model, prompt: 'stopped' })
  await sluice.api.cancel(ended)
  const forSomeone = await line.put('for someone', { onBehalfOf: 'someone' })
  const notInLine = { __typename: 'NotInLine', code: 'NOT_IN_LINE' }
  for (const other of [line.blocker, held, ended, forSomeone]) {
    expect(await moveInLine(sluice.api, inLine, other)).toEqual(notInLine)
    expect(await moveInLine(sluice.api, other, inLine)).toEqual(notInLine)
  }
  for (const other of [line.blocker, held, ended]) expect(await moveInLine(sluice.api, other)).toEqual(notInLine)
  expect(await moveInLine(sluice.api, forSomeone)).toMatchObject({ generation: { id: forSomeone } })
  expect(await line.letGo()).toEqual(['for someone', 'in line'])
  await sluice.api.ended(held)
})

test("somebody else's cannot be told from what is not there, and keeps its place", async () => {
  const line = await makeLine()
  const theirs = await line.put('theirs', {}, sluice.otherApi)
  const mine = await line.put('mine')
  const nobodys = Buffer.from(`Generation:${randomUUID()}`).toString('base64')
  const notFound = { __typename: 'NotFound', code: 'NOT_FOUND' }
  for (const other of [theirs, nobodys, 'nonsense']) {
    expect(await moveInLine(sluice.api, mine, other)).toEqual(notFound)
    expect(await moveInLine(sluice.api, other, mine)).toEqual(notFound)
    expect(await moveInLine(sluice.api, other)).toEqual(notFound)
  }
  expect(await line.letGo()).toEqual(['theirs', 'mine'])
})

test('moved while it is being taken on: it is moved or not in line, and everything runs once', async () => {
  const line = await makeLine()
  const names = Array.from({ length: 8 }, (_, n) => `${n}`)
  const ids: string[] = []
  for (const name of names) ids.push(await line.put(name))
  const order = line.letGo()
  const answers = await Promise.all(
    ids.flatMap((id, n) => [moveInLine(sluice.api, id, ids[(n + 3) % 8]), moveInLine(sluice.api, id)]),
  )
  for (const { __typename } of answers) expect(['MoveInLineSuccess', 'NotInLine']).toContain(__typename)
  expect((await order).toSorted()).toEqual(names)
})
