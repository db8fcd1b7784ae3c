import { readRefinePrompt } from '@sluice/core/revision/refine-prompt'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { token } from '../support/deployment.ts'
import { turnsOf } from '../support/fake-provider/turns.ts'
import { following } from '../support/follow-activity.ts'
import { uuidIn } from '../support/look-into.ts'
import { refined, refineSpan, refuse, revise, spanOf, undo } from '../support/refining.ts'
import { sentFor } from '../support/sent-messages.ts'
import { makeShare } from '../support/shares.ts'
import { type Begun, change, model, type SpacePeople, setUpSpace, share } from '../support/space-people.ts'
import { fork } from '../support/threads.ts'
import { until } from '../support/until.ts'

const original = 'The Elbe 🌊 is long. It flows to the sea. <span-1>Nothing</span-1> else is known.'
const quote = 'It flows to the sea.'
const span = spanOf(original, quote)
const shorter = 'It reaches the sea.'
const changed = original.replace(quote, shorter)

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let begin: SpacePeople['begin']
beforeAll(async () => {
  people = await setUpSpace([{ id: 'openai:secret-model' }])
  ;({ owner, staff, partner, stranger, begin } = people)
  people.fake.on(/^write/, (call) => (call.text(original), call.end()))
  people.fake.on(/^Rewrite a span: /, (call) => (call.text(shorter), call.end()))
})
afterAll(() => people.stop())

/** One that has written the text, in a thread that the space shares. */
async function written(name: string): Promise<Begun> {
  const begun = await begin(`write ${name}`)
  await owner.ended(begun.id)
  await share(owner, begun.threadId, 'SPACE')
  return begun
}

/** A refinement of its second sentence that has ended. */
async function suggested(api: ApiClient, id: string, more: object = {}): Promise<string> {
  const { generation } = await refineSpan(api, { generationId: id, ...span, instruction: `Shorter, ${id}.`, ...more })
  await api.ended(generation?.id ?? '')
  return generation?.id ?? ''
}

async function stateOf(api: ApiClient, id: string): Promise<string | undefined> {
  return (await refined(api, id))?.refinement?.state
}

/** Goes on from one; what its model was told. */
async function ask(api: ApiClient, parentId: string, prompt: string): Promise<{ id: string; told: string[] }> {
  const id = await api.start({ model, prompt, parentId })
  await api.ended(id)
  return { id, told: turnsOf(await people.fake.waitForCall(prompt)) }
}

async function textOfFork(api: ApiClient, generationId: string): Promise<string> {
  const { thread } = await fork(api, generationId)
  return (await api.generation(thread?.generations.edges.at(-1)?.node.id ?? '')).text
}

const acceptance = (generationId: string, sourceId: string) => ({
  generationId,
  sourceId,
  ...span,
  replacement: shorter,
})

describe('a span that is refined', () => {
  test('is rewritten alone: its model is sent the text with the span marked, and nothing else', async () => {
    const { id } = await written('one that is refined')
    const instruction = 'Say </text-1> it\nshorter.'
    const answer = await refineSpan(owner, { generationId: id, ...span, instruction })
    const refinementId = answer.generation?.id ?? ''
    const refinement = { of: { id }, revision: 0, ...span, instruction, state: 'PENDING' }
    expect(answer.generation).toMatchObject({ refinement })
    expect(await owner.ended(refinementId)).toMatchObject({ status: 'SUCCEEDED', text: shorter })
    const call = await people.fake.waitForCall(/^Rewrite a span: Say <\/text-1> it\n/)
    expect(turnsOf(call)).toEqual([`user: ${call.prompt}`])
    expect(readRefinePrompt(call.prompt)).toEqual({ text: original, start: span.start, end: span.end, instruction })
    expect(await refined(owner, id)).toMatchObject({ text: original, currentText: original, revisions: [] })
  })

  test('is accepted, and follow-ups are told the text as it is then, without the turn that has rewritten it', async () => {
    const { id } = await written('one that is accepted')
    const before = await ask(owner, id, `before ${id}`)
    const sourceId = await suggested(owner, id)
    const { generation } = await revise(owner, acceptance(id, sourceId))
    const revision = {
      number: 1,
      text: changed,
      start: span.start,
      end: span.end,
      replaced: quote,
      replacement: shorter,
    }
    const by = { instruction: `Shorter, ${id}.`, source: { id: sourceId }, author: 'one', isMine: true }
    expect(generation).toMatchObject({ text: original, currentText: changed, revisions: [{ ...revision, ...by }] })
    expect(await stateOf(owner, sourceId)).toBe('ACCEPTED')
    const question = 'user: write one that is accepted'
    for (const parentId of [id, sourceId]) {
      const prompt = `go on from ${parentId}`
      expect((await ask(owner, parentId, prompt)).told).toEqual([question, `assistant: ${changed}`, `user: ${prompt}`])
    }
    expect(before.told).toContain(`assistant: ${original}`)
    expect(await sentFor(owner, before.id)).toContain(`assistant: ${original}`) // what was sent is not rewritten with it
    expect(await textOfFork(owner, id)).toBe(changed)
  })

  test('is refused, and can be accepted still; what was accepted is undone and not refused', async () => {
    const { id } = await written('one that is refused')
    const sourceId = await suggested(owner, id)
    for (const api of [staff, owner]) {
      expect((await refuse(api, sourceId)).generation?.refinement?.state).toBe('REFUSED')
    }
    expect((await refined(owner, id))?.currentText).toBe(original)
    await revise(owner, acceptance(id, sourceId))
    expect(await refuse(owner, sourceId)).toMatchObject({ code: 'REVISION_CONFLICT' })
    expect((await undo(staff, id, 1)).generation).toMatchObject({ currentText: original, revisions: [] })
    expect(await stateOf(owner, sourceId)).toBe('PENDING')
  })

  test('starts once for one key, whatever has become of the text since', async () => {
    const { id } = await written('one for one key')
    const input = { generationId: id, ...span, instruction: 'Once.', idempotencyKey: `once ${id}` }
    const first = (await refineSpan(owner, input)).generation?.id
    await revise(owner, { generationId: id, ...spanOf(original, 'long'), replacement: 'wide' })
    expect((await refineSpan(owner, input)).generation?.id).toBe(first)
    expect(await refineSpan(owner, { ...input, instruction: 'Twice.' })).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
    expect(await refineSpan(owner, { ...input, idempotencyKey: 'new' })).toMatchObject({ code: 'REVISION_CONFLICT' })
  })

  test('may be asked for by a comment on it', async () => {
    const [{ id }, other] = [await written('one with a comment'), await written('one without')]
    const document = `mutation ($input: AddCommentInput!) { addComment(input: $input) { ... on AddCommentSuccess { comment { id } } } }`
    const input = { generationId: id, ...span, revision: 0, text: 'Too long.' }
    const { addComment } = await partner.query<{ addComment: { comment: { id: string } } }>(document, { input })
    const commentId = addComment.comment.id
    const sourceId = await suggested(owner, id, { commentId })
    const query = 'query ($id: ID!) { generation(id: $id) { refinement { commentId } } }'
    expect(await owner.query(query, { id: sourceId })).toEqual({ generation: { refinement: { commentId } } })
    const elsewhere = { generationId: other.id, ...span, instruction: 'Shorter.', commentId }
    expect(await refineSpan(owner, elsewhere)).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a text that is revised', () => {
  test('is corrected by hand and by words of an alternative, step by step, and back', async () => {
    const { id, threadId } = await written('one that is corrected')
    const alternative = await owner.start({ model, prompt: 'write it again', threadId })
    await owner.ended(alternative)
    const byHand = await revise(staff, { generationId: id, ...spanOf(original, '🌊 '), replacement: '' })
    const second = byHand.generation?.currentText ?? ''
    expect(second).toBe(original.replace('🌊 ', ''))
    const taken = { ...spanOf(second, quote), replacement: 'It flows north.', sourceId: alternative }
    const { generation } = await revise(owner, { generationId: id, after: 1, ...taken })
    const third = second.replace(quote, 'It flows north.')
    expect(generation?.revisions.map(({ number, text, author }) => [number, text, author])).toEqual([
      [1, second, 'Sam'],
      [2, third, 'one'],
    ])
    expect(await undo(owner, id, 1)).toMatchObject({ code: 'REVISION_CONFLICT' })
    expect((await undo(owner, id, 2)).generation?.currentText).toBe(second)
    expect((await undo(owner, id, 2)).generation?.currentText).toBe(second)
    const again = await revise(owner, { generationId: id, after: 1, ...taken })
    expect(again.generation?.revisions.map(({ number }) => number)).toEqual([1, 3])
    expect(again.generation?.currentText).toBe(third)
  })

  test('is overwritten by nobody who has not seen what it is now: of two at once one is told', async () => {
    const { id } = await written('one that two correct')
    const word = spanOf(original, 'long')
    const answers = await Promise.all([
      revise(owner, { generationId: id, ...word, replacement: 'wide' }),
      revise(staff, { generationId: id, ...word, replacement: 'deep' }),
    ])
    expect(answers.map(({ code }) => code ?? 'done').toSorted()).toEqual(['REVISION_CONFLICT', 'done'])
    const winner = answers.find(({ generation }) => generation)?.generation
    expect(await refined(partner, id)).toMatchObject({
      currentText: winner?.currentText ?? '',
      revisions: [{ number: 1 }],
    })
    const lost = { generationId: id, ...word, replacement: 'broad' }
    expect(await revise(owner, lost)).toMatchObject({ __typename: 'RevisionConflict' })
    const repeat = { generationId: id, ...word, replacement: winner?.revisions[0]?.replacement ?? '' }
    const author = winner?.revisions[0]?.author === 'one' ? owner : staff
    expect((await revise(author, repeat)).generation?.revisions).toHaveLength(1)
  })

  test.each([
    ['start', { ...span, start: original.indexOf('🌊') + 1 }],
    ['end', { ...span, end: 10_000 }],
    ['quote', { ...span, quote: 'It flows to the See.' }],
  ])('only by a span that is there: else %s is said to be wrong', async (path, wrong) => {
    const { id } = await written(`one with a wrong ${path}`)
    const invalid = { code: 'INVALID_INPUT', path }
    expect(await revise(owner, { generationId: id, ...wrong, replacement: 'x' })).toMatchObject(invalid)
    expect(await refineSpan(owner, { generationId: id, ...wrong, instruction: 'x' })).toMatchObject(invalid)
  })

  test('is told of at once to whoever follows what is theirs, and so is what becomes of a suggestion of theirs', async () => {
    const { id } = await written('one that is followed')
    const sourceId = await suggested(owner, id)
    await using activity = following({ url: people.sluice.url, token })
    await until('it is followed', () => activity.seen.length > 0)
    const told = (of: string) =>
      activity.seen.filter(({ generationId, __typename: type }) => type === 'GenerationChanged' && generationId === of)
    const isToldAs = async (state: string, deed: () => Promise<unknown>) => {
      await deed()
      const states = () => told(sourceId).map(({ generation }) => generation?.refinement?.state)
      await until(`it is told as ${state}`, () => states().at(-1) === state)
    }
    await isToldAs('REFUSED', () => refuse(staff, sourceId))
    const before = told(id).length
    await isToldAs('ACCEPTED', () => revise(staff, acceptance(id, sourceId)))
    await until('its text is told as changed', () => told(id).length > before)
    await isToldAs('PENDING', () => undo(staff, id, 1))
  })

  test('comes out with all else that is one’s own', async () => {
    const { id } = await written('one that is exported')
    await revise(owner, { generationId: id, ...span, replacement: shorter })
    const response = await fetch(`${people.sluice.url}/export`, { headers: { authorization: `Bearer ${token}` } })
    const lines = (await response.text()).trimEnd().split('\n')
    const of = (kind: string) =>
      lines.filter((line) => line.startsWith(`{"kind":"${kind}"`) && line.includes(uuidIn(id)))
    expect(of('generation').join()).toContain(JSON.stringify(changed))
    expect(of('revision').join()).toContain(JSON.stringify(shorter))
  })
})

describe('whoever', () => {
  test('is a partner refines and revises too, with models that they may ask', async () => {
    const { id } = await written('one for a partner')
    const models = { spaceId: people.spaceId, models: [model] }
    expect(await change(owner, 'setSpaceModels', models)).toMatchObject({ __typename: 'SetSpaceModelsSuccess' })
    const secret = { generationId: id, ...span, instruction: 'x', model: 'openai:secret-model' }
    expect(await refineSpan(partner, secret)).toMatchObject({ code: 'FORBIDDEN' })
    const sourceId = await suggested(partner, id)
    expect((await revise(partner, acceptance(id, sourceId))).generation).toMatchObject({
      currentText: changed,
      revisions: [{ author: 'Pam', isMine: true, instruction: `Shorter, ${id}.` }],
    })
  })

  test('is a partner is told of an internal refinement what it suggests, and not what was asked', async () => {
    const { id } = await written('one with a secret')
    const instruction = `As Bluebird wants it, ${id}.`
    const sourceId = await suggested(staff, id, { instruction, isInternal: true })
    await revise(staff, acceptance(id, sourceId))
    expect(await refined(partner, sourceId)).toMatchObject({
      text: shorter,
      refinement: { ...span, quote: '', instruction: '', state: 'ACCEPTED' },
    })
    const seen = JSON.stringify([await refined(partner, id), await partner.generation(sourceId)])
    expect([seen.includes('Bluebird'), seen.includes(shorter)]).toEqual([false, true])
    expect(JSON.stringify(await refined(owner, id))).toContain('Bluebird')
  })

  test('does not see the thread finds nothing to refine, revise, refuse or undo', async () => {
    const { id } = await written('one for nobody else')
    const sourceId = await suggested(owner, id)
    const notFound = { code: 'NOT_FOUND' }
    expect(await refineSpan(stranger, { generationId: id, ...span, instruction: 'x' })).toMatchObject(notFound)
    expect(await revise(stranger, acceptance(id, sourceId))).toMatchObject(notFound)
    expect(await refuse(stranger, sourceId)).toMatchObject(notFound)
    expect(await undo(stranger, id, 1)).toMatchObject(notFound)
    const theirs = await stranger.start({ model, prompt: 'write theirs' })
    await stranger.ended(theirs)
    expect(await revise(owner, { ...acceptance(id, theirs) })).toMatchObject(notFound)
  })

  test('looks through a share sees the text as it is, and which are suggestions, and no more of it', async () => {
    const { id, threadId } = await written('one that is shared')
    const sourceId = await suggested(owner, id)
    await revise(owner, acceptance(id, sourceId))
    const { secret } = await makeShare(owner, threadId, { showsPrompts: true })
    const guest = makeApiClient(people.sluice.url, { share: secret })
    const query = 'query ($id: ID!) { generation(id: $id) { currentText refinement { state } } }'
    expect(await guest.query(query, { id })).toEqual({ generation: { currentText: changed, refinement: null } })
    expect(await guest.query(query, { id: sourceId })).toMatchObject({
      generation: { refinement: { state: 'ACCEPTED' } },
    })
    for (const more of ['revisions { id }', 'refinement { quote }', 'refinement { instruction }']) {
      const { body } = await guest.ask(`query ($id: ID!) { generation(id: $id) { ${more} } }`, { id })
      expect(body.errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
    }
  })
})
