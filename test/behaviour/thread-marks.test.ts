import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { following } from '../support/follow-activity.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { makeShare } from '../support/shares.ts'
import { type Begun, change, model, type SpacePeople, secretPlan, setUpSpace, share } from '../support/space-people.ts'
import { listed, mark, rename, threadFor } from '../support/threads.ts'
import { until } from '../support/until.ts'

let people: SpacePeople
let owner: ApiClient
let staff: ApiClient
let partner: ApiClient
beforeAll(async () => {
  people = await setUpSpace()
  ;({ owner, staff, partner } = people)
})
afterAll(() => people.stop())

/** Somebody's in the space, which ends at once unless its prompt says that it goes on, shared if it is to be. */
async function beginFor(api: ApiClient, prompt: string, visibility = 'PRIVATE', more: object = {}): Promise<Begun> {
  const { generation } = await api.tryStart({ model, prompt, spaceId: people.spaceId, ...more })
  const begun = { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
  if (!prompt.startsWith('goes on')) await api.ended(begun.id)
  if (visibility === 'SPACE') await share(api, begun.threadId, visibility)
  return begun
}

describe('a title', () => {
  test('is given by whoever began the thread, and by an owner of the space that shares it', async () => {
    const { threadId } = await beginFor(staff, 'first words')
    expect((await rename(staff, threadId, '  Of\n Sam ')).thread).toMatchObject({ title: 'Of Sam', isRenamable: true })
    for (const api of [owner, partner]) expect(await rename(api, threadId, 'Mine')).toMatchObject({ code: 'NOT_FOUND' })

    await share(staff, threadId, 'SPACE')
    expect((await rename(owner, threadId, 'Of the space')).thread).toMatchObject({ isRenamable: true })
    expect(await rename(partner, threadId, 'Mine')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await threadFor(partner, threadId)).toMatchObject({ title: 'Of the space', isRenamable: false })
    const log = await owner.query('{ auditLog(first: 100) { edges { node { action actorName } } } }')
    const told = JSON.stringify(log).match(/"action":"THREAD_RENAMED","actorName":"[^"]+"/g)
    expect(told).toEqual(['"action":"THREAD_RENAMED","actorName":"one"']) // what people do to their own threads is their own
  })

  test('has 1 to 200 characters', async () => {
    const { threadId } = await beginFor(staff, 'to be named')
    for (const title of ['', ' \n ', 'x'.repeat(201)])
      expect(await rename(staff, threadId, title)).toMatchObject({ code: 'INVALID_INPUT' })
    expect((await rename(staff, threadId, 'x'.repeat(200))).__typename).toBe('RenameThreadSuccess')
  })
})

describe('a mark', () => {
  test('is each person’s own, in the thread and in lists', async () => {
    const { id, threadId } = await beginFor(owner, 'marked by two', 'SPACE')
    const other = await beginFor(owner, 'marked by nobody', 'SPACE')
    expect((await mark(staff, threadId, { isPinned: true, leafId: id })).thread).toMatchObject({
      isPinned: true,
      isArchived: false,
      activeLeaf: { id },
    })
    expect((await mark(partner, threadId, { isArchived: true })).thread).toMatchObject({
      isPinned: false,
      isArchived: true,
      activeLeaf: null,
    })
    expect(await listed(staff, 'threads', { isPinned: true })).toEqual([threadId])
    expect(await listed(partner, 'threads', { isPinned: true })).toEqual([])
    expect(await listed(partner, 'threads', { isArchived: true })).toEqual([threadId])
    const inTray = await listed(partner, 'threads', { isArchived: false })
    expect([inTray.includes(threadId), inTray.includes(other.threadId)]).toEqual([false, true])

    expect((await mark(staff, threadId, { isPinned: false })).thread).toMatchObject({
      isPinned: false,
      activeLeaf: { id },
    })
    expect((await mark(owner, threadId, { isArchived: true })).thread).toMatchObject({ isArchived: true })
    expect(await listed(owner, 'generations', { isArchived: true })).toEqual([id])
    expect(await listed(owner, 'generations', { isArchived: false })).not.toContain(id)
  })

  test('is of what one sees alone, and its leaf of the thread itself', async () => {
    const [mine, theirs] = [await beginFor(staff, 'mine'), await beginFor(owner, 'theirs')]
    for (const marks of [{ isPinned: true }, { isSeen: true }, {}])
      expect(await mark(staff, theirs.threadId, marks)).toMatchObject({ code: 'NOT_FOUND' })
    for (const leafId of [theirs.id, 'unknown'])
      expect(await mark(staff, mine.threadId, { leafId, isPinned: true })).toMatchObject({ code: 'NOT_FOUND' })
    expect(await threadFor(staff, mine.threadId)).toMatchObject({ isPinned: false, activeLeaf: null })
  })
})

interface Unread {
  readonly list: {
    readonly edges: readonly { readonly node: { readonly id: string } }[]
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean }
  }
}

describe('what has ended', () => {
  const isUnread = async (api: ApiClient, id: string) =>
    (await api.query<{ g: { isUnread: boolean } }>('query ($id: ID!) { g: generation(id: $id) { isUnread } }', { id }))
      .g.isUnread

  test('is unread for whoever started it, and for nobody else, until they look at its thread', async () => {
    const { api, cookie } = await people.letIn('Uma', 'STAFF')
    await using told = following({ url: people.sluice.url, cookie })
    const { id, threadId } = await beginFor(api, 'to be read', 'SPACE')
    expect([await isUnread(api, id), await isUnread(owner, id)]).toEqual([true, false])
    expect(await listed(api, 'generations', { isUnread: true })).toEqual([id])
    await mark(owner, threadId, { isSeen: true })
    expect(await isUnread(api, id)).toBe(true)

    await until('its end is told', () => told.statusOf(id) === 'SUCCEEDED')
    const before = told.seen.length
    await mark(api, threadId, { isSeen: true })
    expect([await isUnread(api, id), await listed(api, 'generations', { isUnread: true })]).toEqual([false, []])
    await until('other tabs are told', () => told.seen.slice(before).some(({ generationId }) => generationId === id))
    await mark(api, threadId, { isSeen: false })
    expect(await isUnread(api, id)).toBe(true)
    await mark(api, threadId, { isPinned: true }) // which is not looking
    expect(await isUnread(api, id)).toBe(true)
  })

  test('is on the next page of what is unread, though the last one of the page before was read or deleted meanwhile', async () => {
    const { api } = await people.letIn('Ulf', 'STAFF')
    const [oldest, middle, newest] = [
      await beginFor(api, 'page three'),
      await beginFor(api, 'page two'),
      await beginFor(api, 'page one'),
    ]
    const document = `query ($after: String) { list: generations(first: 1, after: $after, filter: { isUnread: true }) {
      edges { node { id } } pageInfo { endCursor hasNextPage } } }`
    const page = async (after: string | null) => (await api.query<Unread>(document, { after })).list
    const first = await page(null)
    expect(first).toMatchObject({ edges: [{ node: { id: newest.id } }], pageInfo: { hasNextPage: true } })
    await mark(api, newest.threadId, { isSeen: true })
    const second = await page(first.pageInfo.endCursor)
    expect(second).toMatchObject({ edges: [{ node: { id: middle.id } }], pageInfo: { hasNextPage: true } })
    expect((await change(api, 'deleteThread', { id: middle.threadId })).__typename).toBe('DeleteThreadSuccess')
    const third = await page(second.pageInfo.endCursor)
    expect(third).toMatchObject({ edges: [{ node: { id: oldest.id } }], pageInfo: { hasNextPage: false } })
  })

  test('is unread when somebody else stopped it, and not when they did themselves', async () => {
    const [byMe, byOther] = [
      await beginFor(staff, 'goes on for me', 'SPACE'),
      await beginFor(staff, 'goes on here', 'SPACE'),
    ]
    await staff.cancel(byMe.id)
    await owner.cancel(byOther.id)
    for (const { id } of [byMe, byOther]) await staff.ended(id)
    expect([await isUnread(staff, byMe.id), await isUnread(staff, byOther.id)]).toEqual([false, true])
  })

  test('is not unread for a service, which reads nothing', async () => {
    const { id } = await beginFor(owner, 'of a service')
    expect([await isUnread(owner, id), await listed(owner, 'generations', { isUnread: true })]).toEqual([false, []])
  })
})

describe('a text', () => {
  test('is found in titles, prompts and outputs, in whatever case, and taken as it is', async () => {
    people.fake.on(/Zanzibar/, (call) => (call.text('Cloves and 100% nutmeg.'), call.end()))
    const { id, threadId } = await beginFor(staff, 'What grows in Zanzibar_?')
    await rename(staff, threadId, 'Spice islands')
    for (const text of ['SPICE ISL', 'zanzibar_', 'nutmeg', '100%']) {
      expect([text, await listed(staff, 'threads', { text })]).toEqual([text, [threadId]])
    }
    for (const text of ['zanzibar', ' Cloves ']) expect(await listed(staff, 'generations', { text })).toEqual([id])
    for (const text of ['1%nutmeg', 'zanz_bar', String.raw`zanzibar\_`, 'cinnamon']) {
      expect([text, await listed(staff, 'threads', { text })]).toEqual([text, []])
      expect([text, await listed(staff, 'generations', { text })]).toEqual([text, []])
    }
    expect(await listed(owner, 'threads', { text: 'zanzibar' })).toEqual([])
    expect(await listed(staff, 'threads', { text: 'zanzibar', isPinned: true })).toEqual([])
    expect(
      JSON.stringify(await staff.ask(`{ threads(filter: { text: "${'x'.repeat(201)}" }) { edges { cursor } } }`)),
    ).toContain('INVALID_INPUT')
  })

  test('of an internal prompt is not found by a partner', async () => {
    const { threadId } = await beginFor(owner, secretPlan, 'SPACE', { isInternal: true })
    expect(await listed(staff, 'threads', { text: 'bluebird' })).toEqual([threadId])
    expect(await listed(partner, 'threads', { text: 'bluebird' })).toEqual([])
    expect(await listed(partner, 'threads', { text: 'fake provider' })).toContain(threadId)
  })
})

test('marks go with their person, are in what one exports, and no share shows them', async () => {
  const { api, cookie, id: personId } = await people.letIn('Mia', 'STAFF')
  const { id, threadId } = await beginFor(owner, 'marked by Mia', 'SPACE')
  await mark(api, threadId, { isPinned: true, leafId: id })
  const file = await (await fetch(`${people.sluice.url}/export`, { headers: { cookie } })).text()
  const line = file.split('\n').find((text) => text.startsWith('{"kind":"mark"')) ?? '{}'
  expect(JSON.parse(line)).toMatchObject({
    threadId: uuidIn(threadId),
    activeLeafId: uuidIn(id),
    pinnedAt: expect.any(String) as string,
    archivedAt: null,
  })

  const visitor = makeApiClient(people.sluice.url, { share: (await makeShare(owner, threadId)).secret })
  for (const field of ['isPinned', 'isArchived', 'isRenamable', 'activeLeaf { id }', 'forkedFrom { id }']) {
    const { body } = await visitor.ask(`{ shared { thread { ${field} } } }`)
    expect([field, body.errors?.[0]?.extensions?.code]).toEqual([field, 'FORBIDDEN'])
  }
  expect((await change(api, 'deletePerson', { id: personId })).__typename).toBe('DeletePersonSuccess')
  await Promise.all([people.sluice.web.end('SIGTERM'), people.sluice.worker.end('SIGTERM')])
  const left = await lookInto(people.sluice.env, (database) =>
    database.query<{ principal_id: string }>('SELECT principal_id FROM thread_mark WHERE thread_id = $1', [
      uuidIn(threadId),
    ]),
  )
  expect(left).toEqual([])
})
