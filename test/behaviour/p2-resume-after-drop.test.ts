import { randomInt, randomUUID } from 'node:crypto'
import { createClient, emptyView, fold } from '@sluice/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApiClient, type SeenEvent } from '../support/api-client.ts'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, deploy, lostWorkerLeaseMs, otherToken, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { emptyScreen, type Screen, show } from '../support/fold.ts'
import { follow, readLog, screenOf } from '../support/follow.ts'
import { sentences } from '../support/sentences.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^paced/, paced(150, 150))
  fake.on(/^stall/, (call) => {
    call.text('so far')
  })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_BUILTIN_RATE: '150',
    SLUICE_LEASE_MS: lostWorkerLeaseMs,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** The cursor of a place that the log may not have. */
const cursorAt = (seq: number) => `e${seq.toString(36)}`

const models = [
  { model: 'openai:fake-model', prompt: 'paced' },
  { model: 'builtin:extract', prompt: sentences(14) },
]

describe.each(models)('$model', (input) => {
  test('cut after every 1, 2, 3, 5 and 8 events, and resumed with the last cursor', async () => {
    const id = await sluice.api.start(input)
    const screens = await Promise.all(
      [1, 2, 3, 5, 8].map((every) => {
        let count = 0
        return follow(sluice.api, id, {
          onEvent: () => {
            count += 1
            return count % every !== 0
          },
        })
      }),
    )
    const { text, status } = await sluice.api.generation(id)
    expect(status).toBe('SUCCEEDED')
    for (const screen of screens) expect(screen).toMatchObject({ text, ended: 'GenerationSucceeded' })
  })

  test('cut at any byte, and resumed', async () => {
    const id = await sluice.api.start(input)
    const watchers = Array.from({ length: 4 }, async () => {
      const cuts = Array.from({ length: 25 }, () => randomInt(1, 2_500))
      const line = await startCuttingProxy(sluice.url)
      line.cutAfter(cuts)
      try {
        return { cuts, screen: await follow(makeApiClient(line.url, token), id) }
      } finally {
        await line.close()
      }
    })
    const { text } = await sluice.api.ended(id)
    for (const { cuts, screen } of await Promise.all(watchers)) {
      expect(screen, `cut after ${cuts.join(', ')}`).toMatchObject({ text, ended: 'GenerationSucceeded' })
    }
  })

  test('without a cursor a snapshot comes first, whenever one comes, and what follows completes it', async () => {
    const id = await sluice.api.start(input)
    const later: Promise<{ first: SeenEvent | undefined; screen: Screen }>[] = []
    const watchFromHere = async () => {
      let screen = emptyScreen
      let first: SeenEvent | undefined
      for await (const event of sluice.api.watch(id)) {
        first ??= event
        screen = show(screen, event)
      }
      return { first, screen }
    }
    await follow(sluice.api, id, {
      onEvent: ({ seq }) => {
        if (seq % 2 === 0) later.push(watchFromHere())
        return true
      },
    })
    later.push(watchFromHere())
    const { text } = await sluice.api.generation(id)
    expect(later.length).toBeGreaterThan(5)
    for (const { first, screen } of await Promise.all(later)) {
      expect(first?.__typename).toBe('GenerationSnapshot')
      expect(text.startsWith(first?.text ?? 'nothing')).toBe(true)
      expect(screen).toMatchObject({ text, ended: 'GenerationSucceeded' })
    }
  })
})

test('what the provider sent arrives byte for byte: emoji cut in two, all scripts, long deltas', async () => {
  const parts = [
    'Grüße, \ud83d',
    '\ude00 ',
    '日本語',
    ' עברית ',
    'e\u0301',
    '\u2028',
    '\r',
    '\r\n\r\n',
    'data: x\n\n',
    '\n\nevent: complete\ndata: \n\n',
    '👩',
    '\u200d',
    '👩',
    '\u200d',
    '👧',
    'é'.repeat(500_000), // a megabyte in one delta
    '\ud83d',
    ' a lone \udc00 one and',
    ' end\u0000.',
  ]
  fake.on('all scripts', async (call) => {
    for (const part of parts) {
      call.text(part)
      await new Promise((resolve) => setImmediate(resolve))
    }
    call.end()
  })
  const id = await sluice.api.start({ model: 'openai:fake-model', prompt: 'all scripts' })
  const screen = await follow(sluice.api, id, { onEvent: ({ seq }) => seq % 2 === 0 })
  const { text } = await sluice.api.generation(id)
  expect(text).toBe(parts.join('').toWellFormed().replaceAll('\0', '\ufffd'))
  expect(screen.text).toBe(text)
  let view = emptyView
  for await (const event of createClient({ url: sluice.url, token }).watch(id, { after: 'e0' }))
    view = fold(view, event)
  expect(view.text).toBe(text)
})

test('an ended generation is resumed at each seq there is, at its end, and past it', async () => {
  const id = await sluice.api.start({ prompt: sentences(4) })
  const { text } = await sluice.api.ended(id)
  const log = await readLog(sluice.api, id)
  const terminal = log.at(-1)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => n + 1))
  expect(screenOf(log)).toMatchObject({ text, ended: 'GenerationSucceeded' })
  for (const { seq, cursor } of log) {
    const rest: SeenEvent[] = []
    for await (const event of sluice.api.watch(id, { after: cursor })) rest.push(event)
    expect(rest).toEqual(seq === log.length ? [terminal] : log.slice(seq))
  }
  for (const after of [log.length + 1, 1_000_000].map(cursorAt)) {
    const rest: SeenEvent[] = []
    for await (const event of sluice.api.watch(id, { after })) rest.push(event)
    expect(rest).toEqual([terminal])
  }
})

test('a cursor from before a restart shows the restart, and the text begins anew', async () => {
  fake.on('begins anew', async (call) => {
    const isFirst = fake.calls.filter(({ prompt }) => prompt === call.prompt).length === 1
    if (!isFirst) return paced(20, 400)(call)
    call.text('an answer that is lost')
  })
  const id = await sluice.api.start({ model: 'openai:fake-model', prompt: 'begins anew' })
  let early = emptyScreen
  for await (const event of sluice.api.watch(id)) {
    early = show(early, event)
    if (early.text !== '') break
  }
  await sluice.killWorker()
  await sluice.api.ended(id)

  const seen: string[] = []
  const onEvent = ({ __typename, reason }: SeenEvent) => {
    seen.push(reason ? `${__typename} ${reason}` : __typename)
    return true
  }
  expect(early.text).toBe('an answer that is lost')
  expect(await follow(sluice.api, id, { from: early, onEvent })).toMatchObject({
    text: pacedText(20),
    ended: 'GenerationSucceeded',
  })
  expect(seen).not.toContain('GenerationSnapshot')
  expect(seen.filter((name) => name.startsWith('Restarted'))).toEqual(['Restarted WORKER_LOST'])
})

test('what is no cursor of ours: BAD_CURSOR', async () => {
  const id = await sluice.api.start({ prompt: sentences(1) })
  for (const after of ['', 'x', 'e', 'e-1', 'e1 ', 'E1', 'ezzzzzz', 'e00000001', '1', '../e1']) {
    const refusal = expect(readAll(sluice.api.watch(id, { after })), `after: "${after}"`).rejects
    await refusal.toMatchObject({ code: 'BAD_CURSOR' })
  }
})

test('a cursor beyond the head of one that runs: BAD_CURSOR', async () => {
  const id = await sluice.api.start({ model: 'openai:fake-model', prompt: 'stall' })
  let { cursor } = emptyScreen
  for await (const event of sluice.api.watch(id)) {
    cursor = event.cursor
    if (event.text) break
  }
  const head = Number.parseInt(cursor?.slice(1) ?? '', 36)
  for (const after of [head + 1, head + 1_000].map(cursorAt)) {
    await expect(readAll(sluice.api.watch(id, { after }))).rejects.toMatchObject({ code: 'BAD_CURSOR' })
  }
  await sluice.api.cancel(id)
})

test('an id that is unknown, malformed or of another principal: NOT_FOUND, and all answers are the same', async () => {
  const id = await sluice.api.start({ prompt: sentences(1) })
  await sluice.api.ended(id)
  const unknown = Buffer.from(`Generation:${randomUUID()}`).toString('base64')
  const askEach = async (variables: { id: string; after?: string }) => {
    const answers = await Promise.all([askRaw(otherToken, variables), askRaw(token, { ...variables, id: unknown })])
    return [...answers, await askRaw(token, { ...variables, id: 'nonsense' })]
  }
  for (const after of [undefined, 'e0', 'e5', 'e1000']) {
    const [theirs, ...others] = await askEach({ id, ...(after !== undefined && { after }) })
    expect(theirs).toContain('"code":"NOT_FOUND"')
    for (const other of others) expect(other).toBe(theirs)
  }
  await expect(readAll(sluice.otherApi.watch(id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

async function readAll(events: AsyncIterable<SeenEvent>): Promise<SeenEvent[]> {
  const all: SeenEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

/** Everything that an answer says, but the time of day. */
async function askRaw(bearer: string, variables: object): Promise<string> {
  const query =
    'subscription ($id: ID!, $after: EventCursor) { generationEvents(id: $id, after: $after) { __typename cursor } }'
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'x-graphql-yoga-csrf': '1',
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
    body: JSON.stringify({ query, variables }),
  })
  const headers = [...response.headers].filter(([name]) => name !== 'date')
  return JSON.stringify([response.status, headers]) + (await response.text())
}
