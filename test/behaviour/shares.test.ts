import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { otherToken } from '../support/deployment.ts'
import { uuidIn } from '../support/look-into.ts'
import {
  type MadeShare,
  makeShare,
  revokeShare,
  type Shared,
  type SharedGeneration,
  sharedDocument,
  sharedEvents,
  sharedSnapshots,
  sharesOf,
} from '../support/shares.ts'
import {
  type Begun,
  change,
  type LetIn,
  model,
  type SpacePeople,
  secretPlan,
  setUpSpace,
  share,
} from '../support/space-people.ts'
import { subscribe } from '../support/subscribe.ts'
import { until } from '../support/until.ts'

const internalPlan = 'The other plan is called Kingfisher. What do we call it?'
const broken = 'Break, please.'

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
let stranger: ApiClient
let spaceId: string
let guest: LetIn
/** A thread with a prompt, one that is internal, and one that failed. */
let begun: Begun
let ids: readonly string[]
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner, staff, partner, stranger, spaceId } = people)
  people.fake.on(internalPlan, (call) => {
    call.usage({ inputTokens: 10, outputTokens: 5 })
    call.thinking('I think of Kingfisher.')
    call.text('Hello again.')
    call.end()
  })
  people.fake.on(broken, (call) => call.status(401))
  guest = await people.letIn('Gus', 'PARTNER')
  begun = await people.begin(secretPlan, { instructions: 'Say Bluebird.', labels: ['a-mark'], onBehalfOf: 'Olga' })
  await owner.ended(begun.id)
  const { threadId } = begun
  const internal = await owner.start({ model, prompt: internalPlan, threadId, isInternal: true })
  const failed = await owner.start({ model, prompt: broken, threadId })
  await Promise.all([internal, failed].map((id) => owner.ended(id)))
  ids = [begun.id, internal, failed]
  await share(owner, threadId, 'SPACE')
})
afterAll(() => people.stop())

const through = (secret: string, cookie?: string) =>
  makeApiClient(people.sluice.url, { share: secret, ...(cookie && { cookie }) })
const open = (api: ApiClient) => api.ask(sharedDocument)
const refused = { status: 404, body: { errors: [{ extensions: { code: 'NOT_FOUND' } }] } }

/** Everything that a share tells: of its thread, and in the streams of its generations. */
async function tell({ secret }: MadeShare) {
  const { shared } = await through(secret).query<Shared>(sharedDocument)
  const events: object[] = []
  for (const id of ids) {
    for (const document of [sharedEvents, sharedSnapshots]) {
      for await (const event of subscribe<object>({ url: people.sluice.url, share: secret }, document, { id }))
        events.push(event)
    }
  }
  const generations = (shared?.thread.generations.edges ?? []).map(({ node }) => node)
  return { shared, generations, events, all: JSON.stringify([shared, events]) }
}

const costsIn = (all: string) => [...all.matchAll(/"cost":("[\d.]+"|null)/g)].map(([, cost]) => cost)

describe('what a share shows', () => {
  test.each([
    { showsPrompts: false, showsCost: false },
    { showsPrompts: true, showsCost: false },
    { showsPrompts: false, showsCost: true },
    { showsPrompts: true, showsCost: true },
  ])('is the answers, and of the rest what was chosen: %o', async (chosen) => {
    const { shared, generations, events, all } = await tell(await makeShare(owner, begun.threadId, chosen))
    const [plain, internal, failed] = generations as [SharedGeneration, SharedGeneration, SharedGeneration]
    expect([plain.text, internal.text]).toEqual(['Hello from the fake provider.', 'Hello again.'])
    const { showsPrompts, showsCost } = chosen
    expect(shared?.thread.title).toBe(showsPrompts ? secretPlan : '')
    expect(plain).toMatchObject(
      showsPrompts
        ? { prompt: secretPlan, title: secretPlan, thinking: 'I think of Bluebird.', instructions: 'Say Bluebird.' }
        : { prompt: '', title: '', thinking: '', instructions: null },
    )
    expect(JSON.stringify(events)).toContain('"text":"Hello from the fake provider.","thinking":')
    expect(all.includes('Bluebird')).toBe(showsPrompts)
    expect(costsIn(all).some((cost) => cost !== 'null')).toBe(showsCost)
    // What is internal, who is who, how it is marked and what is configured here: never.
    expect(internal).toMatchObject({ prompt: '', title: '', thinking: '' })
    expect(failed.error).toEqual({
      code: 'PROVIDER_AUTH',
      message: 'The provider refused the credentials that this server is configured with.',
    })
    for (const hidden of [
      'Kingfisher',
      'a-mark',
      'Olga',
      'Research',
      'OPENAI_API_KEY',
      '"isMine":true',
      '"isShareable":true',
    ])
      expect(all).not.toContain(hidden)
  })

  test('is no more than whoever made it is shown', async () => {
    const { generation } = await partner.tryStart({ model, prompt: 'begun by Pam', spaceId })
    const threadId = generation?.thread.id ?? ''
    await share(partner, threadId, 'SPACE')
    await staff.ended(await staff.start({ model, prompt: 'added by Sam', threadId }))
    await partner.ended(generation?.id ?? '')
    const { secret } = await makeShare(partner, threadId, { showsCost: true })
    const { shared } = await through(secret).query<Shared>(sharedDocument)
    const costs = shared?.thread.generations.edges.map(({ node }) => node.cost)
    expect(costs).toEqual([expect.any(String), null])
  })

  test('goes on while it is written', async () => {
    const live = await people.begin('goes on for a share')
    const { secret } = await makeShare(owner, live.threadId)
    const seen: string[] = []
    for await (const event of through(secret).watch(live.id)) {
      seen.push(event.__typename)
      if (event.text === 'so far') await owner.cancel(live.id)
    }
    expect(seen.at(-1)).toBe('GenerationCancelled')
  })
})

describe('whoever looks through a share', () => {
  const questions = [
    'query ($g: ID!, $t: ID!) { generation(id: $g) { id } thread(id: $t) { id } a: node(id: $g) { id } b: node(id: $t) { id } }',
    'subscription ($g: ID!) { generationEvents(id: $g) { seq } }',
  ]

  test('is told of everything else as of what does not exist', async () => {
    const { secret } = await makeShare(owner, begun.threadId)
    const elsewhere = await people.begin('elsewhere in the space')
    await share(owner, elsewhere.threadId, 'SPACE')
    await makeShare(owner, elsewhere.threadId)
    const { generation } = await stranger.tryStart({ model, prompt: 'of a stranger' })
    const unknown = { g: Buffer.from(`Generation:${crypto.randomUUID()}`).toString('base64'), t: 'nonsense' }
    for (const query of questions) {
      const about = async (variables: object) => (await through(secret).ask(query, variables)).body
      const told = JSON.stringify(await about(unknown))
      expect(told).toMatch(/null|NOT_FOUND/)
      expect(JSON.stringify(await about({ g: elsewhere.id, t: elsewhere.threadId }))).toBe(told)
      expect(JSON.stringify(await about({ g: generation?.id, t: generation?.thread.id }))).toBe(told)
    }
    const [{ id } = { id: '' }] = await sharesOf(owner, begun.threadId)
    const nodes = 'query ($s: ID!, $h: ID!) { space: node(id: $s) { id } share: node(id: $h) { id } }'
    expect((await through(secret).ask(nodes, { s: spaceId, h: id })).body).toEqual({
      data: { space: null, share: null },
    })
  })

  test.each([
    ['who is in the space', '{ shared { thread { space { name members { name } } } } }'],
    ['who shares it', '{ shared { thread { shares { createdBy } } } }'],
    ['for whom', '{ shared { thread { generations { edges { node { onBehalfOf } } } } } }'],
    [
      'by a fragment',
      '{ ...A } fragment A on Query { shared { thread { ...B } } } fragment B on Thread { visibility }',
    ],
    ['lists', '{ generations { edges { node { id } } } }'],
    ['models', '{ models { name } }'],
    ['what goes on', 'subscription { activity { __typename } }'],
    ['a change', 'mutation { createSpace(input: { name: "x" }) { __typename } }'],
  ])('may not ask for %s', async (_, query) => {
    const { secret } = await makeShare(owner, begun.threadId, { showsPrompts: true, showsCost: true })
    const { body } = await through(secret).ask(query)
    expect(JSON.stringify(body)).toContain('"FORBIDDEN"')
    expect(JSON.stringify(body)).not.toContain('"data":{')
  })

  test('sees no more for being signed in', async () => {
    const { secret } = await makeShare(owner, begun.threadId)
    const { body } = await through(secret, guest.cookie).ask('query ($id: ID!) { node(id: $id) { id } }', {
      id: spaceId,
    })
    expect(body).toEqual({ data: { node: null } })
    expect((await through(secret, 'sluice_session=nonsense').ask(sharedDocument)).status).toBe(200)
  })

  test('and whoever does not, is shown nothing as shared', async () => {
    expect((await staff.ask('{ shared { expiresAt } }')).body).toEqual({ data: { shared: null } })
  })
})

describe('a share is made', () => {
  test('by whoever began the thread, and by owners and staff who see it; others are told of no such thread', async () => {
    const { threadId } = await people.begin('who may share this?')
    for (const api of [staff, partner, stranger])
      expect(await makeShare(api, threadId)).toMatchObject({ code: 'NOT_FOUND' })
    await share(owner, threadId, 'SPACE')
    const { share: made } = await makeShare(staff, threadId)
    expect(made).toMatchObject({ createdBy: 'Sam', revokedAt: null, lastUsedAt: null, requiresSignIn: false })
    for (const api of [partner, stranger]) {
      expect(await makeShare(api, threadId)).toMatchObject({ code: 'NOT_FOUND' })
      expect(await sharesOf(api, threadId)).toEqual([])
      expect(await revokeShare(api, made.id)).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND' })
    }
    const may = 'query ($id: ID!) { thread(id: $id) { isShareable } }'
    const isShareable = async (api: ApiClient) => (await api.ask(may, { id: threadId })).body.data
    expect(await isShareable(staff)).toEqual({ thread: { isShareable: true } })
    expect(await isShareable(partner)).toEqual({ thread: { isShareable: false } })
    expect((await sharesOf(owner, threadId)).map(({ id }) => id)).toEqual([made.id])
    expect(await revokeShare(owner, made.id)).toMatchObject({ __typename: 'RevokeShareSuccess' })
    expect(await revokeShare(staff, made.id)).toMatchObject({ __typename: 'RevokeShareSuccess' }) // again changes nothing
  })

  test('with a secret that is shown once, in a path that no server is sent', async () => {
    const { secret, path, share: made } = await makeShare(owner, begun.threadId)
    expect(secret.startsWith(made.prefix)).toBe(true)
    expect(path).toBe(`/s#${secret}`)
    const inAWeek = Date.now() + 7 * 24 * 3_600_000
    expect(Math.abs(Date.parse(made.expiresAt) - inAWeek)).toBeLessThan(60_000)
  })

  test('for as long as a year, and not for the past', async () => {
    for (const expiresAt of [new Date(Date.now() - 1), new Date(Date.now() + 400 * 24 * 3_600_000)]) {
      const input = { expiresAt: expiresAt.toISOString() }
      expect(await makeShare(owner, begun.threadId, input)).toMatchObject({ code: 'INVALID_INPUT', at: 'expiresAt' })
    }
  })
})

describe('a share that does not hold', () => {
  test('is answered as one that never was', async () => {
    const unknown = await open(through(`slh_${'x'.repeat(43)}`))
    expect(unknown).toMatchObject(refused)
    const revoked = await makeShare(owner, begun.threadId)
    await revokeShare(owner, revoked.share.id)
    expect(await open(through(revoked.secret))).toEqual(unknown)
    expect(await open(through('nonsense'))).toEqual(unknown)
    expect(await open(through(begun.threadId))).toEqual(unknown)

    const expiresAt = new Date(Date.now() + 4_000).toISOString()
    const { secret } = await makeShare(owner, begun.threadId, { expiresAt })
    expect((await open(through(secret))).status).toBe(200)
    await until('its time is over', () => Date.now() > Date.parse(expiresAt)) // asking meanwhile would use up what may be read
    expect(await open(through(secret))).toEqual(unknown)
  })

  test('holds no more once whoever made it might not make it', async () => {
    const { api: maker, id: makerId } = await people.letIn('Max', 'STAFF')
    const { generation } = await maker.tryStart({ model, prompt: 'of Max', spaceId })
    const own = await makeShare(maker, generation?.thread.id ?? '')
    const others = await makeShare(maker, begun.threadId)
    const asOwner = await makeShare(owner, begun.threadId)
    const statuses = () =>
      Promise.all([own, others, asOwner].map(async ({ secret }) => (await open(through(secret))).status))
    expect(await statuses()).toEqual([200, 200, 200])
    await share(owner, begun.threadId, 'PRIVATE')
    expect(await statuses()).toEqual([200, 404, 200])
    await share(owner, begun.threadId, 'SPACE')
    await change(owner, 'setMemberRole', { spaceId, principalId: makerId, role: 'PARTNER' })
    expect(await statuses()).toEqual([200, 404, 200])
    await change(owner, 'removeMember', { spaceId, principalId: makerId })
    expect(await statuses()).toEqual([404, 404, 200])
  })
})

test('a share holds no more once its thread is deleted, and nobody can make another', async () => {
  const { threadId } = await people.begin('soon gone')
  const { secret } = await makeShare(owner, threadId)
  expect((await open(through(secret))).status).toBe(200)
  await change(owner, 'deleteThread', { id: threadId })
  expect(await open(through(secret))).toMatchObject(refused)
  expect(await makeShare(owner, threadId)).toMatchObject({ code: 'NOT_FOUND' })
})

describe('a share for those who sign in', () => {
  test('asks others to sign in first', async () => {
    const { secret } = await makeShare(owner, begun.threadId, { requiresSignIn: true })
    const { status, body } = await open(through(secret))
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([401, 'UNAUTHENTICATED'])
    expect((await open(through(secret, guest.cookie))).status).toBe(200)
    const bearer = await fetch(`${people.sluice.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${otherToken}`,
        'content-type': 'application/json',
        'x-sluice-share': secret,
      },
      body: JSON.stringify({ query: '{ shared { requiresSignIn } }' }),
    })
    expect(await bearer.json()).toEqual({ data: { shared: { requiresSignIn: true } } })
  })

  test('is none for those whom it does not name', async () => {
    const input = { principalIds: [guest.id, crypto.randomUUID()] }
    const { secret, share: made } = await makeShare(owner, begun.threadId, input)
    expect(made).toMatchObject({ requiresSignIn: true, principalIds: input.principalIds })
    expect((await open(through(secret, guest.cookie))).status).toBe(200)
    const other = await people.letIn('Eve', 'STAFF')
    expect(await open(through(secret, other.cookie))).toMatchObject(refused)
    expect((await open(through(secret))).status).toBe(401)
  })
})

test('who made, used and revoked a share is in the audit log: a use once a visit, and no secret', async () => {
  const { threadId } = await people.begin('audited')
  const { secret, share: made } = await makeShare(owner, threadId, { requiresSignIn: true })
  const { secret: openSecret } = await makeShare(owner, threadId)
  for (let n = 0; n < 3; n++) await Promise.all([open(through(secret, guest.cookie)), open(through(openSecret))])
  await open(through(secret)) // nobody is signed in: no use
  await revokeShare(owner, made.id)
  await revokeShare(owner, made.id)
  await open(through(secret, guest.cookie)) // revoked: no use
  type Entry = { action: string; subject: string; actorName: string; address: string; details: { share: string } }
  const { auditLog } = await owner.query<{ auditLog: { edges: { node: Entry }[] } }>(
    '{ auditLog(first: 100) { edges { node { action subject actorName address details } } } }',
  )
  const about = auditLog.edges.flatMap(({ node }) => (node.subject === uuidIn(threadId) ? [node] : []))
  expect(about.map(({ action, actorName }) => `${actorName}: ${action}`).toSorted()).toEqual([
    'Gus: SHARE_USED',
    'one: SHARE_CREATED',
    'one: SHARE_CREATED',
    'one: SHARE_REVOKED',
    `share ${openSecret.slice(0, 12)}: SHARE_USED`,
  ])
  expect(about.every(({ address }) => address.includes('127.0.0.1'))).toBe(true)
  for (const each of [secret, openSecret]) expect(JSON.stringify(auditLog)).not.toContain(each.slice(12))
  const [, listed] = await sharesOf(owner, threadId)
  expect(listed?.lastUsedAt).toEqual(expect.any(String))
})
