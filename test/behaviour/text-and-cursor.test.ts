import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { readLog, screenOf } from '../support/follow.ts'

const tokens = 400

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^paced/, paced(tokens, 100))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

interface Loaded {
  readonly id: string
  readonly endedAt: string | null
  readonly text: string
  readonly cursor: string
}

async function load(): Promise<readonly Loaded[]> {
  const document = '{ generations(first: 3) { edges { node { id endedAt text cursor } } } }'
  const { generations } = await sluice.api.query<{ generations: { edges: { node: Loaded }[] } }>(document)
  return generations.edges.map(({ node }) => node)
}

/** The text of one who has loaded it and goes on from its cursor. */
async function goOn({ id, text, cursor }: Loaded): Promise<string> {
  let whole = text
  for await (const event of sluice.api.watch(id, { after: cursor })) {
    if (event.__typename === 'TextDelta') whole += event.text ?? ''
  }
  return whole
}

// On PGlite statements wait in one line, so that two readings right after one another hardly differ; on PostgreSQL they do.
test('whoever loads a text that is being written and goes on from its cursor misses nothing and has nothing twice', async () => {
  const start = (n: number) => sluice.api.start({ model: 'openai:fake-model', prompt: `paced ${n}` })
  const ids = await Promise.all([1, 2, 3].map(start))
  const loaded: Loaded[] = []
  const wholes: Promise<string>[] = []
  for (let goesOn = true; goesOn; ) {
    const page = await load()
    const begun = page.filter(({ endedAt, text }) => endedAt === null && text !== '')
    loaded.push(...begun)
    if (begun[0] && wholes.length < 10) wholes.push(goOn(begun[0]))
    goesOn = page.some(({ endedAt }) => endedAt === null)
  }
  expect(new Set(await Promise.all(wholes))).toEqual(new Set([pacedText(tokens)]))
  expect(loaded.length).toBeGreaterThan(10)
  const logs = new Map(await Promise.all(ids.map(async (id) => [id, await readLog(sluice.api, id)] as const)))
  for (const { id, text, cursor } of loaded) {
    const log = logs.get(id) ?? []
    const last = log.findIndex((event) => event.cursor === cursor)
    expect(text).toBe(screenOf(log.slice(0, last + 1)).text)
  }
})
