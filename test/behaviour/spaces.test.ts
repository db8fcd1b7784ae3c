import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient, type SeenEvent } from '../support/api-client.ts'
import { signInBy } from '../support/browser.ts'
import { type Deployment, deploy } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'
const secretPlan = 'The plan is called Bluebird. What do we call it?'

let fake: FakeProvider
let sluice: Deployment
/** Who owns the space, two who were invited, and one who has nothing to do with it. */
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let spaceId: string
let partnerId: string
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^goes on/, (call) => call.text('so far'))
  const price = { input: 1_000, output: 1_000 }
  const providers = writeProvidersFile({ models: [{ id: model, price }] })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_PROVIDERS: providers })
  owner = sluice.api
  stranger = sluice.otherApi
  spaceId = (await change(owner, 'createSpace', 'CreateSpaceInput', { name: 'Research' })).space?.id ?? ''
  staff = await letIn('Sam', 'STAFF')
  partner = await letIn('Pam', 'PARTNER')
  partnerId = (await partner.query<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

interface Changed {
  readonly __typename: string
  readonly code?: string
  /** Of an invitation. */
  readonly path?: string
  readonly space?: { readonly id: string } | null
}

/** One of the mutations on spaces. */
async function change(api: ApiClient, name: string, inputType: string, input: object): Promise<Changed> {
  const asked: Record<string, string> = {
    createSpace: '... on CreateSpaceSuccess { space { id } }',
    inviteToSpace: '... on InviteToSpaceSuccess { path }',
  }
  const more = asked[name] ?? ''
  const document = `mutation ($input: ${inputType}!) { result: ${name}(input: $input) { __typename ${more} ... on Error { code } } }`
  return (await api.query<{ result: Changed }>(document, { input })).result
}

async function letIn(name: string, role: string): Promise<ApiClient> {
  const { path = '' } = await change(owner, 'inviteToSpace', 'InviteToSpaceInput', { spaceId, name, role })
  return makeApiClient(sluice.url, { cookie: await signInBy(`${sluice.url}${path}`) })
}

const share = (api: ApiClient, id: string, visibility: string) =>
  change(api, 'shareThread', 'ShareThreadInput', { id, visibility })

/** Starts one in the space, and answers it with its thread. */
async function begin(prompt: string, more: object = {}): Promise<{ id: string; threadId: string }> {
  const { generation } = await owner.tryStart({ model, prompt, spaceId, ...more })
  return { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
}

interface Seen {
  readonly generation: {
    prompt: string
    title: string
    text: string
    cost: string | null
    attempts: { cost: string | null }[]
  } | null
  readonly thread: { title: string; generations: { edges: unknown[] } } | null
}

async function look(api: ApiClient, { id, threadId }: { id: string; threadId: string }): Promise<Seen> {
  const document = `query ($id: ID!, $t: ID!) { generation(id: $id) { prompt title text cost attempts { cost } }
    thread(id: $t) { title generations { edges { node { id } } } } }`
  return api.query<Seen>(document, { id, t: threadId })
}

/** Watches in the background; answers what came, and what it ended with. */
function watch(api: ApiClient, id: string, after?: string) {
  const events: SeenEvent[] = []
  const end = (async () => {
    for await (const event of api.watch(id, { ...(after && { after }) })) events.push(event)
  })().then(
    () => null,
    (error: unknown) => error,
  )
  return { events, end }
}

const nothing = { generation: null, thread: null }

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

    const costOf = async (api: ApiClient) => {
      const { events, end } = watch(api, begun.id, 'e0')
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
      return JSON.stringify((await fake.waitForCall(prompt)).request)
    }
    expect(await ask(staff, 'repeat the question, please')).toContain('Bluebird. What')
    const sent = await ask(partner, 'repeat the question at once')
    expect(sent).not.toContain('Bluebird. What')
    expect(sent).toContain('Hello from the fake provider.')
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
    expect(await change(partner, 'inviteToSpace', 'InviteToSpaceInput', { ...invitation, spaceId })).toMatchObject(
      forbidden,
    )
    const { viewer } = await partner.query<{ viewer: { space: { id: string } } }>('{ viewer { space { id } } }')
    const own = { ...invitation, spaceId: viewer.space.id }
    expect(await change(partner, 'inviteToSpace', 'InviteToSpaceInput', own)).toMatchObject(forbidden)
    expect(await change(partner, 'createSpace', 'CreateSpaceInput', { name: 'Mine' })).toMatchObject(forbidden)
    const promotion = { spaceId, principalId: partnerId, role: 'OWNER' }
    expect(await change(partner, 'setMemberRole', 'SetMemberRoleInput', promotion)).toMatchObject(forbidden)
    const cap = { scope: 'MODEL', name: model, cap: 1 }
    expect(await change(partner, 'setCap', 'SetCapInput', cap)).toMatchObject(forbidden)
    const token = { service: 'backdoor', scopes: ['READ'] }
    expect(await change(partner, 'createServiceToken', 'CreateServiceTokenInput', token)).toMatchObject(forbidden)
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

describe('stopping what another started', () => {
  test('is for owners and staff, not for partners and strangers', async () => {
    const begun = await begin('goes on until staff stops it')
    await share(owner, begun.threadId, 'SPACE')
    for (const api of [partner, stranger]) expect(await api.cancel(begun.id)).toMatchObject({ __typename: 'NotFound' })
    expect(await staff.cancel(begun.id)).toMatchObject({ __typename: 'CancelGenerationSuccess' })
    expect((await owner.ended(begun.id)).status).toBe('CANCELLED')
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
    const [theirs, mine] = [watch(staff, begun.id), watch(owner, begun.id)]
    await until('both watch', () => theirs.events.length > 0 && mine.events.length > 0)
    const takenAt = performance.now()
    await share(owner, begun.threadId, 'PRIVATE')
    expect(await theirs.end).toMatchObject({ code: 'NOT_FOUND' })
    expect(performance.now() - takenAt).toBeLessThan(10_000)
    await owner.cancel(begun.id)
    expect(await mine.end).toBeNull()
    expect(mine.events.at(-1)?.__typename).toBe('GenerationCancelled')
  })

  test('a member who is removed sees nothing of the space any more, their own threads there excepted', async () => {
    const guest = await letIn('Gus', 'STAFF')
    const { id: guestId } = (await guest.query<{ viewer: { id: string } }>('{ viewer { id } }')).viewer
    const begun = await begin('goes on after Gus')
    await share(owner, begun.threadId, 'SPACE')
    const added = await guest.start({ model, prompt: 'of Gus, in a thread of another', threadId: begun.threadId })
    const own = await guest.start({ model, prompt: 'of Gus', spaceId })
    const stream = watch(guest, begun.id)
    await until('Gus watches', () => stream.events.length > 0)

    const gone = { spaceId, principalId: guestId }
    for (const api of [staff, partner]) {
      expect(await change(api, 'removeMember', 'RemoveMemberInput', gone)).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await change(stranger, 'removeMember', 'RemoveMemberInput', gone)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await change(owner, 'removeMember', 'RemoveMemberInput', gone)).toMatchObject({
      __typename: 'RemoveMemberSuccess',
    })

    expect(await look(guest, begun)).toEqual(nothing)
    expect(await stream.end).toMatchObject({ code: 'NOT_FOUND' })
    // What they added to another's thread went with the thread; what they began themselves is theirs.
    const listed = await guest.query<{ generations: { edges: { node: { id: string } }[] } }>(
      '{ generations { edges { node { id } } } }',
    )
    expect(listed.generations.edges.map(({ node }) => node.id)).toEqual([own])
    expect(await guest.tryStart({ model, prompt: 'once more', spaceId })).toMatchObject({ code: 'NOT_FOUND' })
    expect((await owner.generation(added)).status).not.toBe('CANCELLED')
    await owner.cancel(begun.id)
  })

  test('a space keeps an owner', async () => {
    const { viewer } = await owner.query<{ viewer: { id: string } }>('{ viewer { id } }')
    const me = { spaceId, principalId: viewer.id }
    expect(await change(owner, 'removeMember', 'RemoveMemberInput', me)).toMatchObject({ code: 'INVALID_INPUT' })
    expect(await change(owner, 'setMemberRole', 'SetMemberRoleInput', { ...me, role: 'STAFF' })).toMatchObject({
      code: 'INVALID_INPUT',
    })
    const nobody = { spaceId, principalId: '00000000-0000-4000-8000-000000000000', role: 'STAFF' }
    expect(await change(owner, 'setMemberRole', 'SetMemberRoleInput', nobody)).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an invitation lets one browser in, once', async () => {
    const { path = '' } = await change(owner, 'inviteToSpace', 'InviteToSpaceInput', {
      spaceId,
      name: 'Una',
      role: 'PARTNER',
    })
    await signInBy(`${sluice.url}${path}`)
    await expect(signInBy(`${sluice.url}${path}`)).rejects.toThrow('403')
    const again = { spaceId, name: 'Una', role: 'OWNER' }
    expect(await change(owner, 'inviteToSpace', 'InviteToSpaceInput', again)).toMatchObject({ code: 'INVALID_INPUT' })
  })
})

test('all of it is in the audit log', async () => {
  const document = '{ auditLog(first: 100) { edges { node { action } } } }'
  const { auditLog } = await owner.query<{ auditLog: { edges: { node: { action: string } }[] } }>(document)
  const actions = new Set(auditLog.edges.map(({ node }) => node.action))
  for (const action of ['SPACE_CREATED', 'INVITED', 'THREAD_SHARED', 'MEMBER_REMOVED', 'SIGNED_IN'])
    expect(actions).toContain(action)
})
