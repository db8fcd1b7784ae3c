import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import { turnsOf } from '../support/fake-provider/turns.ts'
import { sentFor } from '../support/sent-messages.ts'
import { type Begun, change, model, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'

let people: SpacePeople
/** A thread of two turns that the space shares; the first question is internal. */
let first: Begun
let second: Begun

beforeAll(async () => {
  people = await setUpSpace()
  const { owner, begin, fake } = people
  fake.on(/^say /, (call) => {
    call.usage({ inputTokens: 10, outputTokens: 5 })
    call.text(`said ${call.prompt.slice('say '.length)}`)
    call.end()
  })
  first = await begin('say secret', { isInternal: true })
  await owner.ended(first.id)
  second = await begin('say more', { threadId: first.threadId, parentId: first.id, instructions: 'Be brief.' })
  await owner.ended(second.id)
  await share(owner, first.threadId, 'SPACE')
})
afterAll(() => people.stop())

test('it says what the provider was sent, instructions and turns before the prompt included', async () => {
  const { owner, staff, fake } = people
  const sent = await sentFor(owner, second.id)
  expect(sent).toEqual(['system: Be brief.', 'user: say secret', 'assistant: said secret', 'user: say more'])
  expect(sent?.slice(1)).toEqual(turnsOf(await fake.waitForCall('say more')))
  expect(await sentFor(staff, second.id)).toEqual(sent)
})

test('a partner is not shown in it what they are not shown elsewhere', async () => {
  const { partner, owner } = people
  expect(await sentFor(partner, first.id)).toEqual([])
  const sent = await sentFor(partner, second.id)
  expect(sent).toEqual(['system: Be brief.', 'user: ', 'assistant: said secret', 'user: say more'])

  const input = { model, prompt: 'say by Pam', parentId: first.id }
  const id = await partner.start(input)
  await partner.ended(id)
  const told = turnsOf(await people.fake.waitForCall('say by Pam'))
  expect(told[0]).toContain('not shown')
  // As it was sent, though the owner may read the question.
  for (const api of [owner, partner]) expect(await sentFor(api, id)).toEqual(told)
})

test('what is revised later was not sent before, and is sent from then on', async () => {
  const { owner, begin } = people
  const revise = (after: number, replacement: string) =>
    change(owner, 'reviseGeneration', { generationId: first.id, after, start: 0, end: 4, quote: 'said', replacement })
  expect((await revise(0, 'told')).__typename).toBe('ReviseGenerationSuccess')
  expect((await sentFor(owner, second.id))?.[2]).toBe('assistant: said secret')
  const { id } = await begin('say after', { threadId: first.threadId, parentId: first.id })
  await owner.ended(id)
  expect(await sentFor(owner, id)).toEqual(['user: say secret', 'assistant: told secret', 'user: say after'])
  await change(owner, 'undoRevision', { generationId: first.id, number: 1 })
  expect((await sentFor(owner, id))?.[1]).toBe('assistant: told secret')
})

interface SeenEvent {
  readonly __typename: string
  readonly seq: number
  readonly cursor: string
  readonly cost?: string | null
}

async function eventsFor(api: ApiClient, id: string, page: object = {}): Promise<readonly SeenEvent[]> {
  const document = `query ($id: ID!, $after: EventCursor, $first: Int) { generation(id: $id) { events(after: $after, first: $first) {
    __typename seq cursor ... on UsageUpdated { cost } } } }`
  return (await api.query<{ generation: { events: SeenEvent[] } }>(document, { id, ...page })).generation.events
}

test('its events are those of its log but for the text, in pages, and a partner is not told the cost', async () => {
  const { owner, partner } = people
  const events = await eventsFor(owner, second.id)
  const kinds = events.map(({ __typename }) => __typename)
  expect(kinds).toEqual(['StatusChanged', 'StatusChanged', 'StatusChanged', 'UsageUpdated', 'GenerationSucceeded'])
  const seqs = events.map(({ seq }) => seq)
  expect(seqs).toEqual(seqs.toSorted((one, other) => one - other))
  expect(seqs[0]).toBe(1)
  const [, begun] = events
  expect(await eventsFor(owner, second.id, { first: 2 })).toEqual(events.slice(0, 2))
  expect(await eventsFor(owner, second.id, { after: begun?.cursor })).toEqual(events.slice(2))
  expect(events.find(({ cost }) => cost !== undefined)?.cost).toEqual(expect.any(String))
  const seen = await eventsFor(partner, second.id)
  expect(seen.map(({ __typename }) => __typename)).toEqual(kinds)
  expect(seen.find(({ cost }) => cost !== undefined)?.cost).toBeNull()
})

test('a page that is too long, and what is no cursor, are refused', async () => {
  const codeOf = async (page: string) => {
    const document = `query ($id: ID!) { generation(id: $id) { events(${page}) { seq } } }`
    const { body } = await people.owner.ask(document, { id: second.id })
    return body.errors?.[0]?.extensions?.code
  }
  expect(await codeOf('first: 201')).toBe('INVALID_INPUT')
  expect(await codeOf('first: 0')).toBe('INVALID_INPUT')
  expect(await codeOf('after: "x"')).toBe('BAD_CURSOR')
})
