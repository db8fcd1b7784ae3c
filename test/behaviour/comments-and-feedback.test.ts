import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { token } from '../support/deployment.ts'
import { following } from '../support/follow-activity.ts'
import { mutate } from '../support/mutate.ts'
import { makeShare } from '../support/shares.ts'
import { type Begun, change, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'
import { until } from '../support/until.ts'

interface SeenComment {
  readonly id: string
  readonly author: string
  readonly isMine: boolean
  readonly mayDelete: boolean
  readonly text: string
  readonly revision: number
  readonly start: number | null
  readonly end: number | null
  readonly quote: string | null
  readonly resolvedAt: string | null
  readonly resolvedBy: string | null
}

interface SeenFeedback {
  readonly id: string
  readonly author: string
  readonly isMine: boolean
  readonly rating: string | null
  readonly note: string | null
  readonly chosenOver: readonly { readonly id: string }[]
}

let people: SpacePeople
/** Another partner of the space. */
let otherPartner: ApiClient
/** What all of them talk about: an answer that the space shares. */
let begun: Begun
const answer = 'Good 👋 morning, Pam.'

beforeAll(async () => {
  people = await setUpSpace()
  people.fake.on(/^say /, (call) => (call.text(answer), call.end()))
  otherPartner = (await people.letIn('Quinn', 'PARTNER')).api
  begun = await beginShared('say hello')
})
afterAll(() => people.stop())

async function beginShared(prompt: string): Promise<Begun> {
  const { owner, begin } = people
  const made = await begin(prompt)
  await owner.ended(made.id)
  await share(owner, made.threadId, 'SPACE')
  return made
}

const commentFields = 'id author isMine mayDelete text revision start end quote resolvedAt resolvedBy'

interface Answer {
  readonly __typename: string
  readonly code?: string
  readonly path?: string | null
  readonly comment?: SeenComment
}

function act(api: ApiClient, name: string, input: object): Promise<Answer> {
  const success = name === 'addComment' || name === 'resolveComment' ? `comment { ${commentFields} }` : '__typename'
  return mutate(api, { name, input, success, saysPath: !/^(?:resolve|delete)Comment$/.test(name) })
}

/** Says something, and answers the comment. */
async function say(api: ApiClient, generationId: string, more: object): Promise<SeenComment> {
  const result = await act(api, 'addComment', { generationId, text: 'Hm.', ...more })
  if (!result.comment) throw new Error(`Not said: ${result.code} ${result.path}`)
  return result.comment
}

async function commentsOn(api: ApiClient, id: string): Promise<readonly SeenComment[] | null> {
  const document = `query ($id: ID!) { generation(id: $id) { comments { ${commentFields} } } }`
  const { generation } = await api.query<{ generation: { comments: SeenComment[] } | null }>(document, { id })
  return generation?.comments ?? null
}

async function feedbackOn(api: ApiClient, id: string): Promise<readonly SeenFeedback[] | null> {
  const document =
    'query ($id: ID!) { generation(id: $id) { feedback { id author isMine rating note chosenOver { id } } } }'
  const { generation } = await api.query<{ generation: { feedback: SeenFeedback[] } | null }>(document, { id })
  return generation?.feedback ?? null
}

async function nodeFor(api: ApiClient, id: string): Promise<unknown> {
  return (await api.query<{ node: unknown }>('query ($id: ID!) { node(id: $id) { id } }', { id })).node
}

describe('comments', () => {
  test('on the whole and on a span are read by all who see the thread, and partners are told no other partner’s name', async () => {
    const { owner, staff, partner } = people
    await say(staff, begun.id, { text: ' By staff. ' })
    const span = { start: 5, end: 15, quote: answer.slice(5, 15) }
    await say(partner, begun.id, { text: 'By Pam.', revision: 0, ...span })
    await say(otherPartner, begun.id, { text: 'By Quinn.' })

    const namesFor = async (api: ApiClient) =>
      (await commentsOn(api, begun.id))?.map(({ author, isMine, mayDelete }) => [author, isMine, mayDelete])
    const [all, spoken] = [await commentsOn(owner, begun.id), { revision: 0, resolvedAt: null, resolvedBy: null }]
    expect(all).toMatchObject([
      { ...spoken, text: 'By staff.', start: null, end: null, quote: null },
      { ...spoken, text: 'By Pam.', ...span },
      { ...spoken, text: 'By Quinn.' },
    ])
    const byAll = ['Sam', 'Pam', 'Quinn']
    expect(await namesFor(owner)).toEqual(byAll.map((name) => [name, false, true]))
    expect(await namesFor(staff)).toEqual(byAll.map((name) => [name, name === 'Sam', name === 'Sam']))
    expect(await namesFor(partner)).toEqual([
      ['Sam', false, false],
      ['Pam', true, true],
      ['', false, false],
    ])
  })

  test('whose span does not stand in the text are refused, and so are empty ones and half a span', async () => {
    const { partner } = people
    const refused = async (more: object) => {
      const { code, path } = await act(partner, 'addComment', { generationId: begun.id, text: 'Hm.', ...more })
      return [code, path]
    }
    expect(await refused({ start: 0, end: 4, quote: 'Gold' })).toEqual(['INVALID_INPUT', 'quote'])
    expect(await refused({ start: 0, end: 4 })).toEqual(['INVALID_INPUT', 'quote'])
    expect(await refused({ start: 4, end: 4, quote: '' })).toEqual(['INVALID_INPUT', 'end'])
    expect(await refused({ start: 0, end: 4, quote: 'Good', revision: 7 })).toEqual(['INVALID_INPUT', 'revision'])
    expect(await refused({ revision: 1 })).toEqual(['INVALID_INPUT', 'revision']) // of the whole, of another's
    const revision = { generationId: begun.id, after: 0, start: 0, end: 4, quote: 'Good', replacement: 'Fine' }
    await change(people.owner, 'reviseGeneration', revision)
    expect(await refused({ start: 0, end: 4, quote: 'Good', revision: 1 })).toEqual(['INVALID_INPUT', 'quote'])
    expect(await say(partner, begun.id, { start: 0, end: 4, quote: 'Fine', revision: 1 })).toMatchObject({
      revision: 1,
    })
    expect(await refused({ text: ' ' })).toEqual(['INVALID_INPUT', 'text'])
    expect(await refused({ text: 'x'.repeat(4_001) })).toEqual(['INVALID_INPUT', 'text'])
  })

  test('that are sent twice are one, and resolved ones say by whom until they are opened again', async () => {
    const { owner, staff, partner } = people
    const { id, threadId } = await beginShared('say resolved')
    const said = await say(partner, id, { text: 'Twice?' })
    expect((await say(partner, id, { text: 'Twice?' })).id).toBe(said.id)
    expect(await commentsOn(owner, id)).toHaveLength(1)

    const resolve = (api: ApiClient, isResolved: boolean) =>
      act(api, 'resolveComment', { id: said.id, isResolved }).then(({ comment }) => comment)
    expect(await resolve(staff, true)).toMatchObject({ resolvedBy: 'Sam', resolvedAt: expect.any(String) as string })
    expect(await resolve(owner, true)).toMatchObject({ resolvedBy: 'Sam' })
    expect(await resolve(partner, false)).toMatchObject({ resolvedBy: null, resolvedAt: null })
    expect((await resolve(otherPartner, true))?.resolvedBy).toBe('Quinn')
    expect(await commentsOn(partner, id)).toMatchObject([{ resolvedBy: '' }])
    await share(owner, threadId, 'PRIVATE')
  })

  test('are deleted by who wrote them and by who may delete the thread, which is in the audit log then', async () => {
    const { owner, staff, partner } = people
    const { id } = await beginShared('say deleted')
    const [mine, theirs] = [await say(partner, id, { text: 'Mine.' }), await say(staff, id, { text: 'Theirs.' })]
    expect(await act(partner, 'deleteComment', { id: theirs.id })).toMatchObject({ code: 'FORBIDDEN' })
    expect((await act(partner, 'deleteComment', { id: mine.id })).__typename).toBe('DeleteCommentSuccess')
    expect(await act(partner, 'deleteComment', { id: mine.id })).toMatchObject({ code: 'NOT_FOUND' })
    expect((await act(owner, 'deleteComment', { id: theirs.id })).__typename).toBe('DeleteCommentSuccess')
    expect(await commentsOn(staff, id)).toEqual([])
    const log = await owner.query<{ auditLog: object }>(
      '{ auditLog(first: 100) { edges { node { action details } } } }',
    )
    expect(JSON.stringify(log).match(/COMMENT_DELETED[^}]*"author":"\w+"/g)).toEqual([
      expect.stringContaining('"author":"Sam"'),
    ])
  })

  test('are a change of their generation, which its owner’s activity tells of', async () => {
    const { partner, sluice } = people
    const { id } = await beginShared('say activity')
    await using activity = following({ url: sluice.url, token })
    await until('a snapshot', () => activity.seen.length > 0)
    const changes = () => activity.seen.filter(({ generationId }) => generationId === id).length
    const { id: commentId } = await say(partner, id, {})
    await until('it is told', () => changes() > 0)
    const before = changes()
    await act(partner, 'deleteComment', { id: commentId })
    await until('that it is gone is told', () => changes() > before)
    expect(activity.statusOf(id)).toBe('SUCCEEDED')
  })

  test('are as many as a generation may have, and not one more, however many come at once', async () => {
    const { owner } = people
    const { id } = await beginShared('say many')
    for (let n = 0; n < 198; n += 33) {
      const said = Array.from(
        { length: 33 },
        (_, m) => `c${m}: addComment(input: { generationId: "${id}", text: "${n + m}" }) { __typename }`,
      )
      await owner.query(`mutation { ${said.join(' ')} }`)
    }
    const last = Array.from({ length: 5 }, (_, n) =>
      act(owner, 'addComment', { generationId: id, text: `One of the last: ${n}.` }),
    )
    const outcomes = (await Promise.all(last)).map(({ code, path }) => code && `${code} ${path}`)
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(2)
    expect(outcomes.filter(Boolean)).toEqual(Array(3).fill('INVALID_INPUT generationId'))
    expect(await commentsOn(owner, id)).toHaveLength(200)
  })
})

describe('feedback', () => {
  const give = (api: ApiClient, id: string, rating: string | null, note?: string) =>
    act(api, 'giveFeedback', { id, rating, ...(note !== undefined && { note }) })

  test('is one of each person, which another replaces and null takes back; partners see their own', async () => {
    const { owner, staff, partner } = people
    const { id } = await beginShared('say rated')
    expect((await give(partner, id, 'UP', ' Just so. ')).__typename).toBe('GiveFeedbackSuccess')
    await give(partner, id, 'DOWN', 'On second thought.')
    await give(otherPartner, id, 'UP')
    await give(staff, id, 'UP')
    const told = async (api: ApiClient) =>
      (await feedbackOn(api, id))?.map(({ author, rating, note, isMine }) => [author, rating, note, isMine])
    const pams = ['Pam', 'DOWN', 'On second thought.']
    expect(await told(owner)).toEqual([
      ['Sam', 'UP', null, false],
      ['Quinn', 'UP', null, false],
      [...pams, false],
    ])
    expect(await told(partner)).toEqual([[...pams, true]])
    const [mine] = (await feedbackOn(partner, id)) ?? []
    expect(await nodeFor(partner, mine?.id ?? '')).toEqual({ id: mine?.id })
    expect(await nodeFor(otherPartner, mine?.id ?? '')).toBeNull()

    expect(await give(partner, id, null, 'A note.')).toMatchObject({ code: 'INVALID_INPUT', path: 'note' })
    await give(partner, id, null)
    await give(partner, id, null)
    expect(await told(partner)).toEqual([])
  })

  test('says which of several was taken, and another choice takes that back', async () => {
    const { owner, partner, begin } = people
    const { id: first, threadId } = await beginShared('say first choice')
    const others = await Promise.all([begin('say second', { threadId }), begin('say third', { threadId })])
    const [second = '', third = ''] = others.map(({ id }) => id)
    const choose = (id: string, over: readonly string[]) => act(partner, 'chooseGeneration', { id, over })
    const chosen = async (id: string) =>
      (await feedbackOn(partner, id))?.map(({ rating, chosenOver }) => [rating, chosenOver.map(({ id }) => id)])

    await choose(first, [second])
    await choose(first, [third, third])
    expect(await chosen(first)).toEqual([[null, [third, second]]])
    await give(partner, first, 'UP')
    await choose(second, [first])
    expect([await chosen(first), await chosen(second)]).toEqual([[['UP', [third]]], [[null, [first]]]])
    await choose(first, [second])
    expect([await chosen(first), await chosen(second)]).toEqual([[['UP', [second, third]]], []])
    await choose(first, [])
    expect(await chosen(first)).toEqual([['UP', []]])
    expect((await feedbackOn(owner, first))?.map(({ author }) => author)).toEqual(['Pam'])

    const refused = { code: 'INVALID_INPUT', path: 'over' }
    for (const over of [[first], [begun.id], Array.from({ length: 21 }, (_, n) => `${n}`)])
      expect(await choose(first, over)).toMatchObject(refused)
  })
})

test('what a person has said stays without their name when they are deleted', async () => {
  const { owner, partner, letIn } = people
  const { api: leaver, id: leaverId } = await letIn('Rae', 'STAFF')
  const { id } = await beginShared('say left')
  const { id: commentId } = await say(partner, id, {})
  await say(leaver, id, { text: 'I go.' })
  await act(leaver, 'resolveComment', { id: commentId, isResolved: true })
  await act(leaver, 'giveFeedback', { id, rating: 'UP' })
  expect(await commentsOn(partner, id)).toMatchObject([{ resolvedBy: 'Rae' }, { author: 'Rae' }])
  await change(leaver, 'deletePerson', { id: leaverId })
  const nobody = 'Deleted person'
  expect(await commentsOn(owner, id)).toMatchObject([{ resolvedBy: nobody }, { author: nobody, text: 'I go.' }])
  expect(await commentsOn(partner, id)).toMatchObject([{ resolvedBy: '' }, { author: '' }])
  expect(await feedbackOn(owner, id)).toMatchObject([{ author: nobody, rating: 'UP' }])
})

test('whoever does not see the thread is told of none of it, changes none of it, and a share shows none', async () => {
  const { owner, staff, partner, stranger, sluice } = people
  const { id, threadId } = await beginShared('say unseen')
  const { id: commentId } = await say(partner, id, {})
  await act(partner, 'giveFeedback', { id, rating: 'UP' })
  const [feedback] = (await feedbackOn(owner, id)) ?? []
  const { secret } = await makeShare(owner, threadId, { showsPrompts: true, showsCost: true })
  const through = makeApiClient(sluice.url, { share: secret })
  for (const field of ['comments { id }', 'feedback { id }', 'events { seq }', 'sentMessages { text }']) {
    const { body } = await through.ask(`query ($id: ID!) { generation(id: $id) { ${field} } }`, { id })
    expect([field, body.errors?.[0]?.extensions?.code]).toEqual([field, 'FORBIDDEN'])
  }
  for (const node of [commentId, feedback?.id ?? '']) expect(await nodeFor(through, node)).toBeNull()

  await share(owner, threadId, 'PRIVATE')
  for (const api of [staff, partner, stranger]) {
    expect([await commentsOn(api, id), await feedbackOn(api, id)]).toEqual([null, null])
    for (const node of [commentId, feedback?.id ?? '']) expect(await nodeFor(api, node)).toBeNull()
    const changes: [string, object][] = [
      ['addComment', { generationId: id, text: 'Hm.' }],
      ['addComment', { generationId: id, text: 'Hm.', start: 0, end: 4, quote: 'Good' }],
      ['resolveComment', { id: commentId, isResolved: true }],
      ['deleteComment', { id: commentId }],
      ['giveFeedback', { id, rating: 'UP' }],
      ['giveFeedback', { id, rating: null }],
      ['chooseGeneration', { id, over: [] }],
    ]
    for (const [name, input] of changes) expect(await act(api, name, input)).toMatchObject({ code: 'NOT_FOUND' })
  }
  expect(await commentsOn(owner, id)).toMatchObject([{ id: commentId, resolvedAt: null }])
})
