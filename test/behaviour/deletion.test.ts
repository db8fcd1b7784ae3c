import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ApiClient, Refused } from '../support/api-client.ts'
import { databaseKind } from '../support/deployment.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import {
  type Begun,
  change,
  idOf,
  look,
  model,
  nothing,
  type SpacePeople,
  setUpSpace,
  share,
  watchBeside,
} from '../support/space-people.ts'
import { mark } from '../support/threads.ts'
import { until } from '../support/until.ts'

let people: SpacePeople
beforeAll(async () => {
  people = await setUpSpace()
})
afterAll(() => people.stop())

/** All that the tests have deleted. */
const deleted: Begun[] = []

/** What a stream ended with: its last event, or a refusal when its right was looked at before. */
async function endOf({ events, end }: ReturnType<typeof watchBeside>): Promise<string> {
  const error = await end
  return error instanceof Refused ? error.code : (events.at(-1)?.__typename ?? '')
}

async function beginIn(api: ApiClient, prompt: string, more: object = {}): Promise<Begun> {
  const { generation } = await api.tryStart({ model, prompt, ...more })
  return { id: generation?.id ?? '', threadId: generation?.thread.id ?? '' }
}

describe('a thread', () => {
  test('that is deleted is gone for everybody at once: what runs is stopped, streams end, a start in it finds nothing', async () => {
    const { owner, staff, begin } = people
    const begun = await begin('goes on and is deleted')
    await share(owner, begun.threadId, 'SPACE')
    await mark(staff, begun.threadId, { isPinned: true, leafId: begun.id })
    const call = await people.fake.waitForCall('goes on and is deleted')
    await change(staff, 'addComment', { generationId: begun.id, text: 'Goes too.' })
    await change(staff, 'giveFeedback', { id: begun.id, rating: 'UP' })
    const watched = watchBeside(staff, begun.id)
    await until('staff sees it', () => watched.events.length > 0)

    expect(await change(staff, 'deleteThread', { id: begun.threadId })).toMatchObject({ code: 'NOT_FOUND' })
    expect((await change(owner, 'deleteThread', { id: begun.threadId })).__typename).toBe('DeleteThreadSuccess')
    for (const api of [owner, staff]) expect(await look(api, begun)).toEqual(nothing)
    await call.closed
    expect(await endOf(watched)).toMatch(/GenerationCancelled|NOT_FOUND/)
    const again = await owner.tryStart({ model, prompt: 'again', threadId: begun.threadId })
    expect(again).toMatchObject({ __typename: 'NotFound' })
    expect(await change(owner, 'deleteThread', { id: begun.threadId })).toMatchObject({ code: 'NOT_FOUND' })
    const activity = '{ generations(first: 100) { edges { node { id } } } }'
    expect(JSON.stringify(await owner.query(activity))).not.toContain(begun.id)
    deleted.push(begun)
  })

  test('that a space shares is deleted by its owner too, and by no partner', async () => {
    const { owner, partner, letIn, spaceId } = people
    const { api: author } = await letIn('Ann', 'STAFF')
    const begun = await beginIn(author, 'by Ann', { spaceId })
    await author.ended(begun.id)
    const by = (api: ApiClient) => change(api, 'deleteThread', { id: begun.threadId })
    expect(await by(owner)).toMatchObject({ code: 'NOT_FOUND' }) // nobody's but hers
    await share(author, begun.threadId, 'SPACE')
    expect(await by(partner)).toMatchObject({ code: 'NOT_FOUND' })
    expect((await by(owner)).__typename).toBe('DeleteThreadSuccess')
    expect(await look(author, begun)).toEqual(nothing)
  })
})

test('a space that is deleted takes all of its threads along, and nobody is in it any more', async () => {
  const { owner, letIn } = people
  const spaceId = (await change(owner, 'createSpace', { name: 'Doomed' })).space?.id ?? ''
  const { api: member, id: memberId } = await letIn('Moe', 'STAFF')
  await change(owner, 'setMemberRole', { spaceId, principalId: memberId, role: 'STAFF' })
  const [mine, theirs] = [
    await beginIn(owner, 'in the space', { spaceId }),
    await beginIn(member, 'private there', { spaceId }),
  ]
  await Promise.all([owner.ended(mine.id), member.ended(theirs.id)])

  expect(await change(member, 'deleteSpace', { id: spaceId })).toMatchObject({ code: 'FORBIDDEN' })
  expect((await change(owner, 'deleteSpace', { id: spaceId })).__typename).toBe('DeleteSpaceSuccess')
  expect(await look(owner, mine)).toEqual(nothing)
  expect(await look(member, theirs)).toEqual(nothing)
  for (const api of [owner, member]) {
    expect(JSON.stringify(await api.query('{ spaces { id } }'))).not.toContain(spaceId)
    expect(await api.tryStart({ model, prompt: 'too late', spaceId })).toMatchObject({ __typename: 'NotFound' })
  }
  deleted.push(mine, theirs)
})

test('a person who is deleted is signed out, their threads go, and what a space shares stays without their name', async () => {
  const { owner, staff, letIn, spaceId } = people
  const { api: leaver, id } = await letIn('Leo Leaver', 'STAFF')
  const shared = await beginIn(leaver, 'shared by Leo', { spaceId })
  const own = await beginIn(leaver, 'private to Leo', { spaceId })
  const home = await beginIn(leaver, 'at home')
  for (const { id: generationId } of [shared, own, home]) await leaver.ended(generationId)
  await share(leaver, shared.threadId, 'SPACE')
  const watched = watchBeside(leaver, (await beginIn(leaver, 'goes on for Leo')).id)
  await until('Leo watches', () => watched.events.length > 0)

  expect(await change(staff, 'deletePerson', { id })).toMatchObject({ code: 'FORBIDDEN' })
  expect((await change(leaver, 'deletePerson', { id })).__typename).toBe('DeletePersonSuccess')
  expect((await leaver.ask('{ viewer { id } }')).status).toBe(401)
  expect(await endOf(watched)).toMatch(/GenerationCancelled|NOT_FOUND|UNAUTHENTICATED/)
  expect((await look(staff, shared)).generation).toMatchObject({ prompt: 'shared by Leo' })
  expect(await change(owner, 'createSignInLink', { principalId: id })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await change(owner, 'setMemberRole', { spaceId, principalId: id, role: 'STAFF' })).toMatchObject({
    code: 'NOT_FOUND',
  })
  const members = '{ spaces { name members { name } } }'
  expect(JSON.stringify(await owner.query(members))).not.toContain('Leo')
  deleted.push(own, home)
})

test('the last owner of a space, and services, are not deleted', async () => {
  const { owner, letIn } = people
  const { api: last, id } = await letIn('Lou', 'STAFF')
  const spaceId = (await change(owner, 'createSpace', { name: 'Of Lou' })).space?.id ?? ''
  await change(owner, 'setMemberRole', { spaceId, principalId: id, role: 'OWNER' })
  await change(last, 'removeMember', { spaceId, principalId: await idOf(owner) })
  expect(await change(last, 'deletePerson', { id })).toMatchObject({ code: 'INVALID_INPUT' })
  expect(await idOf(last)).toBe(id)
  expect(await change(owner, 'deletePerson', { id: await idOf(owner) })).toMatchObject({ code: 'NOT_FOUND' })
})

test('threads that nobody goes on with are kept as long as their space says', async () => {
  const { owner, staff, sluice } = people
  const spaceId = (await change(owner, 'createSpace', { name: 'Forgetful' })).space?.id ?? ''
  const [old, fresh] = [await beginIn(owner, 'long ago', { spaceId }), await beginIn(owner, 'today', { spaceId })]
  await Promise.all([owner.ended(old.id), owner.ended(fresh.id)])
  expect(await change(staff, 'setRetention', { spaceId, days: 7 })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await change(owner, 'setRetention', { spaceId, days: 0 })).toMatchObject({ code: 'INVALID_INPUT' })
  expect((await change(owner, 'setRetention', { spaceId, days: 7 })).__typename).toBe('SetRetentionSuccess')
  expect(JSON.stringify(await owner.query('{ spaces { name retentionDays } }'))).toContain(
    '"name":"Forgetful","retentionDays":7',
  )

  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  await lookInto(sluice.env, async (database) => {
    const then = `now() - interval '8 days'`
    await database.query(`UPDATE thread SET created_at = ${then} WHERE id = $1`, [uuidIn(old.threadId)])
    await database.query(`UPDATE generation SET created_at = ${then}, ended_at = ${then} WHERE id = $1`, [
      uuidIn(old.id),
    ])
  })
  await sluice.restart('SIGTERM')
  await until('the old one is gone', async () => (await look(owner, old)).thread === null, { timeoutMs: 50_000 })
  expect((await look(owner, fresh)).thread).not.toBeNull()
})

/** How many rows are left of what the tests have deleted. */
async function countLeft(): Promise<number> {
  const [row] = await lookInto(people.sluice.env, (database) =>
    database.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM thread WHERE id = ANY($1::uuid[]))
         + (SELECT count(*) FROM generation WHERE id = ANY($2::uuid[]))
         + (SELECT count(*) FROM generation_event WHERE generation_id = ANY($2::uuid[]))
         + (SELECT count(*) FROM attempt WHERE generation_id = ANY($2::uuid[]))
         + (SELECT count(*) FROM thread_mark WHERE thread_id = ANY($1::uuid[]))
         + (SELECT count(*) FROM comment WHERE generation_id = ANY($2::uuid[]))
         + (SELECT count(*) FROM feedback WHERE generation_id = ANY($2::uuid[]))
         + (SELECT count(*) FROM idempotency_key WHERE generation_id = ANY($2::uuid[]))
         + (SELECT count(*) FROM thread WHERE title = 'Shared too late')
         + (SELECT count(*) FROM space WHERE name = 'Doomed'))::int AS count`,
      [deleted.map(({ threadId }) => uuidIn(threadId)), deleted.map(({ id }) => uuidIn(id))],
    ),
  )
  return row?.count ?? Number.NaN
}

/** As if it had been shared at the moment in which its person was deleted. */
async function shareTooLate(): Promise<void> {
  const { web, worker, env } = people.sluice
  await Promise.all([web.end('SIGTERM'), worker.end('SIGTERM')])
  const shared = await lookInto(env, (database) =>
    database.query(
      `INSERT INTO thread (id, space_id, owner_id, title, visibility)
       SELECT gen_random_uuid(), space_id, id, 'Shared too late', 'SPACE' FROM principal WHERE deleted_at IS NOT NULL RETURNING id`,
    ),
  )
  expect(shared).not.toEqual([])
}

test('of what was deleted nothing is left soon after a start, neither texts nor logs', async () => {
  expect(deleted).toHaveLength(5)
  const { sluice } = people
  const isEmbedded = databaseKind === 'pglite'
  await shareTooLate()
  await sluice.restart('SIGTERM')
  const isGone = async () => {
    if (!isEmbedded) return (await countLeft()) === 0
    await sluice.web.end('SIGTERM') // nobody looks in beside it, so each look is a start
    const left = await countLeft()
    await sluice.restart('SIGTERM')
    return left === 0
  }
  await until('nothing is left', isGone, { timeoutMs: 45_000, everyMs: isEmbedded ? 3_000 : 250 })
})

test('all of it is in the audit log, with who did it', async () => {
  const document = '{ auditLog(first: 100) { edges { node { action actorName subject } } } }'
  const log = JSON.stringify(await people.owner.query(document))
  for (const [action, subject] of [
    ['SPACE_DELETED', 'Doomed'],
    ['PERSON_DELETED', 'Leo Leaver'],
    ['RETENTION_SET', 'Forgetful'],
  ]) {
    expect(log).toMatch(new RegExp(`"action":"${action}","actorName":"[^"]+","subject":"${subject}"`))
  }
  expect(log).toContain('"action":"THREAD_DELETED"')
})
