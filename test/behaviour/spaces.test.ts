import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { signInBy } from '../support/browser.ts'
import {
  change,
  look,
  model,
  nothing,
  type SpacePeople,
  setUpSpace,
  share,
  watchBeside,
} from '../support/space-people.ts'
import { until } from '../support/until.ts'

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

test('whoever asks is told what they may do here', async () => {
  const scopesOf = async (api: ApiClient) =>
    (await api.query<{ viewer: { scopes: string[] } }>('{ viewer { scopes } }')).viewer.scopes
  expect(await scopesOf(owner)).toEqual(['READ', 'START', 'ADMIN'])
  for (const api of [staff, partner]) expect(await scopesOf(api)).toEqual(['READ', 'START'])
})

describe('a thread of a space', () => {
  test('is its beginner’s alone until it is shared, and again when that is taken back', async () => {
    const begun = await begin('hello')
    await owner.ended(begun.id)
    for (const api of [staff, partner, stranger]) expect(await look(api, begun)).toEqual(nothing)

    expect((await share(owner, begun.threadId, 'SPACE')).__typename).toBe('ShareThreadSuccess')
    for (const api of [staff, partner]) {
      const seen = await look(api, begun)
      expect(seen.generation?.text).toBe((await owner.generation(begun.id)).text)
      expect(seen.thread?.generations.edges).toHaveLength(1)
    }
    expect(await look(stranger, begun)).toEqual(nothing)

    await share(owner, begun.threadId, 'PRIVATE')
    for (const api of [staff, partner]) expect(await look(api, begun)).toEqual(nothing)
  })

  test('is shared by whoever began it, and by nobody else', async () => {
    const { threadId } = await begin('hello again')
    for (const api of [staff, partner, stranger])
      expect(await share(api, threadId, 'SPACE')).toMatchObject({ code: 'NOT_FOUND' })
    await share(owner, threadId, 'SPACE')
    for (const api of [staff, partner, stranger])
      expect(await share(api, threadId, 'PRIVATE')).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('is gone on with by everybody in the space, and by nobody else', async () => {
    const { id, threadId } = await begin('what is a river?')
    await owner.ended(id)
    await share(owner, threadId, 'SPACE')
    const followUp = { model, prompt: 'and a sea?', parentId: id }
    expect(await stranger.tryStart(followUp)).toMatchObject({ code: 'NOT_FOUND' })
    for (const api of [staff, partner]) expect((await api.tryStart(followUp)).generation?.thread.id).toBe(threadId)
    const { thread } = await look(owner, { id, threadId })
    expect(thread?.generations.edges).toHaveLength(3)
  })

  test('is listed with the others of its space, for those who see it', async () => {
    const { threadId } = await begin('one for the list')
    const elsewhere = (await owner.tryStart({ model, prompt: 'not of the space' })).generation?.thread.id
    const listOf = async (api: ApiClient, id = spaceId) => {
      const document =
        'query ($id: ID!) { threads(first: 100, filter: { spaceId: $id }) { edges { node { id space { id } } } } }'
      const { threads } = await api.query<{ threads: { edges: { node: { id: string; space: { id: string } } }[] } }>(
        document,
        { id },
      )
      return threads.edges.map(({ node }) => node)
    }
    const mine = await listOf(owner)
    expect(mine.map(({ id }) => id)).toContain(threadId)
    expect(mine.map(({ id }) => id)).not.toContain(elsewhere)
    expect((await listOf(partner)).map(({ id }) => id)).not.toContain(threadId)
    await share(owner, threadId, 'SPACE')
    expect((await listOf(partner)).map(({ id }) => id)).toContain(threadId)
    for (const id of [spaceId, 'no id']) expect(await listOf(stranger, id)).toEqual([])
  })

  test('is begun by everybody in the space, and by nobody else', async () => {
    const input = { model, prompt: 'a new one', spaceId }
    expect(await stranger.tryStart(input)).toMatchObject({ code: 'NOT_FOUND' })
    const { generation } = await partner.tryStart(input)
    const begun = { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
    expect(await look(staff, begun)).toEqual(nothing)
    await share(partner, begun.threadId, 'SPACE')
    expect((await look(staff, begun)).thread?.title).toBe('a new one')
  })
})

describe('stopping what another started', () => {
  test('is for owners and staff, not for partners and strangers', async () => {
    const begun = await begin('goes on until staff stops it')
    await share(owner, begun.threadId, 'SPACE')
    for (const api of [partner, stranger]) expect(await api.cancel(begun.id)).toMatchObject({ __typename: 'NotFound' })
    expect(await staff.cancel(begun.id)).toMatchObject({ __typename: 'CancelGenerationSuccess' })
    expect((await owner.ended(begun.id)).status).toBe('CANCELLED')
  })

  test('by a follow-up that interrupts is for those who may stop it', async () => {
    const begun = await begin('goes on until it is interrupted')
    await share(owner, begun.threadId, 'SPACE')
    await until('it has written', async () => (await owner.generation(begun.id)).text !== '')
    const followUp = { model, prompt: 'rather this', parentId: begun.id, whileRunning: 'INTERRUPT' as const }
    const id = await staff.start(followUp)
    expect((await owner.ended(begun.id)).status).toBe('CANCELLED')
    expect((await staff.ended(id)).status).toBe('SUCCEEDED')
  })

  test('is for whoever began the thread', async () => {
    const { generation } = await partner.tryStart({ model, prompt: 'begun by Pam', spaceId })
    const threadId = generation?.thread.id ?? ''
    await share(partner, threadId, 'SPACE')
    const id = await staff.start({ model, prompt: 'goes on in a thread of Pam', threadId })
    expect(await partner.cancel(id)).toMatchObject({ __typename: 'CancelGenerationSuccess' })
    await partner.ended(id)
  })
})

describe('a right that ends', () => {
  test('ends the streams of those who had it within 10 s, and nobody else’s', async () => {
    const begun = await begin('goes on while it is shared')
    await share(owner, begun.threadId, 'SPACE')
    const [theirs, mine] = [watchBeside(staff, begun.id), watchBeside(owner, begun.id)]
    await until('both watch', () => theirs.events.length > 0 && mine.events.length > 0)
    const takenAt = performance.now()
    await share(owner, begun.threadId, 'PRIVATE')
    expect(await theirs.end).toMatchObject({ code: 'NOT_FOUND' })
    expect(performance.now() - takenAt).toBeLessThan(10_000)
    await owner.cancel(begun.id)
    expect(await mine.end).toBeNull()
    expect(mine.events.at(-1)?.__typename).toBe('GenerationCancelled')
  })

  test('of somebody who is in no other space ends their sessions too; a new link lets them in again', async () => {
    const { api: lone, id: loneId } = await letIn('Lou', 'STAFF')
    const gone = { spaceId, principalId: loneId }
    expect(await change(lone, 'removeMember', gone)).toMatchObject({
      __typename: 'RemoveMemberSuccess',
    })
    expect((await lone.ask('{ viewer { id } }')).status).toBe(401)

    const asked = { principalId: loneId }
    for (const api of [staff, partner, stranger]) {
      const { code } = await change(api, 'createSignInLink', asked)
      expect(code).toBe(api === stranger ? undefined : 'FORBIDDEN') // the stranger is another service of the operator's
    }
    const { path = '' } = await change(owner, 'createSignInLink', asked)
    const again = makeApiClient(people.sluice.url, { cookie: await signInBy(`${people.sluice.url}${path}`) })
    expect((await again.query<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id).toBe(loneId)
    const { spaces } = await again.query<{ spaces: { name: string }[] }>('{ spaces { name } }')
    expect(spaces).toEqual([{ name: 'Lou' }])
  })

  test('a member who is removed sees nothing of the space any more, their own threads there excepted', async () => {
    const { api: guest, id: guestId } = await letIn('Gus', 'STAFF')
    const { space: other } = await change(owner, 'createSpace', { name: 'Another' })
    const elsewhere = { spaceId: other?.id, principalId: guestId, role: 'STAFF' }
    await change(owner, 'setMemberRole', elsewhere) // else they would be signed out
    const begun = await begin('goes on after Gus')
    await share(owner, begun.threadId, 'SPACE')
    const addition = {
      model,
      prompt: 'of Gus, in a thread of another',
      threadId: begun.threadId,
      idempotencyKey: 'of Gus',
    }
    const added = await guest.start(addition)
    const own = await guest.start({ model, prompt: 'of Gus', spaceId })
    const stream = watchBeside(guest, begun.id)
    await until('Gus watches', () => stream.events.length > 0)

    const gone = { spaceId, principalId: guestId }
    for (const api of [staff, partner]) {
      expect(await change(api, 'removeMember', gone)).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await change(stranger, 'removeMember', gone)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await change(owner, 'removeMember', gone)).toMatchObject({
      __typename: 'RemoveMemberSuccess',
    })

    expect(await look(guest, begun)).toEqual(nothing)
    expect(await stream.end).toMatchObject({ code: 'NOT_FOUND' })
    // What they added to another's thread went with the thread; what they began themselves is theirs.
    const listed = await guest.query<{ generations: { edges: { node: { id: string } }[] } }>(
      '{ generations { edges { node { id } } } }',
    )
    expect(listed.generations.edges.map(({ node }) => node.id)).toEqual([own])
    // Nor does a repeat of the start tell of it, which begins nothing anew.
    const repeat = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
      ... on StartGenerationSuccess { generation { id thread { title } } } } }`
    const { body } = await guest.ask(repeat, { input: addition })
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    expect(await guest.cancel(added)).toMatchObject({ __typename: 'NotFound' })
    expect(await guest.tryStart({ model, prompt: 'once more', spaceId })).toMatchObject({ code: 'NOT_FOUND' })
    expect((await owner.generation(added)).status).not.toBe('CANCELLED')
    await owner.cancel(begun.id)
  })

  test('a space keeps an owner', async () => {
    const { viewer } = await owner.query<{ viewer: { id: string } }>('{ viewer { id } }')
    const me = { spaceId, principalId: viewer.id }
    expect(await change(owner, 'removeMember', me)).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await change(owner, 'setMemberRole', { ...me, role: 'STAFF' })).toMatchObject({
      code: 'INVALID_INPUT',
    })
    const nobody = { spaceId, principalId: '00000000-0000-4000-8000-000000000000', role: 'STAFF' }
    expect(await change(owner, 'setMemberRole', nobody)).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an invitation lets one browser in, once', async () => {
    const { path = '' } = await change(owner, 'inviteToSpace', {
      spaceId,
      name: 'Una',
      role: 'PARTNER',
    })
    await signInBy(`${people.sluice.url}${path}`)
    await expect(signInBy(`${people.sluice.url}${path}`)).rejects.toThrow('403')
    const again = { spaceId, name: 'Una', role: 'OWNER' }
    expect(await change(owner, 'inviteToSpace', again)).toMatchObject({ code: 'INVALID_INPUT' })
  })
})

test('all of it is in the audit log', async () => {
  const document = '{ auditLog(first: 100) { edges { node { action } } } }'
  const { auditLog } = await owner.query<{ auditLog: { edges: { node: { action: string } }[] } }>(document)
  const actions = new Set(auditLog.edges.map(({ node }) => node.action))
  for (const action of ['SPACE_CREATED', 'INVITED', 'THREAD_SHARED', 'MEMBER_REMOVED', 'SIGNED_IN'])
    expect(actions).toContain(action)
})
