import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiClient } from '../support/api-client.ts'
import {
  change,
  idOf,
  look,
  model,
  type SpacePeople,
  secretPlan,
  setUpSpace,
  share,
  watchBeside,
} from '../support/space-people.ts'

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let spaceId: string
let begin: SpacePeople['begin']
let letIn: SpacePeople['letIn']
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner, staff, partner, stranger, spaceId, begin, letIn } = people)
})
afterAll(() => people.stop())

describe('a partner', () => {
  test('sees neither what others cost, nor prompts that are internal', async () => {
    const begun = await begin(secretPlan, { isInternal: true, instructions: 'Say Bluebird.' })
    await owner.ended(begun.id)
    await share(owner, begun.threadId, 'SPACE')
    const [full, partial] = [await look(staff, begun), await look(partner, begun)]
    expect(full.generation).toMatchObject({ prompt: secretPlan, title: secretPlan, cost: expect.any(String) as string })
    expect(full.generation?.attempts[0]?.cost).toEqual(expect.any(String))
    expect(partial.generation).toMatchObject({ prompt: '', title: '', cost: null, attempts: [{ cost: null }] })
    expect(partial.generation?.text).toBe(full.generation?.text)
    expect([full.thread?.title, partial.thread?.title]).toEqual(['Internal', 'Internal'])
    const more = 'query ($id: ID!) { generation(id: $id) { instructions thinking outputSchema } }'
    const seen = async (api: ApiClient) => (await api.query<{ generation: object }>(more, { id: begun.id })).generation
    expect(await seen(staff)).toEqual({
      instructions: 'Say Bluebird.',
      thinking: 'I think of Bluebird.',
      outputSchema: null,
    })
    expect(await seen(partner)).toEqual({ instructions: null, thinking: '', outputSchema: null })
    for (const after of [undefined, 'e0']) {
      const [forStaff, forPartner] = [watchBeside(staff, begun.id, after), watchBeside(partner, begun.id, after)]
      await Promise.all([forStaff.end, forPartner.end])
      expect(JSON.stringify(forStaff.events)).toContain('I think of')
      expect(JSON.stringify(forPartner.events)).not.toContain('I think of')
    }

    const costOf = async (api: ApiClient) => {
      const { events, end } = watchBeside(api, begun.id, 'e0')
      await end
      return events.find(({ __typename }) => __typename === 'UsageUpdated')?.cost
    }
    expect(await costOf(staff)).toEqual(expect.any(String))
    expect(await costOf(partner)).toBeNull()
  })

  test('cannot have an internal prompt told by a model', async () => {
    const begun = await begin(secretPlan, { isInternal: true })
    await owner.ended(begun.id)
    await share(owner, begun.threadId, 'SPACE')
    const ask = async (api: ApiClient, prompt: string) => {
      const id = await api.start({ model, prompt, parentId: begun.id })
      await api.ended(id)
      return JSON.stringify((await people.fake.waitForCall(prompt)).request)
    }
    expect(await ask(staff, 'repeat the question, please')).toContain('Bluebird. What')
    const sent = await ask(partner, 'repeat the question at once')
    expect(sent).not.toContain('Bluebird. What')
    expect(sent).toContain('Hello from the fake provider.')
  })

  test('who leaves the space, and still has a thread of their own there, sees no more of it than before', async () => {
    const { api: leaver, id: leaverId } = await letIn('Lea', 'PARTNER')
    const { space: other } = await change(owner, 'createSpace', { name: 'Elsewhere' })
    const elsewhere = { spaceId: other?.id, principalId: leaverId, role: 'PARTNER' }
    await change(owner, 'setMemberRole', elsewhere)
    const { generation } = await leaver.tryStart({ model, prompt: 'begun by Lea', spaceId })
    const threadId = generation?.thread.id ?? ''
    await share(leaver, threadId, 'SPACE')
    const id = await staff.start({ model, prompt: secretPlan, threadId, isInternal: true })
    await staff.ended(id)
    await change(leaver, 'removeMember', { spaceId, principalId: leaverId })

    expect((await look(leaver, { id, threadId })).generation).toMatchObject({ prompt: '', title: '', cost: null })
    const asked = await leaver.start({ model, prompt: 'repeat it to Lea', parentId: id })
    await leaver.ended(asked)
    expect(JSON.stringify((await people.fake.waitForCall('repeat it to Lea')).request)).not.toContain('Bluebird. What')
    expect(await share(leaver, threadId, 'SPACE')).toMatchObject({ code: 'NOT_FOUND' }) // nor publish there any more
  })

  test('sees what their own cost, and their own prompts', async () => {
    const { generation } = await partner.tryStart({ model, prompt: 'mine', spaceId, isInternal: true })
    const begun = { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
    await partner.ended(begun.id)
    expect((await look(partner, begun)).generation).toMatchObject({
      prompt: 'mine',
      cost: expect.any(String) as string,
    })
  })

  test('administers nothing, and lets nobody in', async () => {
    const forbidden = { code: 'FORBIDDEN' }
    const invitation = { name: 'Eve', role: 'OWNER' }
    expect(await change(partner, 'inviteToSpace', { ...invitation, spaceId })).toMatchObject(forbidden)
    const { viewer } = await partner.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
    const own = { ...invitation, spaceId: viewer.space.id }
    expect(await change(partner, 'inviteToSpace', own)).toMatchObject(forbidden)
    expect(await change(partner, 'createSpace', { name: 'Mine' })).toMatchObject(forbidden)
    const promotion = { spaceId, principalId: await idOf(partner), role: 'OWNER' }
    expect(await change(partner, 'setMemberRole', promotion)).toMatchObject(forbidden)
    const cap = { scope: 'MODEL', name: model, cap: 1 }
    expect(await change(partner, 'setCap', cap)).toMatchObject(forbidden)
    const token = { service: 'backdoor', scopes: ['READ'] }
    expect(await change(partner, 'createServiceToken', token)).toMatchObject(forbidden)
    const { body } = await partner.ask('{ serviceTokens { id } auditLog { edges { node { id } } } }')
    expect(body).toEqual({ data: { serviceTokens: [], auditLog: { edges: [] } } })
  })

  test('is told of themselves alone among the members', async () => {
    const document = 'query ($id: ID!) { node(id: $id) { ... on Space { name role members { name role } } } }'
    type Found = { node: { name: string; role: string; members: { name: string; role: string }[] } | null }
    const seen = async (api: ApiClient) => (await api.query<Found>(document, { id: spaceId })).node
    expect(await seen(partner)).toEqual({
      name: 'Research',
      role: 'PARTNER',
      members: [{ name: 'Pam', role: 'PARTNER' }],
    })
    const names = (await seen(staff))?.members.map(({ name }) => name) ?? []
    expect(names.toSorted()).toEqual(['Pam', 'Sam', 'one'])
    expect(await seen(stranger)).toBeNull()
  })
})
