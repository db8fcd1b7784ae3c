import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { budgetOf, setBudget } from '../support/budgets.ts'
import { following } from '../support/follow-activity.ts'
import { refineSpan, revise, spanOf } from '../support/refining.ts'
import { makeShare } from '../support/shares.ts'
import {
  type Begun,
  change,
  idOf,
  model,
  type SpacePeople,
  secretPlan,
  setUpSpace,
  share,
  watchBeside,
} from '../support/space-people.ts'
import { fork, listed, type MarkedThread, rename, threadFor } from '../support/threads.ts'
import { until } from '../support/until.ts'

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner, staff, partner } = people)
  people.fake.on(/^fails/, (call) => call.status(400))
})
afterAll(() => people.stop())

interface Copy {
  readonly id: string
  readonly parent: { readonly id: string } | null
  readonly isCopy: boolean
  readonly isMine: boolean
  readonly isUnread: boolean
  readonly isInternal: boolean
  readonly status: string
  readonly prompt: string
  readonly instructions: string | null
  readonly thinking: string
  readonly text: string
  readonly error: { readonly code: string } | null
}

/** What somebody sees of all that a thread holds. */
async function copiesIn(api: ApiClient, thread: MarkedThread | undefined): Promise<Copy[]> {
  const document = `query ($id: ID!) { thread(id: $id) { generations(first: 50) { edges { node { id parent { id } isCopy isMine isUnread
    isInternal status prompt instructions thinking text error { code } } } } } }`
  type Seen = { thread: { generations: { edges: { node: Copy }[] } } | null }
  const seen = await api.query<Seen>(document, { id: thread?.id ?? '' })
  return seen.thread?.generations.edges.map(({ node }) => node) ?? []
}

/** The owner asks, and the space sees it; the way to the last one is the whole of it. */
async function converse(first: object, ...prompts: string[]): Promise<Begun> {
  const { id, threadId } = await people.begin('', first)
  await owner.ended(id)
  let last = id
  for (const prompt of prompts) {
    last = await owner.start({ model, prompt, parentId: last })
    await owner.ended(last)
  }
  await share(owner, threadId, 'SPACE')
  return { id: last, threadId }
}

/** All that staff are told of one that has ended. */
const eventsFor = async (id: string, after?: string) => {
  const { events, end } = watchBeside(staff, id, after)
  expect(await end).toBeNull()
  return events
}

test('holds what was said up to there, is one’s own alone, and goes on from it', async () => {
  const begun = await converse({ prompt: 'what is a fork' }, 'and a spoon', 'and a knife')
  const beside = await owner.start({ model, prompt: 'something else', parentId: begun.id })
  await owner.ended(beside)
  await rename(owner, begun.threadId, 'Cutlery')
  const { thread } = await fork(staff, begun.id)
  expect(thread).toMatchObject({
    title: 'Cutlery',
    visibility: 'PRIVATE',
    isMine: true,
    space: { id: people.spaceId },
    forkedFrom: { id: begun.id },
  })
  const copies = await copiesIn(staff, thread)
  expect(copies.map(({ prompt }) => prompt)).toEqual(['what is a fork', 'and a spoon', 'and a knife'])
  expect(copies.map(({ parent }) => parent?.id)).toEqual([undefined, copies[0]?.id, copies[1]?.id])
  for (const copy of copies) {
    expect(copy).toMatchObject({
      isCopy: true,
      isMine: true,
      status: 'SUCCEEDED',
      text: 'Hello from the fake provider.',
    })
  }
  for (const api of [owner, partner]) expect(await threadFor(api, thread?.id ?? '')).toBeNull()

  const next = await staff.start({ model, prompt: 'go on from the fork', parentId: copies[2]?.id ?? '' })
  await staff.ended(next)
  expect(await threadFor(staff, thread?.id ?? '')).toMatchObject({ generations: { edges: { length: 4 } } })
  const sent = JSON.stringify((await people.fake.waitForCall('go on from the fork')).request)
  for (const told of ['what is a fork', 'and a spoon', 'and a knife']) expect(sent).toContain(told)
  expect(sent).not.toContain('something else')
  expect((await fork(staff, next, { title: ' Again ' })).thread).toMatchObject({
    title: 'Again',
    generations: { edges: { length: 4 } },
  })
})

test('holds texts as people left them, and what rewrites a span is no turn of it', async () => {
  const { id: generationId } = await converse({ prompt: 'to be revised' })
  const quoted = { generationId, start: 0, end: 5, quote: 'Hello', replacement: 'Greetings' }
  expect((await revise(staff, quoted)).__typename).toBe('ReviseGenerationSuccess')
  const span = { generationId, revision: 1, start: 0, end: 9, quote: 'Greetings', instruction: 'Say less.' }
  const { generation } = await refineSpan(staff, span)
  await staff.ended(generation?.id ?? '')
  for (const id of [generationId, generation?.id ?? '']) {
    const copies = await copiesIn(staff, (await fork(staff, id)).thread)
    expect(copies.map(({ text }) => text)).toEqual(['Greetings from the fake provider.'])
  }
})

test('is watched as what has ended: a snapshot for whoever has nothing, and one end', async () => {
  const running = await people.begin('goes on and is stopped')
  await people.fake.waitForCall('goes on and is stopped')
  await share(owner, running.threadId, 'SPACE')
  expect(await fork(staff, running.id)).toMatchObject({ code: 'INVALID_INPUT' })
  await owner.cancel(running.id)
  await owner.ended(running.id)
  const begun = {
    CANCELLED: running,
    FAILED: await converse({ prompt: 'fails' }),
    SUCCEEDED: await converse({ prompt: 'works' }),
  }
  for (const [status, { id }] of Object.entries(begun)) {
    const original = await staff.generation(id)
    const [copy] = await copiesIn(staff, (await fork(staff, id)).thread)
    expect(copy).toMatchObject({ status, text: original.text, error: original.error && { code: original.error.code } })
    const end = `Generation${status[0]}${status.slice(1).toLowerCase()}`
    for (const after of [undefined, 'e0']) {
      const events = await eventsFor(copy?.id ?? '', after)
      expect(events.map(({ __typename }) => __typename)).toEqual(['GenerationSnapshot', end])
      expect(events[0]).toMatchObject({ status, text: original.text, seq: 1 })
    }
    const again = await eventsFor(copy?.id ?? '', 'e1')
    expect(again.map(({ __typename }) => __typename)).toEqual([end])
    const { code, message, finishReason } = (await eventsFor(id)).at(-1) ?? {}
    expect(again[0]).toMatchObject({ ...(code && { code, message }), ...(finishReason && { finishReason }) })
  }
})

test('costs nothing, is no work, and is not told as such', async () => {
  const { api, cookie, id: personId } = await people.letIn('Fay', 'STAFF')
  expect(await setBudget(owner, { scope: 'PERSON', subject: personId, limit: '100000' })).toBe('SetBudgetSuccess')
  const begun = await converse({ prompt: 'what does it cost' })
  await using told = following({ url: people.sluice.url, cookie })
  await until('a snapshot', () => told.seen.length > 0)
  const [copy] = await copiesIn(api, (await fork(api, begun.id)).thread)
  const document = `query ($id: ID!) { generation(id: $id) { cost usage { inputTokens } attempts { number } labels isUnread startedAt } }`
  expect(await api.query(document, { id: copy?.id })).toEqual({
    generation: { cost: null, usage: null, attempts: [], labels: [], isUnread: false, startedAt: null },
  })
  expect(await budgetOf(api)).toMatchObject({ used: '0', reserved: '0' })
  expect(await listed(api, 'generations', {})).toEqual([])

  const next = await api.start({ model, prompt: 'this is work', parentId: copy?.id ?? '' })
  await api.ended(next)
  expect(await listed(api, 'generations', {})).toEqual([next])
  expect(Number((await budgetOf(api))?.used)).toBeGreaterThan(0)
  await until('what is work is told', () => told.statusOf(next) === 'SUCCEEDED')
  expect(JSON.stringify(told.seen)).not.toContain(copy?.id)

  const { start, end, quote } = spanOf(copy?.text ?? '', (copy?.text ?? '').slice(0, 5))
  await revise(api, { generationId: copy?.id, start, end, quote, replacement: 'Words' })
  await until('that it was revised is told', () => told.seen.some(({ generationId }) => generationId === copy?.id))
  expect(await listed(api, 'generations', {})).toEqual([next])
})

test('is made once for one key', async () => {
  const begun = await converse({ prompt: 'fork me once' })
  const idempotencyKey = 'fork once'
  const made = await Promise.all(Array.from({ length: 4 }, () => fork(staff, begun.id, { idempotencyKey })))
  expect(new Set(made.map(({ thread }) => thread?.id)).size).toBe(1)
  expect(made[0]?.thread?.generations.edges).toHaveLength(1)
  expect(await fork(staff, begun.id, { idempotencyKey, title: 'other' })).toMatchObject({
    code: 'IDEMPOTENCY_CONFLICT',
  })
  const started = await staff.tryStart({ model, prompt: 'other', idempotencyKey })
  expect(started).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  const another = await fork(partner, begun.id, { idempotencyKey })
  expect(another.__typename).toBe('ForkThreadSuccess')
  expect(another.thread?.id).not.toBe(made[0]?.thread?.id)
  await share(owner, begun.threadId, 'PRIVATE')
  expect((await fork(staff, begun.id, { idempotencyKey })).thread).toMatchObject({
    id: made[0]?.thread?.id,
    forkedFrom: null,
  })
  for (const id of [begun.id, 'unknown']) expect(await fork(staff, id)).toMatchObject({ code: 'NOT_FOUND' })
})

test('holds nothing that a partner is not shown, whoever goes on in it', async () => {
  const begun = await converse(
    { prompt: secretPlan, isInternal: true, instructions: 'Say Bluebird.' },
    'a public question',
  )
  const mine = (await fork(partner, begun.id)).thread
  expect((await copiesIn(partner, mine))[0]).toMatchObject({
    prompt: '',
    instructions: null,
    thinking: '',
    text: 'Hello from the fake provider.',
    isInternal: true,
  })
  const next = await partner.start({
    model,
    prompt: 'tell me in the fork',
    parentId: (await copiesIn(partner, mine))[1]?.id ?? '',
  })
  await partner.ended(next)
  const sent = JSON.stringify((await people.fake.waitForCall('tell me in the fork')).request)
  expect([sent.includes('Bluebird'), sent.includes('a public question'), sent.includes('is not shown')]).toEqual([
    false,
    true,
    true,
  ])
  expect(await listed(partner, 'threads', { text: 'Bluebird' })).toEqual([])

  const theirs = (await fork(staff, begun.id)).thread
  expect((await copiesIn(staff, theirs))[0]).toMatchObject({ prompt: secretPlan, thinking: 'I think of Bluebird.' })
  await share(staff, theirs?.id ?? '', 'SPACE')
  expect(JSON.stringify(await copiesIn(partner, theirs))).not.toContain('Bluebird')
  const { secret } = await makeShare(staff, theirs?.id ?? '', { showsPrompts: true, showsCost: true })
  const visitor = makeApiClient(people.sluice.url, { share: secret })
  const shown = JSON.stringify(
    await visitor.query('{ shared { thread { generations { edges { node { prompt text thinking } } } } } }'),
  )
  expect([shown.includes('a public question'), shown.includes('Bluebird')]).toEqual([true, false])
  for (const field of ['isCopy', 'isUnread']) {
    const { body } = await visitor.ask(`{ shared { thread { generations { edges { node { ${field} } } } } } }`)
    expect([field, body.errors?.[0]?.extensions?.code]).toEqual([field, 'FORBIDDEN'])
  }
})

test('goes to one’s own space where one is in no other any more, and stays when what it is of is deleted', async () => {
  const { api, id: personId } = await people.letIn('Lev', 'STAFF')
  const { generation } = await api.tryStart({ model, prompt: 'begun by Lev', spaceId: people.spaceId })
  const id = generation?.id ?? ''
  await api.ended(id)
  await change(owner, 'createSpace', { name: 'Elsewhere' }).then(({ space }) =>
    change(owner, 'setMemberRole', { spaceId: space?.id, principalId: personId, role: 'PARTNER' }),
  )
  await change(api, 'removeMember', { spaceId: people.spaceId, principalId: await idOf(api) })
  const { thread } = await fork(api, id)
  const own = await api.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
  expect(thread).toMatchObject({ space: own.viewer.space, forkedFrom: { id } })
  await change(api, 'deleteThread', { id: generation?.thread.id })
  expect(await threadFor(api, thread?.id ?? '')).toMatchObject({ title: 'begun by Lev', forkedFrom: null })
  expect((await copiesIn(api, thread))[0]).toMatchObject({
    prompt: 'begun by Lev',
    text: 'Hello from the fake provider.',
  })
})
